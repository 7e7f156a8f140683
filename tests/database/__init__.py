"""Databases as they are met."""
