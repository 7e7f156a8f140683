"""The ledger's upkeep: audit, check, backup, copy, upgrade, dossiers.

Nothing here changes what a record says. Start with audit.py.
"""
