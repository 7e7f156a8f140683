"""Who speaks: names, roles, pronouns, outlets and the chain through which words came.

Nothing here looks for cues. Start with speakers.py.
"""
