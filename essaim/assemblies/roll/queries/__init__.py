"""Reads of the column."""
