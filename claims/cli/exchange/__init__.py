"""Commands that bring in or let out: import, export, merge, bundle, serve.

A command calls one action. Start with exporting.py.
"""
