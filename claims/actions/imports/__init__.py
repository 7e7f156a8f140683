"""Taking in what others have published, each thing once however often it is read.

Nothing here parses; claims/formats does. Start with run.py.
"""
