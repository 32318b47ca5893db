"""Importing members: the card of each organisation, and its membership.

An empty cell says nothing: it never blanks what is noted. Two rows of one organisation are one
member, as long as they do not contradict each other.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from essaim.exchange.engine import (
    Answers,
    Applied,
    Claims,
    Done,
    Misread,
    Plan,
    SourceRow,
    Trace,
)
from essaim.exchange.enums import RowOutcome
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fit
from essaim.kernel.identifiers import check_rna, check_siren, check_siret
from essaim.kernel.locks import in_a_turn
from essaim.network.actions.membership_days import correct_membership
from essaim.network.actions.organisations import add_organisation, edit_organisation
from essaim.network.actions.withdrawing import (
    withdraw_college,
    withdraw_membership,
    withdraw_organisation,
)
from essaim.network.columns import MEMBERS
from essaim.network.enums import OrganisationKind
from essaim.network.imports.cells import MemberRow, read_member
from essaim.network.imports.identity import Candidates, Register
from essaim.network.imports.joining import (
    Colleges,
    Joining,
    carry_out,
    joining_of,
    records_of_memberships,
    with_row,
)
from essaim.network.imports.seasons import Season, otherwise_than, seasons_of
from essaim.network.models import College, Membership, Organisation, Theme

_NUMBERS = {"siren": check_siren, "siret": check_siret, "rna": check_rna}


@dataclass(frozen=True)
class Intent:
    """What a row would do: to an organisation that stands, or to a new one."""

    organisation: Organisation | None
    changes: Mapping[str, Any]  # columns of the card, otherwise than they stand
    themes: Sequence[str]  # those that it has not yet
    joining: Joining | None

    @property
    def is_nothing(self) -> bool:
        return not (self.changes or self.themes or self.joining)


class MemberImport:
    """The import target `members`. Row by row: a list of members is of hundreds.

    One instance a run, or a batch: it reads once which organisations there are.
    """

    columns = MEMBERS
    needed = ("name",)

    def __init__(self) -> None:
        self.register: Register | None = None

    def plan(
        self,
        rows: Sequence[SourceRow],
        *,
        options: Mapping[str, Any],
        answers: Answers,
        by: Acting,
        tell: Callable[[int], None] = lambda _count: None,
    ) -> list[Plan]:
        candidates, colleges, plans = Candidates(by), Colleges(), list[Plan]()
        for count, row in enumerate(rows):
            tell(count)
            try:
                plans.append(_planned(row, answers, candidates, colleges))
            except Misread as fault:
                plans.append(fault.plan)
            except RuleBroken as fault:
                plans.append(Plan.refused("", "", str(fault)))
        return plans

    def apply(
        self, rows: Sequence[tuple[SourceRow, Plan]], *, run: Claims, by: Acting
    ) -> list[Done]:
        register, colleges, done = self._register(by), Colleges(), list[Done]()
        for row, _plan in in_a_turn(rows):
            try:
                member = read_member(row.values, run.answers)
                meant = register.candidates.meant(row, member, run.answers)
                organisation = None if meant is None else meant.organisation
                seasons = [] if organisation is None else seasons_of(organisation)
                intent = _intent(member, organisation, seasons, colleges, run.answers)
            except Misread as fault:
                done.append((fault.plan, None))
                continue
            plan = _plan_of(intent)
            if intent.is_nothing:
                done.append((plan, None))
                continue
            organisation, after = _carried_out(intent, colleges, by)
            register.write(organisation)
            done.append(
                (replace(plan, target_key=organisation.key), Applied(organisation.key, after))
            )
        return done

    def _register(self, by: Acting) -> Register:
        if self.register is None or not self.register.stands(by):
            self.register = Register(by)
        return self.register

    def undo(self, traces: Sequence[Trace], *, by: Acting) -> list[str]:
        return [_taken_back(trace, by) for trace in in_a_turn(traces)]


def _planned(row: SourceRow, answers: Answers, candidates: Candidates, colleges: Colleges) -> Plan:
    member = read_member(row.values, answers)
    meant = candidates.meant(row, member, answers)
    organisation = None if meant is None else meant.organisation
    if meant is not None and meant.row is not None:
        _refuse_otherwise(member, meant.row, meant.line)
    if meant is None or meant.seasons is None:
        seasons = [] if organisation is None else seasons_of(organisation)
    else:
        seasons = meant.seasons
    intent = _intent(member, organisation, seasons, colleges, answers)
    if organisation is None:
        fit(_sketched(Organisation(), intent.changes), intent.changes)
    seasons = with_row(seasons, member, intent.joining, row.line)
    if meant is not None and meant.row is not None:
        plan = _plan_upon(intent, member, meant.row, meant.line)
        meant.row = meant.row.with_more(member)
    else:
        plan = _plan_of(intent)
        meant = meant or candidates.add_row(row, member)
        meant.row, meant.line = member, row.line
    meant.seasons = seasons
    return plan


def _refuse_otherwise(member: MemberRow, earlier: MemberRow, line: int) -> None:
    """Raises Misread where two rows of one organisation contradict each other."""
    noted = _numbered(earlier.card)
    for column, value in _numbered(member.card).items():
        if column != "name" and noted.get(column, value) != value:
            raise Misread(column, str(value), otherwise_than(line))


def _plan_upon(intent: Intent, member: MemberRow, earlier: MemberRow, line: int) -> Plan:
    """A further row of one organisation: what it adds to the earlier ones."""
    names = (member.card.keys() & intent.changes.keys()) - earlier.card.keys()
    more = replace(
        intent,
        changes={name: intent.changes[name] for name in names},
        themes=[name for name in intent.themes if name not in earlier.themes],
    )
    if not more.is_nothing:
        plan = _plan_of(more)
        reason = _("Completes line %(line)d.") % {"line": line}
        return replace(plan, outcome=RowOutcome.UPDATED, reason=f"{reason} {plan.reason}".strip())
    key = None if intent.organisation is None else intent.organisation.key
    is_repeated = key is None or member.sayings.items() <= earlier.sayings.items()
    same = _("Says the same as line %(line)d, and counts once.") % {"line": line}
    return Plan(RowOutcome.UNCHANGED, key, reason=same if is_repeated else "")


def _numbered(card: Mapping[str, Any]) -> dict[str, Any]:
    """The card with its numbers as they are noted, without the spaces that a cell may have."""
    numbers = {name: check(card[name]).value for name, check in _NUMBERS.items() if name in card}
    return {**card, **numbers}


def _intent(
    member: MemberRow,
    organisation: Organisation | None,
    seasons: Sequence[Season],
    colleges: Colleges,
    answers: Answers,
) -> Intent:
    """Raises Misread and Unsure."""
    joining = joining_of(member, seasons, colleges, answers)
    if organisation is None:
        usual = {"kind": OrganisationKind.STRUCTURE}
        return Intent(None, {**usual, **member.card}, member.themes, joining)
    wanted = _numbered(member.card)
    wanted.pop("name")  # it was known by this one: what it is called is changed on its page
    changes = {n: value for n, value in wanted.items() if getattr(organisation, n) != value}
    fit(_sketched(copy(organisation), changes), changes)
    noted = {theme.folded for theme in organisation.themes.all()} if member.themes else set()
    themes = [name for name in member.themes if _folded(name) not in noted]
    return Intent(organisation, changes, themes, joining)


def _sketched(row: Organisation, changes: Mapping[str, Any]) -> Organisation:
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def _folded(name: str) -> str:
    theme = Theme(name=name)
    theme.refold()
    return theme.folded


def _plan_of(intent: Intent) -> Plan:
    reason = intent.joining.reason if intent.joining else ""
    if intent.organisation is None:
        return Plan(RowOutcome.CREATED, reason=reason)
    if intent.is_nothing:
        return Plan(RowOutcome.UNCHANGED, intent.organisation.key)
    before = _record(intent.organisation)
    before["card"] = {name: _plain(getattr(intent.organisation, name)) for name in intent.changes}
    return Plan(RowOutcome.UPDATED, intent.organisation.key, before, reason=reason)


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    return str(value) if isinstance(value, Decimal) else value


def _record(organisation: Organisation) -> dict[str, Any]:
    return {
        "organisation": organisation.as_record(),
        "memberships": records_of_memberships(organisation),
    }


def _carried_out(
    intent: Intent, colleges: Colleges, by: Acting
) -> tuple[Organisation, dict[str, Any]]:
    organisation, themes = intent.organisation, intent.themes
    if organisation is None:
        organisation = add_organisation(new_themes=themes, by=by, **intent.changes)
    elif intent.changes or themes:
        organisation = edit_organisation(
            organisation=organisation, new_themes=themes, by=by, **intent.changes
        )
    made = None
    if intent.joining is not None:
        made = carry_out(intent.joining, organisation, colleges, by)
    after = _record(Organisation.objects.get(pk=organisation.pk))
    return organisation, {**after, "college": str(made.key) if made else ""}


def _taken_back(trace: Trace, by: Acting) -> str:
    """What forbids it stands for this one alone."""
    organisation = Organisation.objects.select_for_update().filter(key=trace.target_key).first()
    if organisation is None:
        return _("It is no longer there.")
    after = {name: trace.after[name] for name in ("organisation", "memberships")}
    if _record(organisation) != after:
        sentence = _("“%(title)s” was changed since the import, and stays as it is.")
        return sentence % {"title": organisation}
    try:
        with transaction.atomic():
            _take_back(organisation, trace, by)
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def _take_back(organisation: Organisation, trace: Trace, by: Acting) -> None:
    before = trace.before or {"memberships": {}}
    rows = Membership.objects.filter(key__in=trace.after["memberships"])
    for membership in rows.select_related("organisation").order_by("pk"):
        noted = before["memberships"].get(str(membership.key))
        if noted is None:
            withdraw_membership(membership=membership, by=by)
        elif noted != membership.as_record():
            admitted_on, ended_on = _day_of(noted["admitted_on"]), _day_of(noted["ended_on"])
            correct_membership(
                membership=membership,
                admitted_on=admitted_on or membership.admitted_on,
                ended_on=ended_on,
                by=by,
            )
    if trace.before is None:
        withdraw_organisation(organisation=organisation, by=by)
    elif before["card"] or before["organisation"] != organisation.as_record():
        names = before["organisation"]["themes"]
        themes = Theme.objects.filter(name__in=names)
        edit_organisation(organisation=organisation, themes=themes, by=by, **before["card"])
    if trace.after["college"]:
        withdraw_college(college=College.objects.get(key=trace.after["college"]), by=by)


def _day_of(text: str) -> date | None:
    """A day as a record keeps it."""
    return date.fromisoformat(text) if text else None
