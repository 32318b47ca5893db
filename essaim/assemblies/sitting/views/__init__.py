"""Pages of the column."""
