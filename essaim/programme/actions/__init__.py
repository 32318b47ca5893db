"""Every write on the backbone."""
