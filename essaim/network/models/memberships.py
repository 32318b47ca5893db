"""Who belongs to the network, in which college, and the dues of each year."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import DecimalField, F, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.addresses import address
from essaim.kernel.models import Keyed
from essaim.network.enums import DuesRhythm
from essaim.network.models.dated import ends_after_it_begins
from essaim.network.models.organisations import Organisation
from essaim.network.models.people import Person


class College(Keyed):
    """An electoral category of members."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("college")

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, acting: Acting) -> Self:
        """Those of the organisations and people whom this reader may see."""
        organisation_is_visible = Q(organisation__audience__in=acting.capacities)
        return self.filter(organisation_is_visible | Q(person__audience__in=acting.capacities))

    def running_on(self, day: date) -> Self:
        """What runs on that day, both ends within."""
        return self.running_within(day, day)

    def running_within(self, first: date, last: date | None) -> Self:
        """What runs on a day from the first until the last, or ever after, the ends within."""
        begun = self if last is None else self.filter(admitted_on__lte=last)
        return begun.filter(Q(ended_on=None) | Q(ended_on__gte=first))


class Membership(Keyed):
    """An organisation or an individual, admitted on a day. The elector is the membership."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("person"),
    )
    college = models.ForeignKey(College, models.PROTECT, related_name="memberships")
    admitted_on = models.DateField(_("admitted on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, person=None)
                | Q(organisation=None, person__isnull=False),
                name="membership_of_one_organisation_or_one_person",
            ),
            ends_after_it_begins("membership_ends_after_it_begins", "admitted_on", "ended_on"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_on=None, organisation__isnull=False),
                name="organisation_is_member_once",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on=None, person__isnull=False),
                name="person_is_member_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.person)

    def get_absolute_url(self) -> str:
        return address("network:membership", self.key)


class DuesQuerySet(models.QuerySet["Dues"]):
    def outside(self, membership: Membership) -> Self:
        """For days on which the membership did not run at all."""
        outside = Q(ends_on__lt=membership.admitted_on)
        if membership.ended_on is not None:
            outside |= Q(starts_on__gt=membership.ended_on)
        return self.filter(outside, membership=membership)

    def with_paid(self) -> Self:
        """Annotate `paid`, in euros, in one query."""
        nothing = Value(Decimal(0), output_field=DecimalField(max_digits=10, decimal_places=2))
        return self.annotate(paid=Coalesce(Sum("payments__amount"), nothing))


class Dues(Keyed):
    """What a membership owes for a year, in euros; exempt with a reason, or paid in parts."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="dues")
    year = models.PositiveSmallIntegerField(_("year"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    amount = models.DecimalField(_("amount in euros"), max_digits=9, decimal_places=2)
    exemption = models.CharField(_("reason of the exemption"), max_length=200, blank=True)
    paid: Decimal  # annotated by `with_paid()`

    objects = DuesQuerySet.as_manager()

    class Meta:
        verbose_name = _("dues")
        constraints = [
            models.UniqueConstraint(fields=["membership", "year"], name="dues_once_a_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="dues_are_not_negative"),
            models.CheckConstraint(
                condition=Q(exemption="") | Q(amount=0), name="exempt_dues_are_zero"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1901, year__lte=2200), name="dues_year_is_a_year"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="dues_end_after_they_begin"
            ),
        ]

    @property
    def label(self) -> str:
        """2024, or 2024–2025 where they cover days of both."""
        first, last = self.starts_on.year, self.ends_on.year
        return str(first) if first == last else f"{first}–{last}"


class DuesCalendar(Keyed):
    """From a year on, which days the dues cover; dues that were set keep the days that they had."""

    since = models.PositiveSmallIntegerField(_("from the dues of the year"), unique=True)
    rhythm = models.CharField(_("dues are for"), max_length=10, choices=DuesRhythm.choices)

    class Meta:
        verbose_name = _("year of dues")
        constraints = [
            models.CheckConstraint(
                condition=Q(since__gte=1901, since__lte=2200), name="dues_calendar_since_a_year"
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=DuesRhythm.values), name="dues_rhythm_is_known"
            ),
        ]


class Payment(Keyed):
    """Money received for dues, on a day."""

    dues = models.ForeignKey(Dues, models.PROTECT, related_name="payments")
    paid_on = models.DateField(_("paid on"))
    amount = models.DecimalField(_("amount in euros"), max_digits=9, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_positive")
        ]
