"""What is worth telling: actions, who took part, what proves them, how they follow one another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Self, cast

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from essaim.files.models import StoredFile
from essaim.kernel.addresses import address
from essaim.kernel.fitting import Fitted
from essaim.kernel.lengths import LINK
from essaim.kernel.models import Folded, Keyed, SearchableQuerySet, Visible
from essaim.network.models import Organisation, Person
from essaim.programme.enums import ActionLinkKind, ActionState, OrganisationRole, Origin, Precision
from essaim.programme.models.objectives import Objective


class ActionQuerySet(SearchableQuerySet):
    def that_took_place(self) -> Self:
        return self.filter(state=ActionState.HELD)

    def kept(self) -> Self:
        """Without what was discarded."""
        return self.exclude(state=ActionState.DISCARDED)

    def between(self, first: date, last: date) -> Self:
        """Actions that have a day in common with this period."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def begun_in(self, first: date, last: date) -> Self:
        """Actions that began in this period: each is counted once, in the year it began."""
        return self.filter(starts_on__gte=first, starts_on__lte=last)


class Action(Keyed, Visible, Folded):
    """A meeting, a training, an article, a contribution: whatever happened and is worth telling.

    Days are always filled: a month is its first and last day, with `precision` month. What a report
    cites is never deleted: it is cancelled or discarded.
    """

    parts_in_record = (
        "objective_links",
        "organisation_links",
        "person_links",
        "evidence",
        "links_out",
    )

    folds: ClassVar = ("title", "place", "summary")
    # Without an index of its own: a summary may be longer than PostgreSQL lets a key be.
    folded = models.TextField(_("name, for searching"), editable=False)

    kind = models.CharField(_("kind"), max_length=40, db_index=True)
    title = models.CharField(_("title"), max_length=250)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), db_index=True)
    precision = models.CharField(
        _("precision"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ActionState.choices, default=ActionState.HELD
    )
    place = models.CharField(_("place"), max_length=150, blank=True)
    commune_code = models.CharField(_("commune (INSEE code)"), max_length=5, blank=True)
    summary = models.TextField(_("in one sentence"), blank=True)
    is_highlight = models.BooleanField(_("highlight of the year"), default=False)
    carried_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_actions",
        verbose_name=_("carried by"),
    )
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.BY_HAND)
    source = models.CharField(_("source"), max_length=80, blank=True)
    external_id = models.CharField(_("identifier in the source"), max_length=120, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)

    objectives: models.ManyToManyField[Objective, "ActionObjective"] = models.ManyToManyField(
        Objective, through="ActionObjective", related_name="actions", verbose_name=_("objectives")
    )
    organisations: models.ManyToManyField[Organisation, "ActionOrganisation"] = (
        models.ManyToManyField(
            Organisation,
            through="ActionOrganisation",
            related_name="actions",
            verbose_name=_("organisations"),
        )
    )
    people: models.ManyToManyField[Person, "ActionPerson"] = models.ManyToManyField(
        Person, through="ActionPerson", related_name="actions", verbose_name=_("people")
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="action_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="action_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=ActionState.values), name="action_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="action_of_a_source_once",
            ),
        ]
        indexes = [
            # In the order of the list, what it filters by: its pages are found and counted here.
            models.Index(
                fields=["-starts_on", "-id", "audience", "state"], name="action_newest_first"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("programme:action", self.key)

    def as_record(self) -> dict[str, Any]:
        return self.records_of([self])[0]

    @classmethod
    def records_of(cls, rows: Sequence[Self]) -> list[dict[str, Any]]:
        """In five queries, however many they are."""
        parts = _parts_in_record([row.pk for row in rows])
        return [row._record(parts) for row in rows]

    def _record(self, parts: Mapping[str, Mapping[int, Sequence[Sequence[str]]]]) -> dict[str, Any]:
        record = super().as_record()
        record.pop("noted_at")
        record["carried_by"] = str(self.carried_by.key) if self.carried_by else ""
        record["objectives"] = [key for (key,) in parts["objectives"][self.pk]]
        for name in ("organisations", "people", "evidence", "links"):
            record[name] = sorted(parts[name][self.pk])
        return record


class ActionObjective(Fitted):
    """An action serves an objective; the first is the one under which it is told."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="objective_links")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="action_links")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "objective"], name="action_serves_an_objective_once"
            )
        ]


class ActionOrganisation(Fitted):
    """An organisation in an action, and what it did there."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="organisation_links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="action_links")
    role = models.CharField(_("role"), max_length=20, choices=OrganisationRole.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "organisation", "role"],
                name="organisation_has_a_role_once_in_an_action",
            )
        ]


class ActionPerson(Fitted):
    """A person in an action, under the label chosen for it: "MES France / UFISC"."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="person_links")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="action_links", verbose_name=_("person")
    )
    label = models.CharField(_("appears as"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("person in an action")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "person"], name="person_appears_once_in_an_action"
            )
        ]


class ActionLink(Keyed):
    """`source` is born of, adopted by, reports on, reuses or follows `target`."""

    source = models.ForeignKey(Action, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Action, models.CASCADE, related_name="links_in")
    kind = models.CharField(_("link"), max_length=12, choices=ActionLinkKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="action_link_once"),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="action_not_linked_to_itself"
            ),
        ]


class Evidence(Keyed):
    """What proves an action: a link or a file."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="evidence")
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("link"), blank=True, max_length=LINK)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("file")
    )

    class Meta:
        verbose_name = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(url="", file__isnull=False) | (~Q(url="") & Q(file=None)),
                name="evidence_is_a_link_or_a_file",
            )
        ]


def _parts_in_record(ids: Sequence[int]) -> Mapping[str, Mapping[int, Sequence[Sequence[str]]]]:
    """What records tell beside the columns: by the name of the part, then the id of the action."""
    rows = {
        "objectives": ActionObjective.objects.order_by("position", "id").values_list(
            "action", "objective__key"
        ),
        "organisations": ActionOrganisation.objects.values_list(
            "action", "organisation__key", "role"
        ),
        "people": ActionPerson.objects.values_list("action", "person__key", "label"),
        "evidence": Evidence.objects.values_list("action", "title", "url", "file__key"),
        "links": ActionLink.objects.values_list("source", "target__key", "kind"),
    }
    parts_of: dict[str, defaultdict[int, list[list[str]]]] = {}
    for name, parts in rows.items():
        parts_of[name] = defaultdict(list)
        of = "source" if name == "links" else "action"
        for pk, *values in parts.filter(**{f"{of}__in": ids}):
            parts_of[name][cast(int, pk)].append([str(value or "") for value in values])
    return parts_of
