"""A text as an article: paragraphs, sentences, quotations.

Nothing here knows a speaker. Start with page.py.
"""
