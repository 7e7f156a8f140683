"""Records as they stand or stood, put together into what a reader sees.

Nothing here writes. Start with assemble.py; present.py and past.py read for it, discretion.py keeps back what isn't
for readers.
"""
