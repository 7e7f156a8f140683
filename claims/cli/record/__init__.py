"""Commands that record: claims, evidence, rulings, sources, the inbox, the archive.

A command calls one action. Start with claims.py.
"""
