"""Finding who said what, through whom and when, in a text.

Nothing here touches the ledger; nothing it finds is more than a candidate. Start with pipeline.py.
"""
