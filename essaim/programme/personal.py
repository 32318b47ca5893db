"""What the programme holds on people: where they appear, and under which name."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from essaim.journal.actions import label
from essaim.journal.models import Revision
from essaim.kernel.naming import Named
from essaim.kernel.personal import Held, Row, Whom, anonymised, erased, kept
from essaim.programme.models import Action, ActionPerson

_AS_LONG_AS_THE_ACTION = _("as long as the action")
_FREE_WORDS = kept(_("free words, in which people may be named"), _("the life of the network"))


_OTHERS_WROTE = _(
    "Titles and sentences of actions that name you were written by others: ask for changes."
)


def _appearance(link: ActionPerson, _whom: Whom) -> Row:
    return {
        "action": Named.of(link.action, link.action.title),
        "starts_on": link.action.starts_on.isoformat(),
        "ends_on": link.action.ends_on.isoformat(),
        "appears_as": link.label,
        "address": Named.of(link.action, link.action.get_absolute_url()),
    }


def _forget_in_actions(links: QuerySet[Any], whom: Whom) -> Iterator[str]:
    """The links stay, so that counts stay true; the labels go out of each version of the actions.

    Also of those that no longer name this person.
    """
    for key in map(str, whom.keys):
        _forget_in_versions(key)
    if count := links.count():
        yield ngettext(
            "%(count)s action still counts one participant, without name or label.",
            "%(count)s actions still count one participant, without name or label.",
            count,
        ) % {"count": count}
        yield str(_OTHERS_WROTE)


def _forget_in_versions(key: str) -> None:
    named = Q(target_model=label(Action), record__people__icontains=key)
    for version in Revision.objects.filter(named).iterator():
        people = [
            [person, "" if person == key else appears_as]
            for person, appears_as in version.record["people"]
        ]
        version.record = {**version.record, "people": people}
        version.save(update_fields=["record"])


PERSONAL = (
    Held(
        ActionPerson,
        {
            "person": anonymised(
                _("So that the number of people involved stays true; it names nobody then."),
                _AS_LONG_AS_THE_ACTION,
            ),
            "label": erased(
                _("Under which name somebody appeared is theirs to take back."),
                _AS_LONG_AS_THE_ACTION,
            ),
        },
        of="person",
        code="programme.actions",
        label=_("Actions in which you appear"),
        read=ActionPerson.objects.select_related("action").order_by("action__starts_on", "pk"),
        shows=_appearance,
        first=_forget_in_actions,
    ),
    Held(Action, dict.fromkeys(("title", "summary"), _FREE_WORDS)),
)
