"""Who may do what, and who sees what: written by hand, a yes or a no for each kind of person."""
