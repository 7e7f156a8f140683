"""From an article to its claims: what a reader found, decided on one by one.

Nothing becomes a claim here that nobody accepted. Start with decide.py.
"""
