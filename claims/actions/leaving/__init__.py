"""leaving."""
