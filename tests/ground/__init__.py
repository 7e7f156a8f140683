"""Words, dates, addresses, names."""
