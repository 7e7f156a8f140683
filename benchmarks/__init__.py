"""How fast the toolkit is: ledgers made from a seed, and ratios to the least that the same work can cost."""
