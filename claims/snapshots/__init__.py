"""Snapshots: bytes as they were seen, the text read from them, and what the document says of itself."""
