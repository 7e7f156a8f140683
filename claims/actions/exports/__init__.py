"""What goes out: documents in the field's formats, the site, and answers to searches.

Nothing here knows a format; claims/formats and claims/site do. Start with export.py.
"""
