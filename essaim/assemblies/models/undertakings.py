"""What becomes of what was decided."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.enums import UndertakingState
from essaim.assemblies.models.meetings import Meeting
from essaim.kernel.acting import Acting
from essaim.kernel.models import Keyed
from essaim.network.models import Person
from essaim.programme.models import Decision


class UndertakingQuerySet(models.QuerySet["Undertaking"]):
    def visible_to(self, acting: Acting) -> Self:
        """By the audience of the decision; whoever carries it out always sees what she does."""
        hers = Q(owner__key__in=acting.keys_of("person"))
        return self.filter(Q(decision__audience__in=acting.capacities) | hers)

    def not_done(self) -> Self:
        return self.filter(state__in=[UndertakingState.TO_DO, UndertakingState.DOING])

    def overdue(self, on: date) -> Self:
        return self.not_done().filter(due_on__lt=on)

    def to_declare(self) -> Self:
        """What they change in the association is not declared yet."""
        return self.filter(declare_by__isnull=False, declared_on=None)

    def with_all(self) -> Self:
        """With what a line of the register says."""
        return self.select_related("decision", "meeting__action", "meeting__body", "owner")


class Undertaking(Keyed):
    """A decision to carry out: by whom, until when, where it stands, what shows it.

    The text and the result are the decision's, in the programme. `declare_by` is the last day to
    declare what it changes in the association (law of 1 July 1901, article 5), where it does.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="undertaking")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="undertakings")
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="undertakings",
        verbose_name=_("carried out by"),
    )
    due_on = models.DateField(_("to be carried out by"), null=True, blank=True)
    review_on = models.DateField(_("to be reviewed on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=UndertakingState.choices, default=UndertakingState.TO_DO
    )
    evidence = models.TextField(_("what shows it"), blank=True)
    declare_by = models.DateField(_("to be declared by"), null=True, blank=True)
    declared_on = models.DateField(_("declared on"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = UndertakingQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision to carry out")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UndertakingState.values), name="undertaking_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(declared_on=None) | Q(declare_by__isnull=False),
                name="what_is_declared_had_to_be",
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision)

    def get_absolute_url(self) -> str:
        return reverse("assemblies:undertaking", args=[self.key])
