"""Writes on colleges, memberships and dues. Amounts are in euros."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from essaim.journal.actions import action, keep_first_revision, many
from essaim.journal.claims import refuse_just_noted
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.numbers import in_euros
from essaim.network.actions.ending import refuse_after_death
from essaim.network.actions.membership_days import follow
from essaim.network.enums import DuesRhythm
from essaim.network.models import (
    College,
    Dues,
    DuesCalendar,
    Membership,
    Organisation,
    Payment,
    Person,
    Representation,
)
from essaim.network.queries import organisations_like, people_like
from essaim.network.queries.dues import rhythms


@action
def add_college(*, code: str, name: str, by: Acting) -> College:
    """An electoral category of members."""
    if College.objects.filter(code=code).exists():
        raise RuleBroken(_("There is already a college of code %(code)s.") % {"code": code})
    return College.objects.create(code=code, name=name)


@action
def edit_college(*, college: College, name: str, by: Acting) -> College:
    """Its name; its code never changes."""
    college.name = name
    college.save(update_fields=["name"])
    return college


@action
def admit_member(
    *,
    college: College,
    admitted_on: date,
    by: Acting,
    organisation: Organisation | None = None,
    person: Person | None = None,
    ended_on: date | None = None,
) -> Membership:
    """An organisation or an individual becomes a member, in a college, or was one until a day."""
    if (organisation is None) == (person is None):
        raise RuleBroken(_("A member is one organisation or one person."))
    if person is not None:
        refuse_after_death(person, admitted_on, ended_on)
    if ended_on is not None and ended_on < admitted_on:
        raise RuleBroken(_("A membership cannot end before it begins."))
    same = (
        Membership.objects.filter(organisation__in=organisations_like(organisation))
        if organisation is not None
        else Membership.objects.filter(person__in=people_like(person))  # type: ignore[arg-type]
    )
    if same.running_within(admitted_on, ended_on).exists():
        raise RuleBroken(_("%(name)s is already a member.") % {"name": organisation or person})
    return Membership.objects.create(
        organisation=organisation,
        person=person,
        college=college,
        admitted_on=admitted_on,
        ended_on=ended_on,
    )


@action
def end_membership(*, membership: Membership, ended_on: date, by: Acting) -> Membership:
    """The membership ran until that day, within; whoever spoke for the member no longer does."""
    if membership.ended_on is not None:
        raise RuleBroken(_("This membership has already ended."))
    if ended_on < membership.admitted_on:
        raise RuleBroken(_("A membership cannot end before it begins."))
    keep_first_revision(membership)
    membership.ended_on = ended_on
    membership.save(update_fields=["ended_on"])
    if membership.organisation is not None:
        speaking = Representation.objects.filter(
            organisation__in=organisations_like(membership.organisation), ends_on=None
        )
        speaking.filter(starts_on__gt=ended_on).delete()
        follow(membership, None, by)
    return membership


@action
def set_dues(*, membership: Membership, year: int, amount: Decimal, by: Acting) -> Dues:
    """What the membership owes for the year, in euros; an exemption given before is lifted."""
    if amount < 0:
        raise RuleBroken(_("Dues are not negative."))
    paid = sum(_payments_of(membership, year).values_list("amount", flat=True), Decimal(0))
    if amount < paid:
        sentence = _("%(paid)s is paid already for this year: dues are not less than that.")
        raise RuleBroken(sentence % {"paid": in_euros(paid)})
    return _write_dues(membership, year, amount=amount, exemption="")


@many(set_dues, membership="memberships")
def repeat_dues(*, memberships: list[Membership], year: int, by: Acting) -> list[Dues]:
    """What each owed the year before it owes for this one, in euros.

    What is set already stays, and who was exempt, or does not run in that year, is left out.
    """
    asked = rhythms()
    rows = Membership.objects.select_for_update(of=("self",), no_key=True)
    locked = list(rows.filter(pk__in=[row.pk for row in memberships]).order_by("pk"))
    known = Dues.objects.filter(membership__in=locked)
    before = known.filter(year=year - 1, exemption="").values_list("membership", "amount")
    amounts = dict(before)
    already = set(known.filter(year=year).values_list("membership", flat=True))
    new = []
    for row in locked:
        is_due = asked.are_due(year, row.admitted_on, row.ended_on)
        if is_due and row.pk in amounts and row.pk not in already:
            first, last = asked.period(year, row.admitted_on)
            days = {"starts_on": first, "ends_on": last}
            new.append(Dues(membership=row, year=year, amount=amounts[row.pk], **days))
    return Dues.objects.bulk_create(fitted(new))


@action
def exempt_dues(*, membership: Membership, year: int, reason: str, by: Acting) -> Dues:
    """Nothing is owed for the year, and why."""
    if not reason.strip():
        raise RuleBroken(_("An exemption says why."))
    if _payments_of(membership, year).exists():
        raise RuleBroken(_("Something was already paid for this year: no exemption any more."))
    return _write_dues(membership, year, amount=Decimal(0), exemption=reason.strip())


def _payments_of(membership: Membership, year: int) -> QuerySet[Payment]:
    return Payment.objects.filter(dues__membership=membership, dues__year=year)


def _write_dues(membership: Membership, year: int, *, amount: Decimal, exemption: str) -> Dues:
    """Dues that were set keep the days that they cover."""
    Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)  # as `repeat_dues`
    asked = rhythms()
    known = membership.dues.filter(year=year).first()
    first, last = (
        (known.starts_on, known.ends_on) if known else asked.period(year, membership.admitted_on)
    )
    ended = membership.ended_on
    if last < membership.admitted_on or (ended is not None and first > ended):
        raise RuleBroken(_("The membership did not run in %(year)s.") % {"year": asked.label(year)})
    dues, _made = Dues.objects.update_or_create(
        membership=membership,
        year=year,
        defaults={"amount": amount, "exemption": exemption, "starts_on": first, "ends_on": last},
    )
    return dues


@action
def set_dues_rhythm(*, rhythm: DuesRhythm | str, since: int, by: Acting) -> DuesCalendar:
    """From the dues of a year on, which days they cover.

    Dues that were set keep their days; the last ones before last until the first ones after.
    Raises RuleBroken where dues of that year or a later one are set already.
    """
    if Dues.objects.filter(year__gte=since).exists():
        raise RuleBroken(
            _("Dues of %(year)s or later are set already: choose a year that is to come.")
            % {"year": since}
        )
    if DuesCalendar.objects.filter(since__gt=since).exists():
        raise RuleBroken(_("A later year has its own already: change that one."))
    calendar, _made = DuesCalendar.objects.update_or_create(
        since=since, defaults={"rhythm": rhythm}
    )
    asked = rhythms()
    for dues in Dues.objects.filter(year=since - 1).select_related("membership").order_by("pk"):
        _first, last = asked.period(dues.year, dues.membership.admitted_on)
        dues.ends_on = max(last, dues.ends_on)
        dues.save(update_fields=["ends_on"])
    return calendar


@action
def record_payment(*, dues: Dues, amount: Decimal, paid_on: date, by: Acting) -> Payment:
    """Money came in for these dues, on that day; dues are paid in one part or in several."""
    if amount <= 0:
        raise RuleBroken(_("A payment is more than zero."))
    if dues.exemption:
        raise RuleBroken(_("These dues are exempt: set their amount first."))
    twins = Payment.objects.filter(dues=dues, amount=amount, paid_on=paid_on)
    refuse_just_noted(twins, "network.record_payment", in_euros(amount))
    Dues.objects.select_for_update().get(pk=dues.pk)  # one payment at a time
    owed = Dues.objects.with_paid().get(pk=dues.pk)
    if owed.paid >= owed.amount:
        raise RuleBroken(_("These dues are paid in full: what comes in above them is a gift."))
    if amount > owed.amount - owed.paid:
        sentence = _(
            "%(left)s of these dues is left to pay, and this is %(amount)s. Note what is left: "
            "what comes in above it is a gift."
        )
        left = owed.amount - owed.paid
        raise RuleBroken(sentence % {"left": in_euros(left), "amount": in_euros(amount)})
    return Payment.objects.create(dues=dues, amount=amount, paid_on=paid_on)


@action(about="payment")
def withdraw_payment(*, payment: Payment, by: Acting) -> None:
    """Take back a payment noted by mistake; the journal keeps that it was noted."""
    payment.delete()
