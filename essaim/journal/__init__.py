"""Append-only memory of every write, and the decorator @action that keeps it."""
