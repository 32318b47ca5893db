"""What is timed: each module prints a table of ratios."""
