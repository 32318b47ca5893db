"""Questions put to the vote, ballots under a name or in a box, and what came of them."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.roll.models import Elector, Proxy
from essaim.assemblies.votes.enums import (
    BallotMeans,
    Method,
    Outcome,
    ResolutionState,
    Standing,
    Step,
)
from essaim.assemblies.votes.marks import WITHOUT_BALLOTS
from essaim.files.models import StoredFile
from essaim.kernel.addresses import address
from essaim.kernel.fitting import Fitted
from essaim.kernel.lengths import LINK
from essaim.kernel.models import Keyed
from essaim.network.models import Person
from essaim.programme.models import Decision


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def open(self) -> Self:
        return self.filter(state=ResolutionState.OPEN)

    def decided(self) -> Self:
        return self.filter(state=ResolutionState.CLOSED)


class Resolution(Keyed):
    """A text or a question put to the vote at one point of an agenda.

    Opening freezes `rule` (what the body asks, with its article) and `roll` (how many electors, by
    college, and who presides). Closing freezes `presence`, `tally` and `explanation`: nothing is
    recomputed after.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="resolutions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text put to the vote"))
    subject = models.CharField(
        _("subject"), max_length=12, choices=Subject.choices, default=Subject.ORDINARY
    )
    method = models.CharField(
        _("method"), max_length=20, choices=Method.choices, default=Method.SIMPLE
    )
    is_secret = models.BooleanField(_("secret ballot"), default=False)
    seats = models.PositiveSmallIntegerField(_("seats to fill"), default=1)
    must_be_declared = models.BooleanField(
        _("changes the seat or the member associations"), default=False
    )
    grades: models.JSONField[list[str], list[str]] = models.JSONField(
        _("grades, best first"), default=list, blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ResolutionState.choices, default=ResolutionState.DRAFT
    )
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # Where papers or hands were counted later: whoever was there then is counted as present.
    taken_at = models.DateTimeField(_("votes taken at"), null=True)
    rule: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    roll: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    presence: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    tally: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    paper: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    proof_url = models.URLField(_("proof of a vote held elsewhere"), blank=True, max_length=LINK)
    proof_file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file that proves a vote held elsewhere"),
    )
    explanation: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.NONE
    )
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="resolution"
    )

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="resolution_numbered_once"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="resolution_has_a_text"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="resolution_fills_a_seat"),
            models.CheckConstraint(
                condition=~Q(state__in=[ResolutionState.OPEN, ResolutionState.CLOSED])
                | Q(opened_at__isnull=False),
                name="voted_resolution_was_opened",
            ),
            models.CheckConstraint(
                condition=Q(state=ResolutionState.CLOSED, closed_at__isnull=False)
                & ~Q(outcome=Outcome.NONE)
                | ~Q(state=ResolutionState.CLOSED) & Q(outcome=Outcome.NONE, closed_at=None),
                name="closed_resolution_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(opened_at__isnull=False),
                name="votes_are_taken_once_opened",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="resolution_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.ADOPTED) | Q(decision__isnull=False),
                name="adopted_resolution_is_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("assemblies:resolution", self.key)

    @property
    def state_label(self) -> str:
        """Where no ballot is cast, a question is open and not a vote."""
        if self.state == ResolutionState.OPEN and self.method in WITHOUT_BALLOTS:
            return gettext("question open")
        return self.get_state_display()

    @property
    def is_from_elsewhere(self) -> bool:
        """Its votes were cast in another house, which proves them."""
        return bool(self.proof_url) or self.proof_file_id is not None


class Option(Keyed):
    """One of the answers to choose among, or a person to elect."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(_("option"), max_length=200)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("option")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "label"], name="option_stands_once"),
            models.CheckConstraint(condition=~Q(label=""), name="option_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label


class Ballot(Keyed):
    """The vote of an elector, under its name. Changed until closing; one a resolution, always.

    `marks` is {"vote": "for"} in a vote for or against, and one mark an option elsewhere.
    """

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="ballots")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="ballots")
    marks: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    proxy = models.ForeignKey(Proxy, models.PROTECT, null=True, blank=True, related_name="ballots")
    means = models.CharField(max_length=10, choices=BallotMeans.choices)
    cast_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pressed by"),
    )
    cast_as = models.CharField(_("as"), max_length=10, choices=Standing.choices)
    cast_at = models.DateTimeField()
    changes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("ballot")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "elector"], name="ballot_once")
        ]


class SignOff(Fitted):
    """An elector voted in secret. Beside the box, never joined to it."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="sign_offs")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="sign_offs")
    proxy = models.ForeignKey(
        Proxy, models.PROTECT, null=True, blank=True, related_name="sign_offs"
    )
    receipt = models.CharField(_("receipt"), max_length=24, unique=True)

    class Meta:
        verbose_name = _("sign-off")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "elector"], name="signed_off_once")
        ]


class SecretBallot(Fitted):
    """A ballot in a box: no elector, no time, no order. The whole box is rewritten at each vote."""

    id = models.UUIDField(primary_key=True, editable=False)
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="box")
    marks: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()

    class Meta:
        verbose_name = _("secret ballot")


class SealedSecret(Fitted):
    """What the seed of lots is made of, beside what is said after: gone once the vote is closed.

    Its seal is published with the frozen rule. It stands in no revision, export or page.
    """

    resolution = models.OneToOneField(Resolution, models.CASCADE, related_name="sealed")
    secret = models.CharField(_("secret"), max_length=64)

    class Meta:
        verbose_name = _("sealed secret")


class Deliberation(Keyed):
    """What a resolution goes through when it is decided by consent, or elects without candidate.

    A text has a proposer, who alone accepts improvements; an election has a role and a duration.
    """

    resolution = models.OneToOneField(Resolution, models.CASCADE, related_name="deliberation")
    step = models.CharField(_("step"), max_length=16, choices=Step.choices)
    proposing_elector = models.ForeignKey(
        Elector, models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposer")
    )
    role = models.TextField(_("role, and what it takes"), blank=True)
    duration = models.CharField(_("duration of the mandate"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("deliberation")
        constraints = [
            models.CheckConstraint(
                condition=Q(role="", duration="", proposer=None, proposing_elector__isnull=False)
                | Q(role="", duration="", proposer__isnull=False, proposing_elector=None)
                | ~Q(role="") & ~Q(duration="") & Q(proposer=None, proposing_elector=None),
                name="deliberation_has_one_proposer_or_a_role",
            ),
            models.CheckConstraint(
                condition=Q(step__in=Step.values), name="deliberation_step_is_known"
            ),
        ]
