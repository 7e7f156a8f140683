"""Files held against the rules of those who will read them.

Nothing here mends a file. Start with validation.py.
"""
