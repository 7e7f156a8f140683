"""Keeping what a source said that day: the exact bytes, and the text read from them.

Nothing here reads a file that nobody at this desk typed. Start with keep.py.
"""
