"""What is kept of a meeting, and what becomes of what it decided."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.bodies.holders import convenes
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import COMMAND, Acting
from essaim.kernel.addresses import address
from essaim.kernel.models import Keyed
from essaim.network.models import Person
from essaim.programme.models import Decision


class MinutesState(models.TextChoices):
    """Where the minutes stand."""

    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("submitted to those who attended")
    LOCKED = "locked", _("locked")


class UndertakingState(models.TextChoices):
    """Where what was decided stands."""

    TO_DO = "to_do", _("to do")
    DOING = "doing", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("given up")


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, acting: Acting) -> Self:
        """As `view_minutes` says: being written, for who runs the meeting; submitted, for the body;
        locked, for who sees the meeting.
        """
        if acting.is_one_of(COMMAND):
            return self.all()
        visible = Meeting.objects.visible_to(acting)
        runs = Q(meeting__in=Meeting.objects.run_by(acting))
        if convenes(acting):
            runs |= Q(meeting__in=visible)
        has_a_part = Q(meeting__in=Meeting.objects.with_a_part_for(acting))
        return self.filter(
            runs
            | Q(state=MinutesState.LOCKED, meeting__in=visible)
            | Q(state=MinutesState.SUBMITTED) & has_a_part
        )

    def locked(self) -> Self:
        return self.filter(state=MinutesState.LOCKED)

    def with_meeting(self) -> Self:
        """With what their pages say of the meeting."""
        return self.select_related(
            "meeting__action",
            "meeting__body__group",
            "meeting__rules",
            "meeting__chair",
            "meeting__secretary",
        )


class Minutes(Keyed):
    """The record of a meeting: facts from the house, debates from the secretary, then locked.

    Locking freezes the document as canonical JSON with its SHA-256, and beside it what everybody
    may read; nothing is computed again. What is found later is annexed.
    """

    record_is_whole = False
    as_written = ("document", "public_document")

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(
        _("state"), max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT
    )
    opening = models.TextField(_("opening of the meeting"), blank=True)
    document = models.TextField(_("text that was locked"), blank=True)
    public_document = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    locked_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="approves"
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MinutesState.LOCKED, locked_at__isnull=False) & ~Q(sha256="")
                | ~Q(state=MinutesState.LOCKED) & Q(sha256="", locked_at=None),
                name="locked_minutes_have_a_hash",
            ),
            models.CheckConstraint(
                condition=Q(state=MinutesState.LOCKED) & ~Q(document="") & ~Q(public_document="")
                | ~Q(state=MinutesState.LOCKED) & Q(document="", public_document=""),
                name="locked_minutes_are_a_document",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(state=MinutesState.LOCKED),
                name="approved_minutes_are_locked",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("assemblies:minutes", args=[self.meeting.key])

    @property
    def is_locked(self) -> bool:
        return self.state == MinutesState.LOCKED

    @property
    def is_by_signature(self) -> bool:
        """Locked by the signatures of the officers, not by the vote of a later meeting."""
        rules = self.meeting.rules
        return rules is not None and rules.minutes_by_signature

    def as_record(self) -> dict[str, Any]:
        """Without the documents that were locked: they stand here alone, and never change."""
        kept_here = {"document", "public_document"}
        return {name: value for name, value in super().as_record().items() if name not in kept_here}


class DebateQuerySet(models.QuerySet["Debate"]):
    def visible_to(self, acting: Acting) -> Self:
        """As its minutes are."""
        return self.filter(minutes__in=Minutes.objects.visible_to(acting))


class Debate(Keyed):
    """What was said at one point: for everybody who reads the minutes, and for the body alone."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="debates")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="debates")
    text = models.TextField(_("debates"), blank=True)
    internal = models.TextField(_("for the body alone"), blank=True)

    objects = DebateQuerySet.as_manager()

    class Meta:
        verbose_name = _("debates of an item")
        constraints = [
            models.UniqueConstraint(fields=["minutes", "item"], name="item_is_minuted_once")
        ]

    def __str__(self) -> str:
        return str(self.minutes)

    def get_absolute_url(self) -> str:
        return self.minutes.get_absolute_url()


class Amendment(Keyed):
    """Somebody who attended asks for another wording; or, once locked, a correction annexed."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="amendments")
    elector = models.ForeignKey(Elector, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("what should be changed"))
    at = models.DateTimeField()
    is_annex = models.BooleanField(default=False)
    answer = models.TextField(_("what the secretary did about it"), blank=True)

    class Meta:
        verbose_name = _("amendment to minutes")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="amendment_says_something")
        ]


class Signature(Keyed):
    """An officer signs the minutes, under the role that they had at the meeting.

    `sha256` is that of the text that they signed: what was written after it is not signed.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("officer who signs")
    )
    role = models.CharField(_("role"), max_length=120)
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signature of minutes")
        constraints = [
            models.UniqueConstraint(fields=["minutes", "person"], name="officer_signs_once")
        ]


class UndertakingQuerySet(models.QuerySet["Undertaking"]):
    def visible_to(self, acting: Acting) -> Self:
        """By the audience of the decision; whoever carries it out always sees what they do."""
        own = Q(owner__key__in=acting.keys_of("person"))
        return self.filter(Q(decision__audience__in=acting.capacities) | own)

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
        return address("assemblies:undertaking", self.key)
