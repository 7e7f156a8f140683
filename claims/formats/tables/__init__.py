"""Tables and feeds: CSV, Parquet, the Data Commons feed.

Nothing here knows what a rating comes to. Start with write.py.
"""
