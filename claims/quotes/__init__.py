"""Quotes: looked for in the stored text of their source, and where they stand there."""
