"""What the ledger keeps, and how it is found out."""
