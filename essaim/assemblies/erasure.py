"""Forgetting a person who came to meetings: what the room erases, what it keeps, and why.

`forget` asks no rule and writes no journal line of its own: it runs inside the action that erases
a person in every room at once. A link to her card stays, and her card names nobody any more.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from essaim.assemblies.asking.models import DateVoter
from essaim.assemblies.minutes.models import Minutes, Signature, Undertaking
from essaim.assemblies.roll.models import Attendance, Elector, Proxy
from essaim.assemblies.votes.enums import ResolutionState
from essaim.assemblies.votes.models import Ballot, Option
from essaim.journal.actions import label, rewrite_revisions
from essaim.journal.models import Revision
from essaim.kernel.fitting import fitted
from essaim.network.models import Person
from essaim.network.queries.clusters import people_like


def forget(person_id: int) -> Sequence[str]:
    """Blank what names her, in every row merged with hers. Answers what is kept and why."""
    asked = Person.objects.get(pk=person_id)
    people = [one.pk for one in people_like(asked.canonical or asked)]
    _forget_ballots(people)
    _forget_dates(people)
    return [
        *_forget_attendances(people),
        *_forget_electors(people),
        *_keep_elections(people),
        *_forget_follow_up(people),
    ]


def _forget_attendances(people: Sequence[int]) -> Iterable[str]:
    """That somebody sat for an elector stays: the quorum of what was decided rests on it."""
    hers = Attendance.objects.filter(person__in=people)
    if not hers.exists():
        return
    hers.update(name="")
    rewrite_revisions(Attendance, hers.values_list("key", flat=True), name="")
    yield _("That somebody was at these meetings, without her name: their quorum rests on it.")


def _forget_electors(people: Sequence[int]) -> Iterable[str]:
    """Her lines on rolls become numbers; how she wanted others to vote for her goes."""
    hers = Q(membership__person__in=people) | Q(seat__person__in=people)
    electors = list(Elector.objects.filter(hers).order_by("pk"))
    if not electors:
        return
    for elector in electors:
        with override(settings.LANGUAGE_CODE):
            elector.name = _("Elector %(number)s") % {"number": elector.pk}
        elector.refold()
        rewrite_revisions(Elector, [elector.key], name=elector.name)
    Elector.objects.bulk_update(fitted(electors), ["name", "folded"])
    given = Proxy.objects.filter(giver__in=electors)
    given.update(instruction="")
    rewrite_revisions(Proxy, given.values_list("key", flat=True), instruction="")
    yield _(
        "That somebody was convened, answered or gave a proxy, under a number: votes rest on it."
    )


def _forget_ballots(people: Sequence[int]) -> None:
    """The vote of the elector stays; who pressed goes."""
    hers = Ballot.objects.filter(cast_by__in=people)
    keys = list(hers.values_list("key", flat=True))
    hers.update(cast_by=None)
    rewrite_revisions(Ballot, keys, cast_by="")


def _forget_dates(people: Sequence[int]) -> None:
    """Which days suited her stays, under a number; her word goes."""
    hers = Q(membership__person__in=people) | Q(seat__person__in=people)
    voters = list(DateVoter.objects.filter(hers).order_by("pk"))
    for voter in voters:
        with override(settings.LANGUAGE_CODE):
            voter.name = _("Elector %(number)s") % {"number": voter.pk}
        voter.refold()
        voter.comment = ""
        rewrite_revisions(DateVoter, [voter.key], name=voter.name, comment="")
    DateVoter.objects.bulk_update(fitted(voters), ["name", "folded", "comment"])


def _keep_elections(people: Sequence[int]) -> Iterable[str]:
    """As long as the vote is not open, she does not stand any more."""
    hers = Option.objects.filter(person__in=people)
    hers.filter(resolution__state=ResolutionState.DRAFT).delete()
    if hers.exists():
        yield _("That she stood for election, with her name: it is in the minutes of assemblies.")


def _forget_follow_up(people: Sequence[int]) -> Iterable[str]:
    """Decisions go on without her; signatures stay, and her card names nobody."""
    _forget_owner(people)
    signed = Signature.objects.filter(person__in=people).count()
    if signed:
        yield ngettext(
            "%(count)s signature of minutes, without her name: a signed record.",
            "%(count)s signatures of minutes, without her name: a signed record.",
            signed,
        ) % {"count": signed}
    if Minutes.objects.locked().exists():
        yield _(
            "Minutes that were locked stay as they were signed or approved, with the names in them."
        )


def _forget_owner(people: Sequence[int]) -> None:
    """In every former version too, whoever carries the decision out today."""
    Undertaking.objects.filter(owner__in=people).update(owner=None)
    named = [str(one) for one in people]
    versions = Revision.objects.filter(target_model=label(Undertaking), record__owner__in=named)
    for revision in versions.iterator():
        revision.record = {**revision.record, "owner": ""}
        revision.save(update_fields=["record"])
