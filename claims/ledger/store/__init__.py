"""How records lie in the database: SQL as text, canonical JSON, the lists that belong to records, the order of rulings.

Nothing here writes a line of the log. Start with sql.py.
"""
