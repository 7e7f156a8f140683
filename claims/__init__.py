"""A local-first toolkit for structured fact-checking."""

__version__ = "0.1.0"
