"""Polls of dates: days are proposed, each voice says which suit, one becomes the meeting."""

from datetime import UTC, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Convened
from essaim.kernel.acting import BUREAU, COORDINATION, Acting
from essaim.kernel.addresses import address
from essaim.kernel.datewords import date_words
from essaim.kernel.models import Keyed
from essaim.network.models import Person


class DatePollState(models.TextChoices):
    """Where a poll of dates stands."""

    OPEN = "open", gettext_lazy("under way")
    SETTLED = "settled", gettext_lazy("day chosen")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class DateReply(models.TextChoices):
    """Whether a day suits."""

    YES = "yes", gettext_lazy("Yes")
    IF_NEED_BE = "if_need_be", gettext_lazy("If need be")
    NO = "no", gettext_lazy("No")


class DatePollQuerySet(models.QuerySet["DatePoll"]):
    def visible_to(self, acting: Acting) -> Self:
        """Those who are asked, and who convenes the body: when one is free is nobody else's."""
        if acting.is_visitor:
            return self.none()
        asked = Q(pk__in=DateVoter.objects.spoken_for_by(acting).values("poll"))
        if acting.is_one_of(COORDINATION, BUREAU):
            asked |= Q(body__in=Body.objects.visible_to(acting))
        return self.filter(asked)

    def still_of_use(self, at: datetime) -> Self:
        """Neither settled nor withdrawn, with a day to come: the first to close first."""
        ahead = DateOption.objects.filter(starts_at__gt=at).values("poll")
        open_polls = self.filter(state=DatePollState.OPEN, pk__in=ahead)
        return open_polls.order_by("closes_at", "pk")

    def with_body(self) -> Self:
        return self.select_related("body__group", "meeting__action", "proposed_by")


class DatePoll(Keyed):
    """Several days proposed for one meeting of a body, until a moment; settled, it is a meeting."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="date_polls")
    title = models.CharField(gettext_lazy("title of the meeting"), max_length=200, blank=True)
    mode = models.CharField(gettext_lazy("where"), max_length=10, choices=MeetingMode.choices)
    place = models.CharField(gettext_lazy("place"), max_length=150, blank=True)
    note = models.TextField(gettext_lazy("a word to those who are asked"), blank=True)
    proposed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("proposed by"),
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(gettext_lazy("answers until"))
    state = models.CharField(
        gettext_lazy("state"),
        max_length=10,
        choices=DatePollState.choices,
        default=DatePollState.OPEN,
    )
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="date_poll"
    )

    objects = DatePollQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("date poll")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="date_poll_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(state__in=DatePollState.values), name="date_poll_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=DatePollState.SETTLED, meeting__isnull=False)
                | (~Q(state=DatePollState.SETTLED) & Q(meeting=None)),
                name="settled_date_poll_is_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.title or _("Next meeting: %(body)s") % {"body": self.body}

    def get_absolute_url(self) -> str:
        return address("assemblies:date_poll", self.key)

    @property
    def is_open(self) -> bool:
        return self.state == DatePollState.OPEN

    @property
    def takes_answers(self) -> bool:
        return self.is_open and self.closes_at > timezone.now()

    @property
    def last_day(self) -> datetime:
        """The one on whose evening the answers close."""
        return timezone.localtime(self.closes_at)


class DateOption(Keyed):
    """A day and its hours, among those proposed."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options")
    starts_at = models.DateTimeField(gettext_lazy("begins at"))
    ends_at = models.DateTimeField(gettext_lazy("ends at"))

    class Meta:
        verbose_name = gettext_lazy("day proposed")
        constraints = [
            models.UniqueConstraint(fields=["poll", "starts_at"], name="day_proposed_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="day_proposed_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        first, last = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        day = date_words(first.date(), language=get_language() or "fr")
        words = {
            "day": f"{date_format(first, 'l')} {day}",
            "start": f"{first:%H:%M}",
            "end": f"{last:%H:%M}",
        }
        return _("%(day)s, from %(start)s to %(end)s") % words


class DateVoterQuerySet(models.QuerySet["DateVoter"]):
    def spoken_for_by(self, acting: Acting) -> Self:
        """Those in whose name they may answer: by their voice, or by the link they were sent."""
        if not acting.has_keys:
            return self.none()
        words = Q(voice__in=acting.capacities) | Q(key__in=acting.keys_of("date_voter"))
        return self.filter(words)

    def silent(self) -> Self:
        return self.filter(answered_at=None)

    def with_poll(self) -> Self:
        return self.select_related("poll__body__group", "poll__meeting", "poll__proposed_by")


class DateVoter(Convened):
    """One voice asked which days suit: who would be convened. Its last answer stands."""

    parts_in_record = ("answers",)

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="voters")
    comment = models.CharField(gettext_lazy("comment"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = DateVoterQuerySet.as_manager()

    class Meta(Convened.Meta):
        verbose_name = gettext_lazy("voice asked for dates")
        constraints = [
            *Convened.Meta.constraints,
            models.UniqueConstraint(fields=["poll", "voice"], name="voice_asked_for_dates_once"),
        ]

    def as_record(self) -> dict[str, Any]:
        rows = self.answers.order_by("option__starts_at").values_list("option__starts_at", "reply")
        answers = {starts_at.astimezone(UTC).isoformat(): reply for starts_at, reply in rows}
        return {**super().as_record(), "answers": answers}


class DateAnswer(Keyed):
    """What one voice says of one day."""

    option = models.ForeignKey(DateOption, models.CASCADE, related_name="answers")
    voter = models.ForeignKey(DateVoter, models.CASCADE, related_name="answers")
    reply = models.CharField(gettext_lazy("answer"), max_length=10, choices=DateReply.choices)

    class Meta:
        verbose_name = gettext_lazy("answer to a day")
        constraints = [
            models.UniqueConstraint(fields=["option", "voter"], name="day_answered_once_a_voice"),
            models.CheckConstraint(
                condition=Q(reply__in=DateReply.values), name="reply_to_a_day_is_known"
            ),
        ]
