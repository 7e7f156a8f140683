"""The log: every change is stored together with the event that tells of it.

Nothing here reads for a person. Start with ledger.py; bulk.py does the same for many records.
"""
