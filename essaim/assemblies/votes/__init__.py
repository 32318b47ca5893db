"""Questions put to the vote: written, opened, answered, counted."""
