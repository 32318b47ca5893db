"""Reads across tables, for one page or one document at a time."""
