"""A ledger out and in again: dump, restore, excerpts, copies, mergers, dossiers.

Nothing here decides which word goes; actions/merge does. Start with dump.py.
"""
