"""Pages that compose what several columns know."""
