"""What the toolkit can do: one noun a module, one verb a function.

An action takes what it needs, returns a value, and never commits, prints or asks; the door does. Start with
record/claims.py, which records a claim, and read/view.py, through which everything is read.
"""
