"""What commands share: the desk they work at, options, printing, tables, progress.

Nothing here is a command. Start with desk.py.
"""
