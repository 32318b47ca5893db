"""Remarks on any thing, kept apart from its text: said, answered, settled, for some of its readers.

A room above or below says in one line of its manifest which of its pages take them (`Commented`).
"""
