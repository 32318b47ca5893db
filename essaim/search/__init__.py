"""One index of what the rooms let be found, kept in step with the journal."""
