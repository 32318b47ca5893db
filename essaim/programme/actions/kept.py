"""What an action shares with the page of another room changes there, so that both say the same."""

from django.utils.translation import gettext as _

from essaim.kernel.errors import RuleBroken
from essaim.programme.content import SHARED, ActionContent
from essaim.programme.models import Action
from essaim.programme.queries.keepers import kept_by


def refuse_kept(action: Action, content: ActionContent | None = None) -> None:
    """Raises RuleBroken where another room keeps the action, and the content says otherwise.

    Without content: whatever it says.
    """
    kept = kept_by(action)
    if kept is None or (content is not None and _shares(action, content)):
        return
    raise RuleBroken(
        _(
            "Another page of the house keeps this action (%(page)s): its title, kind, days, "
            "place, state and readers are changed there."
        )
        % {"page": kept.label}
    )


def _shares(action: Action, content: ActionContent) -> bool:
    """Whether a content says what the action says now, whenever it was read."""
    standing = Action.objects.values(*SHARED).get(pk=action.pk)
    return all(getattr(content, name) == standing[name] for name in SHARED)
