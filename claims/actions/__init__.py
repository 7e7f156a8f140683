"""What the toolkit can do: one noun a module, one verb a function. Actions change the ledger; they never print."""
