"""Decisions by consent: versions of a text, rounds, what each answers, objections."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.enums import (
    ObjectionKind,
    RoundKind,
    StanceAnswer,
    Standing,
    Step,
    Verdict,
)
from essaim.assemblies.models.electors import Elector
from essaim.assemblies.models.resolutions import Resolution
from essaim.kernel.models import Keyed
from essaim.network.models import Person


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


class Wording(Keyed):
    """One version of the text put to consent. Objections attach to a version."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    why = models.TextField(_("what it changes, and why"), blank=True)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a text")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="wording_numbered_once"),
            models.CheckConstraint(condition=~Q(text=""), name="wording_has_a_text"),
            models.CheckConstraint(
                condition=Q(number=1) | Q(number__gt=1) & ~Q(why=""), name="later_wording_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class RoundQuerySet(models.QuerySet["Round"]):
    def under_way(self) -> Self:
        return self.filter(ended_at=None)

    def of_objections(self) -> Self:
        return self.filter(kind=RoundKind.OBJECTIONS)


class Round(Keyed):
    """Each answers in turn: on a version of the text, or on a person proposed.

    Ending freezes `voters`, the keys of the electors who were to answer.
    """

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    kind = models.CharField(max_length=10, choices=RoundKind.choices, default=RoundKind.OBJECTIONS)
    wording = models.ForeignKey(
        Wording, models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    proposal = models.ForeignKey(
        "Proposal", models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    voters: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="round_numbered_once"),
            models.UniqueConstraint(
                fields=["resolution"], condition=Q(ended_at=None), name="one_round_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(wording=None, proposal__isnull=False)
                | Q(wording__isnull=False, proposal=None),
                name="round_is_about_a_text_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="round_ends_after_it_begins",
            ),
        ]


class Stance(Keyed):
    """What an elector answers in a round, under its name. To pass is no objection, and is noted."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="stances")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="stances")
    answer = models.CharField(_("answer"), max_length=16, choices=StanceAnswer.choices)
    given_as = models.CharField(_("as"), max_length=10, choices=Standing.choices)
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer in a round")
        constraints = [
            models.UniqueConstraint(fields=["round", "elector"], name="elector_answers_round_once"),
            models.CheckConstraint(
                condition=Q(answer__in=StanceAnswer.values), name="stance_is_known"
            ),
        ]


class Objection(Keyed):
    """An argued objection, and what the circle made of it: recorded here, never judged.

    `integrated_in` is the version of the text that came of a valid one.
    """

    stance = models.OneToOneField(Stance, models.CASCADE, related_name="objection")
    kind = models.CharField(_("it is about"), max_length=32, choices=ObjectionKind.choices)
    argument = models.TextField(_("argument"))
    remedy = models.TextField(_("what would lift it"), blank=True)
    verdict = models.CharField(
        _("verdict of the circle"),
        max_length=10,
        choices=Verdict.choices,
        default=Verdict.UNTESTED,
    )
    reason = models.TextField(_("reason"), blank=True)
    integrated_in = models.ForeignKey(
        Wording, models.PROTECT, null=True, blank=True, related_name="integrates"
    )

    class Meta:
        verbose_name = _("objection")
        constraints = [
            models.CheckConstraint(condition=~Q(argument=""), name="objection_has_an_argument"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.UNTESTED, reason="")
                | ~Q(verdict=Verdict.UNTESTED) & ~Q(reason=""),
                name="objection_is_judged_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(integrated_in=None) | Q(verdict=Verdict.VALID),
                name="integrated_objection_is_valid",
            ),
        ]

    def __str__(self) -> str:
        return self.argument
