"""Decisions by consent and elections without candidate: texts, rounds, names, objections."""

from typing import Self

from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.roll.models import Elector
from essaim.assemblies.votes.enums import Standing
from essaim.assemblies.votes.models import Option, Resolution
from essaim.kernel.models import Keyed


class RoundKind(TextChoices):
    """What is asked turn by turn."""

    OBJECTIONS = "objections", _("round of objections")
    VOTE = "vote", _("fallback vote")


class StanceAnswer(TextChoices):
    """What an elector answers in a round: the last three in a fallback vote alone."""

    NO_OBJECTION = "no_objection", _("No objection")
    OBJECTION = "objection", _("I have an objection")
    PASS = "pass", _("I pass")
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTENTION = "abstention", _("Abstention")


class ObjectionKind(TextChoices):
    """What an objection is about. A preference is none of these."""

    RISK_FOR_NETWORK = "risk_for_network", _("a risk for the network")
    LIMIT_OF_MEMBER = "limit_of_member", _("a limit of a member, who could not bear it")
    NOT_IN_SCOPE = "not_in_scope", _("not ours to decide")
    CONTRARY_TO_PRIOR_DECISION = "contrary_to_prior_decision", _("contrary to a prior decision")


class Verdict(TextChoices):
    """What the circle made of an objection."""

    UNTESTED = "untested", _("to be looked at")
    VALID = "valid", _("valid")
    NOT_VALID = "not_valid", _("not valid")
    LIFTED = "lifted", _("lifted")


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


class Nomination(Keyed):
    """« X proposes Y », and why. Not secret: it is read aloud. The people named are options."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="nominations")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="nominations")
    nominee = models.ForeignKey(Option, models.PROTECT, related_name="nominations")
    reason = models.TextField(_("why"), blank=True)
    changed_to = models.ForeignKey(
        Option, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    change_reason = models.TextField(_("why the change"), blank=True)

    class Meta:
        verbose_name = _("nomination")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "elector"], name="elector_names_once"),
            models.CheckConstraint(
                condition=Q(changed_to=None, change_reason="")
                | Q(changed_to__isnull=False) & ~Q(change_reason=""),
                name="change_says_why",
            ),
            models.CheckConstraint(
                condition=Q(changed_to=None) | ~Q(changed_to=F("nominee")),
                name="change_is_for_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.changed_to or self.nominee)


class Proposal(Keyed):
    """A person proposed after the changes, not always the one named most. The last one holds.

    `condition` is what lifted the objections made to it.
    """

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    option = models.ForeignKey(Option, models.PROTECT, related_name="proposals")
    reason = models.TextField(_("why"))
    condition = models.TextField(_("condition"), blank=True)
    proposed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("proposal of a person")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="proposal_numbered_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_says_why"),
        ]

    def __str__(self) -> str:
        return str(self.option)
