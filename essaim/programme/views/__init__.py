"""The pages of the backbone."""
