"""Who may do what with bodies, meetings and votes: one rule for each action, under its name."""
