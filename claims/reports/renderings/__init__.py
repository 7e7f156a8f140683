"""The renderings: text, Markdown, HTML, CSV, JSON.

Nothing here decides what a report says. Start with text.py.
"""
