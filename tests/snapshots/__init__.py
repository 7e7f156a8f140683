"""Pages, papers and quotes."""
