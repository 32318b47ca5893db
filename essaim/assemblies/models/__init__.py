"""Bodies, meetings, votes."""
