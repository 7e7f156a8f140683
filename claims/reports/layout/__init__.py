"""A report laid out as sections, cards and tables, before any rendering.

Nothing here knows HTML or a terminal. Start with pages.py.
"""
