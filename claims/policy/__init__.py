"""What a desk asks of its rulings, and who is independent of whom.

Pure functions from views to findings: nothing here asks the database. Start with provenance/origins.py and
rules/shortfalls.py.
"""
