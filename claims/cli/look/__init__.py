"""Commands that read: search, history, reports, the queue, the policy.

Nothing here writes, but for the note that a report left. Start with lookup.py.
"""
