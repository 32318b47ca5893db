"""Who may do what with reports: one rule for each action, under the action's name."""
