"""The policy file, and what a ruling under it lacks.

Nothing here looks at the whole ledger; lint does. Start with requirements.py, then shortfalls.py.
"""
