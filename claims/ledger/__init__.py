"""The ledger's own workings: the log of every change, the records as documents, the index that search reads."""
