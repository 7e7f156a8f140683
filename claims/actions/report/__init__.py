"""Reports gathered from the ledger: the summary, coverage, corrections, differences and the queue.

Nothing here writes; what a report says is written once, in claims/reports. Start with queue.py.
"""
