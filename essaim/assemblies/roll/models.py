"""Who is convened, who speaks for whom, and who is in the room."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import LessThan
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.meetings.models import Meeting
from essaim.kernel.acting import Acting
from essaim.kernel.models import Folded, Keyed, holding
from essaim.kernel.text import search_words
from essaim.network.models import College, GroupMember, Membership, Person


class Answer(models.TextChoices):
    """What an elector answers to the convocation."""

    NONE = "none", _("no answer yet")
    COMING = "coming", _("is coming")
    REMOTE = "remote", _("takes part by video")
    EXCUSED = "excused", _("excused")
    PROXY = "proxy", _("gives a proxy")


class Right(models.TextChoices):
    """Why an elector may vote at a meeting, or may not."""

    HELD = "held", _("has the right to vote")
    DUES = "dues", _("dues not paid at the cut-off")
    NOT_ADMITTED = "not_admitted", _("admitted too recently")
    ENDED = "ended", _("is not a member on that day")
    NO_VOICE = "no_voice", _("nobody represents it on that day")
    MERGED = "merged", _("is counted under another name")


#: Whoever has one of these is on the roll and not convened any more: nobody counts them.
OFF_THE_ROLL = frozenset({Right.ENDED, Right.MERGED})


class PresentAs(models.TextChoices):
    """In which capacity somebody is at a meeting."""

    VOTER = "voter", _("elector")
    OBSERVER = "observer", _("observer")
    STAFF = "staff", _("staff")
    GUEST = "guest", _("guest")


class PresentBy(models.TextChoices):
    """How somebody is at a meeting."""

    ONSITE = "onsite", _("on site")
    REMOTE = "remote", _("by video")


#: Before and after every meeting, for what has no beginning or no end.
_PAST = Value(datetime(1900, 1, 1, tzinfo=UTC), output_field=models.DateTimeField())
_FAR = Value(datetime(9999, 1, 1, tzinfo=UTC), output_field=models.DateTimeField())


class ElectorQuerySet(models.QuerySet["Elector"]):
    def matching(self, words: str) -> Self:
        return self.filter(holding(words))

    def spoken_for_by(self, acting: Acting) -> Self:
        """Those in whose name this one may act: by their voice, or by the link they were sent."""
        if not acting.has_keys:
            return self.none()
        words = Q(voice__in=acting.capacities) | Q(key__in=acting.keys_of("elector"))
        return self.filter(words)

    def with_right(self) -> Self:
        return self.filter(right=Right.HELD)

    def standing(self) -> Self:
        """Who is convened and stands: neither counted under another name nor gone by that day."""
        return self.exclude(right__in=OFF_THE_ROLL)

    def took_part(self) -> Self:
        """Who was in the room at some time, or represented there by somebody who was.

        `AttendanceSheet.took_part` in SQL. In writing, whoever voted or answered took part.
        """
        itself = Elector.objects.filter(pk=OuterRef("pk"))
        ballots, signed, answered = (
            Exists(itself.filter(**{f"{name}__isnull": False}))
            for name in ("ballots", "sign_offs", "stances")
        )
        here = Attendance.objects.filter(elector=OuterRef("pk"))
        given = Proxy.objects.used().filter(giver=OuterRef("pk"), giver__right=Right.HELD)
        return self.filter(Exists(here) | Exists(given) | ballots | signed | answered)


class Convened(Keyed, Folded):
    """One voice: a membership, or a seat in the group of a body; never an account.

    `voice` is the capacity of whoever speaks for it (`delegate:KEY`, `person:KEY`).
    """

    folds: ClassVar = ("name",)

    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    seat = models.ForeignKey(
        GroupMember, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    name = models.CharField(_("name on the roll"), max_length=200)
    voice = models.CharField(max_length=60, db_index=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(membership__isnull=False, seat=None)
                | Q(membership=None, seat__isnull=False),
                name="%(class)s_is_a_membership_or_a_seat",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Elector(Convened):
    """One voice at one meeting. The right to vote is derived until it opens, then stands."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="electors")
    college = models.ForeignKey(
        College, models.PROTECT, null=True, blank=True, verbose_name=_("college")
    )
    right = models.CharField(
        _("right to vote"), max_length=12, choices=Right.choices, default=Right.HELD
    )
    answer = models.CharField(
        _("answer"), max_length=10, choices=Answer.choices, default=Answer.NONE
    )
    answered_at = models.DateTimeField(null=True)

    objects = ElectorQuerySet.as_manager()

    class Meta(Convened.Meta):
        verbose_name = _("elector")
        verbose_name_plural = _("electors")
        constraints = [
            *Convened.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "membership"], name="member_on_roll_once"),
            models.UniqueConstraint(fields=["meeting", "seat"], name="seat_on_roll_once"),
            models.CheckConstraint(
                condition=Q(answer=Answer.NONE, answered_at=None)
                | (~Q(answer=Answer.NONE) & Q(answered_at__isnull=False)),
                name="elector_answered_at_a_time",
            ),
        ]

    @staticmethod
    def words_apart(rows: Sequence["Elector"]) -> list[tuple[str, ...]]:
        """The college of each: what tells electors of one name apart."""
        return [(str(row.college or ""),) for row in rows]

    @property
    def may_vote(self) -> bool:
        return self.right == Right.HELD

    @property
    def stands(self) -> bool:
        """Is convened still, whatever the right to vote."""
        return self.right not in OFF_THE_ROLL


class VoiceOfPerson(Func):
    """The capacity `person:KEY` of a key; SQLite keeps a key as its digits alone."""

    output_field = models.CharField()
    template = "('person:' || %(expressions)s::text)"

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        words = " || '-' || ".join(f"substr(%(expressions)s, {at}, {n})" for at, n in parts)
        return self.as_sql(compiler, connection, template=f"('person:' || {words})", **extra)


class ProxyQuerySet(models.QuerySet["Proxy"]):
    def matching(self, words: str) -> Self:
        """Those of which giver and holder together hold every word."""
        proxies = self
        for word in search_words(words):
            either = Q(giver__folded__contains=word) | Q(holder__folded__contains=word)
            proxies = proxies.filter(either)
        return proxies

    def standing(self) -> Self:
        return self.at(None)

    def at(self, moment: datetime | None) -> Self:
        """Those in force at a moment; None is now."""
        return self.filter(_lasts("given_at", "withdrawn_at", moment))

    def used(self) -> Self:
        """Those with which somebody could vote at some moment of the meeting, were the giver away.

        One that names nobody is used by whoever presided then: by the elector for whom they sat,
        or as the one that they are.
        """
        sat = Attendance.objects.filter(elector__right=Right.HELD)
        named = sat.filter(_meets(), elector=OuterRef("holder"))
        there = sat.filter(meeting=OuterRef("giver__meeting"))
        now, former = "meeting__chair", "meeting__former_chairs"
        presides = there.filter(_is(now), _meets(since=f"{now}_since"))
        presided = there.filter(
            _is(f"{former}__person"),
            _meets(since=f"{former}__began_at", until=f"{former}__ended_at"),
        )
        return self.filter(Exists(named) | Q(holder=None) & (Exists(presides) | Exists(presided)))


def _lasts(since: str, until: str, moment: datetime | None) -> Q:
    """`attendance_sheet.lasts` in SQL."""
    if moment is None:
        return Q(**{until: None})
    return Q(**{f"{since}__lte": moment}) & (Q(**{until: None}) | Q(**{f"{until}__gt": moment}))


def _is(person: str) -> Q:
    """Of attendances: of somebody who sits, or of the elector that they themselves are."""
    return Q(person=F(person)) | Q(elector__voice=VoiceOfPerson(F(f"{person}__key")))


def _meets(since: str = "", until: str = "") -> LessThan:
    """Of attendances: there is a moment of the meeting at which the proxy around is in force too.

    `since`, `until`: and at which somebody presided.
    """
    starts = [F("arrived_at"), OuterRef("given_at"), *_or(_PAST, "meeting__opened_at", since)]
    ends = [Coalesce(OuterRef("withdrawn_at"), _FAR), *_or(_FAR, "left_at", until)]
    moment = models.DateTimeField()
    return LessThan(Greatest(*starts, output_field=moment), Least(*ends, output_field=moment))


def _or(otherwise: Value, *names: str) -> list[Coalesce]:
    return [Coalesce(F(name), otherwise) for name in names if name]


class Proxy(Keyed):
    """An elector lets another vote. Suspended, not lost, while the giver is in the room.

    Without a holder it is blank: where the rules allow that, it is the chair's.
    """

    giver = models.ForeignKey(Elector, models.CASCADE, related_name="proxies_given")
    holder = models.ForeignKey(
        Elector, models.CASCADE, null=True, blank=True, related_name="proxies_held"
    )
    instruction = models.TextField(_("how to vote, if the giver says so"), blank=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ProxyQuerySet.as_manager()

    class Meta:
        verbose_name = _("proxy")
        verbose_name_plural = _("proxies")
        constraints = [
            models.UniqueConstraint(
                fields=["giver"], condition=Q(withdrawn_at=None), name="proxy_given_once"
            ),
            models.CheckConstraint(
                condition=Q(holder=None) | ~Q(holder=F("giver")), name="proxy_not_to_oneself"
            ),
        ]


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def in_the_room(self) -> Self:
        return self.at(None)

    def at(self, moment: datetime | None) -> Self:
        """Who is in the room at a moment; None is now."""
        return self.filter(_lasts("arrived_at", "left_at", moment))


class Attendance(Keyed):
    """Somebody was in the room, from a time to a time; coming back makes another line."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    elector = models.ForeignKey(
        Elector, models.CASCADE, null=True, blank=True, related_name="attendances"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    capacity = models.CharField(
        _("as"), max_length=10, choices=PresentAs.choices, default=PresentAs.VOTER
    )
    means = models.CharField(_("how"), max_length=10, choices=PresentBy.choices)
    arrived_at = models.DateTimeField(_("arrived at"))
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["elector"],
                condition=Q(left_at=None, elector__isnull=False),
                name="elector_is_in_the_room_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(left_at=None, elector=None, person__isnull=False),
                name="guest_is_in_the_room_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "name"],
                condition=Q(left_at=None, elector=None, person=None),
                name="named_guest_is_in_the_room_once",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")),
                name="nobody_leaves_before_arriving",
            ),
            models.CheckConstraint(
                condition=Q(capacity=PresentAs.VOTER, elector__isnull=False)
                | (~Q(capacity=PresentAs.VOTER) & Q(elector=None)),
                name="voter_present_is_an_elector",
            ),
            models.CheckConstraint(
                condition=Q(elector__isnull=False) | Q(person__isnull=False) | ~Q(name=""),
                name="attendance_is_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.elector or self.person or self.name)
