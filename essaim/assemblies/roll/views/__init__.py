"""The pages of the column."""
