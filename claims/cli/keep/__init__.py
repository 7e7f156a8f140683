"""Commands that look after the ledger: audit, db, shell, demo.

A command calls one action. Start with audit.py.
"""
