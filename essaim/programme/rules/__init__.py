"""Who may do what with the backbone: one rule for each action, under the action's name.

Each rule is re-exported by name, so that `can(acting, "programme.add_action")` finds it here.
"""
