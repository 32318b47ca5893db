"""What is kept of meetings, and what becomes of what they decided."""
