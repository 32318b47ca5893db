"""What rests on an objective, so that its code must stay."""

from essaim.programme.models import Objective


def is_cited(objective: Objective) -> bool:
    """Whether an action, a judgement, an indicator or another objective points at it."""
    return (
        objective.action_links.exists()
        or objective.years.exists()
        or objective.indicators.exists()
        or objective.came_from.exists()
    )
