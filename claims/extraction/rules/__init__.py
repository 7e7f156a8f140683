"""The rules that find attributions, one construction a module.

A rule hands back a finding and decides nothing about others. Start with clauses.py.
"""
