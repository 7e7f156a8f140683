"""How fast the toolkit is: ledgers of any size made from a seed, and ratios to the least that the same work can cost."""
