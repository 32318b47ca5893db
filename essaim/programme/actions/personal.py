"""Forgetting a person: called inside the action that erases her, whose journal line tells of it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.journal.actions import label
from essaim.journal.models import Revision
from essaim.network.models import Person
from essaim.network.queries.clusters import people_like
from essaim.programme.models import Action, ActionPerson


def forget_person(person_id: int) -> list[str]:
    """Blanks the label under which they appear in any of their rows, today and in the past.

    The link itself stays, so that counts stay true; it names nobody once the person is erased.
    Answers what was kept and why, a sentence each.
    """
    asked = Person.objects.get(pk=person_id)
    rows = list(people_like(asked.canonical or asked))
    links = ActionPerson.objects.filter(person__in=rows)
    kept = links.count()
    links.exclude(label="").update(label="")
    for person in rows:
        _forget_in_revisions(str(person.key))
    if not kept:
        return []
    return [
        ngettext(
            "%(count)s action still counts one participant, without name or label.",
            "%(count)s actions still count one participant, without name or label.",
            kept,
        )
        % {"count": kept},
        _("Titles and sentences of actions that name you were written by others: ask for changes."),
    ]


def _forget_in_revisions(key: str) -> None:
    """Revisions that ever named this person, also of actions that name them no more."""
    revisions = Revision.objects.filter(target_model=label(Action), record__people__icontains=key)
    for revision in revisions.iterator():
        people = [[one, "" if one == key else said] for one, said in revision.record["people"]]
        revision.record = {**revision.record, "people": people}
        revision.save(update_fields=["record"])
