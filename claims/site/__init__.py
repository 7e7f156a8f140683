"""The site: a ledger as pages that need no server, no script from elsewhere and no network."""
