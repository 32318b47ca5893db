"""Every write of the column."""
