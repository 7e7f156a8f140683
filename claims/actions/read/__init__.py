"""Reading: the ledger as it stands or as it stood, lists, searches, and which record a person means.

Nothing here writes. Start with view.py; past_view.py answers the same questions about an earlier moment.
"""
