"""The backbone: agreements, axes, objectives, actions, decisions, indicators, readings."""
