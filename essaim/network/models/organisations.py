"""Organisations and the links between them."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import PUBLIC
from essaim.kernel.addresses import address
from essaim.kernel.lengths import LINK
from essaim.kernel.models import Folded, Keyed, SearchableQuerySet, Visible
from essaim.network.enums import LegalForm, LinkKind, OrganisationKind, SuccessionKind
from essaim.network.models.dated import Dated, DatedQuerySet, ends_after_it_begins


class Theme(Keyed, Folded):
    """A subject that organisations work on."""

    folds: ClassVar = ("name",)

    name = models.CharField(_("theme"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("theme")

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(SearchableQuerySet):
    def canonical_only(self) -> Self:
        """Without those that were merged into another."""
        return self.filter(canonical=None)


class Organisation(Keyed, Visible, Folded):
    """A legal person or a collective. The network itself is one: `is_house`.

    Identifiers are kept as typed (normalised), even where they do not check: the page warns.
    """

    folds: ClassVar = ("name", "short_name")

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    legal_form = models.CharField(
        _("legal form"), max_length=20, choices=LegalForm.choices, blank=True
    )
    siren = models.CharField(_("SIREN"), max_length=20, blank=True)
    siret = models.CharField(_("SIRET"), max_length=30, blank=True)
    rna = models.CharField(_("RNA"), max_length=20, blank=True)
    ape = models.CharField(_("APE code"), max_length=10, blank=True)
    street = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    commune_code = models.CharField(_("commune (INSEE code)"), max_length=5, blank=True)
    country = models.CharField(_("country"), max_length=2, default="FR")
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    address_audience = models.CharField(_("address visible to"), max_length=60, default=PUBLIC)
    website = models.URLField(_("website"), blank=True, max_length=LINK)
    email = models.EmailField(_("e-mail address"), blank=True)
    email_audience = models.CharField(_("e-mail visible to"), max_length=60, default="members")
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    phone_audience = models.CharField(_("telephone visible to"), max_length=60, default="members")
    description = models.TextField(_("description"), blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True)
    is_house = models.BooleanField(_("is the network itself"), default=False)
    canonical = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            # In the order of the list, what it filters by: its pages are found and counted here.
            models.Index(
                fields=["folded", "id", "audience", "canonical"], name="organisation_by_name"
            ),
            # The rows merged into one, which are few: without it a database that knows how many
            # rows are merged into none reads them all.
            models.Index(
                fields=["canonical"],
                name="organisation_merged",
                condition=Q(canonical__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["is_house"], condition=Q(is_house=True), name="one_network_a_house"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="organisation_stands_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(canonical=None) | ~Q(canonical=F("id")),
                name="organisation_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @staticmethod
    def words_apart(rows: Sequence["Organisation"]) -> list[tuple[str, ...]]:
        """What tells organisations of one name apart: whole name or acronym, place if everybody may
        read it, kind, form, numbers.
        """
        return [
            (
                row.name if row.short_name else "",
                row.city if row.address_audience == PUBLIC else "",
                str(row.get_kind_display()),
                str(row.get_legal_form_display()),
                row.siren or row.rna,
            )
            for row in rows
        ]

    def get_absolute_url(self) -> str:
        return address("network:organisation", self.key)

    def as_record(self) -> dict[str, Any]:
        themes = sorted(self.themes.values_list("name", flat=True))
        return {**super().as_record(), "themes": themes}


class Succession(Keyed):
    """On a day one organisation follows another: a merger, a split, a child that goes its own way.

    Not a row noted twice (`canonical`): both were, each in its time, and past counts hold both.
    `happened_on` is the first day of what came after.
    """

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions_out")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions_in")
    kind = models.CharField(_("what happened"), max_length=10, choices=SuccessionKind.choices)
    happened_on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("succession of organisations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="organisation_follows_another"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SuccessionKind.values), name="succession_kind_is_known"
            ),
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="organisation_follows_another_once"
            ),
        ]


class OrganisationLink(Keyed, Dated):
    """`source` is member of, shareholder of or partner of `target`, from a day on."""

    source = models.ForeignKey(Organisation, models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Organisation, models.PROTECT, related_name="links_in")
    kind = models.CharField(_("link"), max_length=20, choices=LinkKind.choices)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("organisation_link_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="organisation_not_linked_to_itself"
            ),
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                condition=Q(ends_on=None),
                name="organisation_link_runs_once",
            ),
        ]
