"""Who is independent, and what a ruling takes."""
