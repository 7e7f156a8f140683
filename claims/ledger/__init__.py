"""The ledger: how records, the log and the search index are kept, read, proven and moved.

Nothing here knows a policy, a report or a command. Start with log/ledger.py: the one way to change a ledger.
"""
