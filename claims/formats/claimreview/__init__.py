"""ClaimReview and its relatives: a review read into drafts, a claim written as a review.

Nothing here knows a file. Start with read.py.
"""
