"""What the pages of the backbone read."""
