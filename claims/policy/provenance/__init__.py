"""Where evidence comes from: sites, copies, texts, agencies, chains, and what counts as one origin.

Nothing here knows a policy. Start with origins.py.
"""
