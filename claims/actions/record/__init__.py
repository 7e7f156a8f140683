"""Recording: claims, claimants, sources, utterances, evidence, relations and rulings.

Nothing here reads files or the network. Start with claims.py; register.py finds or adds whatever a person names.
"""
