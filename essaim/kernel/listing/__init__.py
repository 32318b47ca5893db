"""A list, declared once: its columns, filters, order, what to do first, what leaves as a table."""
