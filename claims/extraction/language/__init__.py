"""What is peculiar to a language: word lists, dates, the parser's labels.

Nothing here is code of one language; that is a folder of lists. Start with lexicon.py.
"""
