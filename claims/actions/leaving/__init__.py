"""Editions: whatever left the house, and what of it still tells an old ruling.

Nothing here decides what leaves; the doors do. Start with outgoing.py.
"""
