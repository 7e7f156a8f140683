"""What the toolkit does."""
