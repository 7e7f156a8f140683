"""The field's formats, read and written: ClaimReview, tables, feeds, ratings, and files of every wrapping.

Nothing here asks the database. Start with claimreview/write.py and claimreview/read.py.
"""
