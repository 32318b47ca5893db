"""One organisation follows another on a day: a merger in law, a split, a child that leaves home.

Nothing is re-pointed and no past count changes: what was, was; what came after begins on that day.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import ProtectedError, Q, QuerySet
from django.utils.translation import gettext as _

from essaim.journal.actions import action
from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.actions.corrections import correct_affiliation, correct_organisation_link
from essaim.network.actions.membership_days import correct_membership
from essaim.network.actions.memberships import admit_member, end_membership, exempt_dues
from essaim.network.actions.people import affiliate_person
from essaim.network.actions.undoing import run_again
from essaim.network.enums import SuccessionKind
from essaim.network.models import (
    Affiliation,
    Dues,
    Membership,
    Organisation,
    OrganisationLink,
    Succession,
)
from essaim.network.queries import organisations_like
from essaim.network.queries.dues import paid_up_on, rhythms

_DAY = timedelta(days=1)
#: After these there is no such organisation any more.
_LAST = (SuccessionKind.MERGER, SuccessionKind.SPLIT)


@action
def note_succession(
    *,
    organisation: Organisation,
    kind: SuccessionKind | str,
    successors: Sequence[Organisation],
    happened_on: date,
    by: Acting,
    joins: bool = True,
) -> Organisation:
    """From that day on the successors are there; what merged or split ended the day before.

    `joins`: where it was a member, they are members in its college; dues that it settled for that
    day are not asked of them again. Whoever spoke for it speaks for nobody until named anew.
    """
    organisation = Organisation.objects.select_for_update().get(
        pk=organisation.canonical_id or organisation.pk
    )
    following = list(dict.fromkeys(successor.canonical or successor for successor in successors))
    _refuse(organisation, kind, following, happened_on)
    membership = _membership_on(organisation, happened_on)
    settled = membership is not None and membership.pk in paid_up_on(happened_on)
    for successor in following:
        Succession.objects.create(
            predecessor=organisation, successor=successor, kind=kind, happened_on=happened_on
        )
    if kind in _LAST:
        _end(organisation, membership, happened_on, by)
    if kind == SuccessionKind.MERGER:
        _bring_people(organisation, following[0], happened_on, by)
    for successor in following if membership is not None and joins else []:
        _admit(successor, membership, organisation if settled else None, happened_on, by)
    return organisation


@action
def undo_succession(*, succession: Succession, by: Acting) -> Organisation:
    """It was a mistake: what it ended runs again, and what it began never was."""
    organisation = succession.predecessor
    noted = Entry.objects.about(organisation.key).filter(verb="network.note_succession").first()
    siblings = organisation.successions_out.filter(
        kind=succession.kind, happened_on=succession.happened_on
    )
    siblings.delete()
    if noted is not None:
        lines = Entry.objects.filter(within=noted.key)
        _take_back(lines)
        run_again(lines, by)
    return organisation


def _refuse(
    organisation: Organisation, kind: str, following: list[Organisation], happened_on: date
) -> None:
    ended = organisation.successions_out.filter(kind__in=_LAST).first()
    if ended is not None:
        raise RuleBroken(
            _("%(name)s ended on %(day)s already: undo that first.")
            % {"name": organisation, "day": f"{ended.happened_on:%d/%m/%Y}"}
        )
    if organisation in following:
        raise RuleBroken(_("An organisation does not follow itself."))
    if kind == SuccessionKind.MERGER and len(following) != 1:
        raise RuleBroken(_("A merger leads into one organisation: choose one."))
    if kind == SuccessionKind.SPLIT and len(following) < 2:
        raise RuleBroken(_("A split leads into two organisations at least."))
    if not following:
        raise RuleBroken(_("Choose at least one organisation that comes after."))
    if organisation.is_house and kind in _LAST:
        raise RuleBroken(_("The network whose house this is goes on: change its card instead."))
    gone = Succession.objects.filter(
        predecessor__in=following, kind__in=_LAST, happened_on__lte=happened_on
    ).first()
    if gone is not None:
        raise RuleBroken(
            _("%(name)s was no longer there on that day.") % {"name": gone.predecessor}
        )


def _membership_on(organisation: Organisation, happened_on: date) -> Membership | None:
    """The one that ran until the day before."""
    rows = organisations_like(organisation)
    running = Membership.objects.running_on(happened_on - _DAY).filter(organisation__in=rows)
    return running.select_related("college").first()


def _end(organisation: Organisation, membership: Membership | None, on: date, by: Acting) -> None:
    rows, last = organisations_like(organisation), on - _DAY
    if Membership.objects.filter(organisation__in=rows, admitted_on__gte=on).exists():
        raise RuleBroken(
            _("%(name)s was admitted on that day or later: correct its membership first.")
            % {"name": organisation}
        )
    if membership is not None and membership.ended_on is None:
        end_membership(membership=membership, ended_on=last, by=by)
    elif membership is not None and membership.ended_on is not None and membership.ended_on > last:
        correct_membership(
            membership=membership, admitted_on=membership.admitted_on, ended_on=last, by=by
        )
    runs = Q(ends_on=None) | Q(ends_on__gt=last)
    ours = Q(source__in=rows) | Q(target__in=rows)
    for link in OrganisationLink.objects.filter(ours, runs, starts_on__lte=last).order_by("pk"):
        correct_organisation_link(link=link, starts_on=link.starts_on, ends_on=last, by=by)
    people = Affiliation.objects.filter(runs, organisation__in=rows, starts_on__lte=last)
    for affiliation in people.order_by("pk"):
        correct_affiliation(
            affiliation=affiliation, starts_on=affiliation.starts_on, ends_on=last, by=by
        )


def _bring_people(organisation: Organisation, into: Organisation, on: date, by: Acting) -> None:
    """Whoever belonged to what merged belongs to what it merged into."""
    theirs = Affiliation.objects.filter(
        organisation__in=organisations_like(organisation), ends_on=on - _DAY
    )
    there = set(into.affiliations.filter(ends_on=None).values_list("person", flat=True))
    for affiliation in theirs.exclude(person__in=there).select_related("person").order_by("pk"):
        affiliate_person(
            person=affiliation.person,
            organisation=into,
            title=affiliation.title,
            starts_on=on,
            by=by,
        )


def _admit(
    organisation: Organisation,
    predecessors_membership: Membership | None,
    paid_by: Organisation | None,
    on: date,
    by: Acting,
) -> None:
    rows = organisations_like(organisation)
    known = Membership.objects.filter(organisation__in=rows)
    if (
        predecessors_membership is None
        or known.filter(Q(ended_on=None) | Q(ended_on__gte=on)).exists()
    ):
        return
    made = admit_member(
        organisation=organisation, college=predecessors_membership.college, admitted_on=on, by=by
    )
    if paid_by is not None:
        reason = _("Settled by %(name)s") % {"name": paid_by}
        exempt_dues(membership=made, year=rhythms().year_on(on, on), reason=reason[:200], by=by)


def _take_back(lines: QuerySet[Entry]) -> None:
    """What the act began goes, where nothing hangs on it yet."""
    made = {
        verb: lines.filter(verb=verb).values("target_key")
        for verb in ("network.exempt_dues", "network.admit_member", "network.affiliate_person")
    }
    try:
        Dues.objects.filter(key__in=made["network.exempt_dues"]).delete()
        Membership.objects.filter(key__in=made["network.admit_member"]).delete()
        Affiliation.objects.filter(key__in=made["network.affiliate_person"]).delete()
    except ProtectedError as error:
        raise RuleBroken(
            _("What came after has taken part since: correct the days one by one instead.")
        ) from error
