"""What the ratings of others come to, by table and never by guess.

Nothing here rules. Start with table.py.
"""
