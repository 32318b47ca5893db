"""The backbone: agreements, axes, objectives, actions and their links, decisions, indicators, readings."""
