"""People and where they belong."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from essaim.accounts.models import User
from essaim.kernel.acting import PUBLIC
from essaim.kernel.addresses import address
from essaim.kernel.models import Folded, Keyed, SearchableQuerySet, Visible
from essaim.network.models.dated import Dated, DatedQuerySet, ends_after_it_begins
from essaim.network.models.organisations import Organisation


class PersonQuerySet(SearchableQuerySet):
    """People, searched by name without accents."""

    def who_may_serve(self, on: date, *, kept: Iterable[int | None] = ()) -> Self:
        """Who may be asked to chair, present, answer for, stand on that day, in alphabetical order.

        Whoever died before is not, unless by the ids `kept`, of those whom the thing names already.
        """
        named = [pk for pk in kept if pk is not None]
        lives = Q(died_on=None) | Q(died_on__gte=on) | Q(pk__in=named)
        return self.filter(lives, canonical=None, erased_at=None).order_by("folded", "pk")


class Person(Keyed, Visible, Folded):
    """Somebody the network works with; with an account, somebody who signs in.

    An erased person keeps the row, so that counts stay true, and nothing that names them.
    """

    folds: ClassVar = ("given_name", "family_name")
    #: What a published report calls somebody who appears there under no label of their own.
    published_as = _("a person")

    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    email_audience = models.CharField(_("e-mail visible to"), max_length=60, default="bureau")
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    phone_audience = models.CharField(_("telephone visible to"), max_length=60, default="bureau")
    user = models.OneToOneField(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    died_on = models.DateField(_("died on"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    canonical = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(
                fields=["folded", "id", "audience", "canonical", "erased_at"], name="person_by_name"
            ),
            models.Index(
                fields=["canonical"], name="person_merged", condition=Q(canonical__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(given_name="", family_name="", email="", phone=""),
                name="erased_person_has_no_name",
            ),
            models.CheckConstraint(
                condition=~Q(given_name="", family_name="") | Q(erased_at__isnull=False),
                name="person_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(canonical=None) | ~Q(canonical=F("id")),
                name="person_not_merged_into_herself",
            ),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return str(_("erased person"))
        return f"{self.given_name} {self.family_name}".strip()

    @staticmethod
    def words_apart(rows: Sequence["Person"]) -> list[tuple[str, ...]]:
        """What tells people of one name apart: where they belong, as everybody may read it."""
        belonging: dict[int, list[str]] = {}
        public = Affiliation.objects.filter(
            person__in=[row.pk for row in rows],
            person__audience=PUBLIC,
            organisation__audience=PUBLIC,
        )
        for affiliation in public.select_related("organisation").order_by("-starts_on", "pk"):
            belonging.setdefault(affiliation.person_id, []).append(str(affiliation.organisation))
        return [tuple(dict.fromkeys(belonging.get(row.pk, ()))) for row in rows]

    def get_absolute_url(self) -> str:
        return address("network:person", self.key)


class Affiliation(Keyed, Dated):
    """A person belongs to an organisation, or to several; each appearance chooses its label."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="affiliations", verbose_name=_("person")
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    title = models.CharField(_("title"), max_length=120, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        constraints = [
            ends_after_it_begins("affiliation_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(ends_on=None),
                name="affiliation_runs_once",
            ),
        ]
