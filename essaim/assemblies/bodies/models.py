"""Bodies, and their rules as dated data: the past is never recomputed under new ones."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.bodies.enums import (
    AddedItems,
    Aggregation,
    BlankProxies,
    BodyKind,
    CastingVote,
    CheckedAt,
    ConsentFallback,
    DuesCutoff,
    MajorityBase,
    NoticeMeans,
    ProxiesUntil,
    QuorumBase,
    QuorumKind,
    Secrecy,
    SilentCollege,
    Subject,
    TieBreak,
)
from essaim.kernel.acting import Acting
from essaim.kernel.addresses import address
from essaim.kernel.models import Keyed, Visible, VisibleQuerySet
from essaim.network.models import College, Group


class BodyQuerySet(VisibleQuerySet):
    def visible_to(self, acting: Acting) -> Self:
        """By its audience; the members of its group always see it."""
        audience = Q(audience__in=acting.capacities)
        return self.filter(audience | Q(group__key__in=acting.keys_of("group")))


class Body(Keyed, Visible):
    """Who decides together: all the members of the network, or the members of one group."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices)
    purpose = models.TextField(_("what it is for"), blank=True)
    group = models.OneToOneField(
        Group,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="body",
        verbose_name=_("group whose members are its electors"),
        help_text=_("Without a group, its electors are all the members of the network."),
    )
    is_closed = models.BooleanField(_("no longer meets"), default=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=BodyKind.values), name="body_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="body_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("assemblies:body", self.key)


class BodyRulesQuerySet(models.QuerySet["BodyRules"]):
    def in_force(self, on: date) -> Self:
        """The versions that had begun by that day, the one in force first."""
        return self.filter(starts_on__lte=on).order_by("-starts_on")


class _ToldWithWeights(Keyed):
    """A version of the rules tells what each college weighs, by its code."""

    parts_in_record = ("colleges",)
    colleges: Any

    class Meta:
        abstract = True

    def as_record(self) -> dict[str, Any]:
        weights = self.colleges.order_by("college__code").values_list("college__code", "weight")
        return {**super().as_record(), "colleges": [list(row) for row in weights]}


class BodyRules(_ToldWithWeights):
    """What the statutes and by-laws say of a body from a day on, with the articles beside."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="rules")
    starts_on = models.DateField(_("in force from"))
    source = models.CharField(_("text that sets them"), max_length=200, blank=True)

    notice_days = models.PositiveSmallIntegerField(_("days of notice"), default=15)
    notice_means = models.CharField(
        _("convened"), max_length=10, choices=NoticeMeans.choices, default=NoticeMeans.EMAIL
    )
    notice_article = models.TextField(_("article on the convocation"), blank=True)
    added_items = models.CharField(
        _("added to the agenda after the convocation"),
        max_length=10,
        choices=AddedItems.choices,
        default=AddedItems.FREE,
    )

    dues_cutoff = models.CharField(
        _("dues must be paid"), max_length=12, choices=DuesCutoff.choices, default=DuesCutoff.NONE
    )
    dues_day = models.DateField(_("day of the cut-off"), null=True, blank=True)
    admitted_days = models.PositiveSmallIntegerField(
        _("days between admission and first vote"), default=0
    )
    electors_article = models.TextField(_("article on the right to vote"), blank=True)

    proxies_allowed = models.BooleanField(_("proxies are allowed"), default=True)
    proxy_cap = models.PositiveSmallIntegerField(
        _("proxies that one elector may hold"), null=True, blank=True
    )
    blank_proxies = models.CharField(
        _("proxies that name nobody"),
        max_length=10,
        choices=BlankProxies.choices,
        default=BlankProxies.FORBIDDEN,
    )
    proxies_across_colleges = models.BooleanField(
        _("a proxy may go to another college"), default=True
    )
    proxies_may_split = models.BooleanField(
        _("a holder may vote each proxy differently"), default=True
    )
    proxies_until = models.CharField(
        _("proxies are accepted"),
        max_length=10,
        choices=ProxiesUntil.choices,
        default=ProxiesUntil.OPENING,
    )
    proxy_article = models.TextField(_("article on proxies"), blank=True)

    remote_allowed = models.BooleanField(_("one may take part by video"), default=False)
    remote_article = models.TextField(_("article on taking part by video"), blank=True)
    written_allowed = models.BooleanField(_("one may decide in writing"), default=False)
    written_article = models.TextField(_("article on deciding in writing"), blank=True)
    electronic_allowed = models.BooleanField(_("one may vote on a device"), default=False)
    electronic_article = models.TextField(_("article on voting on a device"), blank=True)

    aggregation = models.CharField(
        _("votes of the colleges"),
        max_length=16,
        choices=Aggregation.choices,
        default=Aggregation.HEADS,
    )
    silent_college = models.CharField(
        _("weight of a college where nobody votes"),
        max_length=12,
        choices=SilentCollege.choices,
        default=SilentCollege.LOST,
    )
    casting_vote = models.CharField(
        _("between equal votes decides"),
        max_length=10,
        choices=CastingVote.choices,
        default=CastingVote.NONE,
    )
    colleges_needed = models.PositiveSmallIntegerField(
        _("colleges in favour, in a double majority"),
        null=True,
        blank=True,
        help_text=_("Left empty, more than half of the colleges."),
    )
    tie_break = models.CharField(
        _("between options that are level decides"),
        max_length=10,
        choices=TieBreak.choices,
        default=TieBreak.OPEN,
        help_text=_("In ranked votes, approval votes and majority judgment."),
    )
    minutes_by_signature = models.BooleanField(
        _("minutes are locked by the signatures of its officers"),
        default=False,
        help_text=_("Else they are locked when a later meeting approves them."),
    )

    max_rounds = models.PositiveSmallIntegerField(
        _("rounds of objections at most, in a decision by consent"), default=3
    )
    consent_fallback = models.CharField(
        _("once these rounds are used up"),
        max_length=24,
        choices=ConsentFallback.choices,
        default=ConsentFallback.POSTPONE,
    )
    silence_is_consent = models.BooleanField(_("who says nothing consents"), default=False)
    answers_numerator = models.PositiveSmallIntegerField(
        _("electors who must answer in writing: numerator"), default=1
    )
    answers_denominator = models.PositiveSmallIntegerField(
        _("electors who must answer in writing: denominator"), default=2
    )

    objects = BodyRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of a body")
        constraints = [
            models.UniqueConstraint(fields=["body", "starts_on"], name="body_rules_once_a_day"),
            models.CheckConstraint(
                condition=Q(dues_cutoff=DuesCutoff.DAY, dues_day__isnull=False)
                | (~Q(dues_cutoff=DuesCutoff.DAY) & Q(dues_day=None)),
                name="body_rules_set_day_of_dues_where_they_need_it",
            ),
            models.CheckConstraint(
                condition=Q(proxy_cap=None) | Q(proxy_cap__gte=1),
                name="body_rules_cap_leaves_a_proxy",
            ),
            models.CheckConstraint(
                condition=Q(colleges_needed=None) | Q(colleges_needed__gte=1),
                name="body_rules_need_a_college",
            ),
            models.CheckConstraint(
                condition=Q(tie_break__in=TieBreak.values), name="tie_break_is_known"
            ),
            models.CheckConstraint(condition=Q(max_rounds__gte=1), name="body_rules_leave_a_round"),
            models.CheckConstraint(
                condition=Q(
                    answers_numerator__gte=1, answers_denominator__gte=F("answers_numerator")
                ),
                name="answers_in_writing_are_a_share",
            ),
        ]

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return address("assemblies:rules", self.key)


class CollegeRule(Keyed):
    """The weight of a college in a body, in hundredths where colleges are weighted."""

    rules = models.ForeignKey(BodyRules, models.CASCADE, related_name="colleges")
    college = models.ForeignKey(College, models.PROTECT, verbose_name=_("college"))
    weight = models.PositiveSmallIntegerField(_("weight"))

    class Meta:
        verbose_name = _("college of a body")
        constraints = [
            models.UniqueConstraint(fields=["rules", "college"], name="college_weighs_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100), name="college_weight_is_a_share"
            ),
        ]


class SubjectRule(Keyed):
    """What one kind of question asks: quorum, majority, secrecy, and the article that says so."""

    rules = models.ForeignKey(BodyRules, models.CASCADE, related_name="subjects")
    subject = models.CharField(_("subject"), max_length=12, choices=Subject.choices)
    article = models.TextField(_("article"), blank=True)

    quorum_kind = models.CharField(
        _("quorum"), max_length=10, choices=QuorumKind.choices, default=QuorumKind.NONE
    )
    quorum_number = models.PositiveIntegerField(_("number of electors"), default=0)
    quorum_numerator = models.PositiveSmallIntegerField(_("fraction: numerator"), default=0)
    quorum_denominator = models.PositiveSmallIntegerField(_("fraction: denominator"), default=1)
    quorum_is_strict = models.BooleanField(_("more than the fraction"), default=False)
    quorum_base = models.CharField(
        _("fraction"), max_length=10, choices=QuorumBase.choices, default=QuorumBase.VOTERS
    )
    quorum_counts_proxies = models.BooleanField(_("proxies count for the quorum"), default=True)
    quorum_by_college = models.BooleanField(_("in each college"), default=False)
    quorum_checked_at = models.CharField(
        _("checked"), max_length=10, choices=CheckedAt.choices, default=CheckedAt.VOTE
    )
    second_call = models.BooleanField(_("a second call needs no quorum"), default=False)
    second_call_days = models.PositiveSmallIntegerField(_("days before the second call"), default=0)
    second_call_same_agenda = models.BooleanField(_("on the same agenda"), default=True)

    majority_numerator = models.PositiveSmallIntegerField(_("majority: numerator"), default=1)
    majority_denominator = models.PositiveSmallIntegerField(_("majority: denominator"), default=2)
    majority_is_strict = models.BooleanField(_("more than the fraction"), default=True)
    majority_base = models.CharField(
        _("majority"),
        max_length=25,
        choices=MajorityBase.choices,
        default=MajorityBase.EXPRESSED,
    )
    majority_in_choices = models.BooleanField(
        _("who or what is approved needs this majority to be chosen"),
        default=True,
        help_text=_(
            "In approval votes; else the most approved are chosen. Ranked votes, majority judgment "
            "and lots have no majority but their own."
        ),
    )
    secrecy = models.CharField(
        _("secret ballot"), max_length=10, choices=Secrecy.choices, default=Secrecy.NEVER
    )

    class Meta:
        verbose_name = _("rule of a subject")
        constraints = [
            models.UniqueConstraint(fields=["rules", "subject"], name="subject_ruled_once"),
            models.CheckConstraint(
                condition=Q(subject__in=Subject.values), name="ruled_subject_is_known"
            ),
            models.CheckConstraint(
                condition=Q(quorum_kind=QuorumKind.NONE)
                | Q(quorum_kind=QuorumKind.NUMBER, quorum_number__gte=1)
                | Q(
                    quorum_kind=QuorumKind.FRACTION,
                    quorum_numerator__gte=1,
                    quorum_denominator__gte=F("quorum_numerator"),
                ),
                name="quorum_says_how_many",
            ),
            models.CheckConstraint(
                condition=Q(
                    majority_numerator__gte=1, majority_denominator__gte=F("majority_numerator")
                ),
                name="majority_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(majority_is_strict=False)
                | Q(majority_denominator__gt=F("majority_numerator")),
                name="nobody_asks_more_than_all",
            ),
            models.CheckConstraint(
                condition=Q(quorum_is_strict=False)
                | Q(quorum_denominator__gt=F("quorum_numerator")),
                name="no_quorum_is_more_than_all",
            ),
            models.CheckConstraint(
                condition=Q(majority_base__in=MajorityBase.values), name="majority_base_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_subject_display()
