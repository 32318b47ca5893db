"""Who may do what with the backbone: one rule for each action, under the action's name."""
