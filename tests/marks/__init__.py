"""A house in which every text of every row carries a word of its own, and its readers."""
