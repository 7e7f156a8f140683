"""Files as they come: packed, in any character set, JSON in a page, one item after another.

Nothing here knows what an item says. Start with detect.py.
"""
