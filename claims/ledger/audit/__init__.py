"""What the ledger proves: the chain, the records, the cells, the layout, the search index.

Nothing here mends anything. Start with run.py.
"""
