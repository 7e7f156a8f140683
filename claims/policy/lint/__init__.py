"""The rules by which a whole ledger is checked, each with a stable code.

A rule finds; it never mends. Start with case.py, then any rules_*.py.
"""
