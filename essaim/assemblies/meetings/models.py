"""Meetings, and their agendas as trees."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.bodies.models import Body, BodyRules
from essaim.assemblies.meetings.enums import AddedAs, ItemKind, ItemState, MeetingMode, MeetingState
from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting
from essaim.kernel.addresses import address
from essaim.kernel.fitting import Fitted
from essaim.kernel.lengths import LINK
from essaim.kernel.models import Keyed
from essaim.network.models import Person
from essaim.programme.models import Action, Objective

OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, acting: Acting) -> Self:
        """Whoever sees the action of the programme that a meeting is, or has a part in it.

        The body's own group, those who speak for an elector, who chairs, who writes the minutes.
        """
        return self.filter(Q(action__audience__in=acting.capacities) | self._has_a_part(acting))

    def with_a_part_for(self, acting: Acting) -> Self:
        return self.filter(self._has_a_part(acting))

    def run_by(self, acting: Acting) -> Self:
        """Those of which they are the chair or the secretary."""
        theirs = acting.keys_of("person")
        return self.filter(Q(chair__key__in=theirs) | Q(secretary__key__in=theirs))

    def _has_a_part(self, acting: Acting) -> Q:
        part = Q(pk__in=())
        if not acting.has_keys:
            return part
        if groups := acting.keys_of("group"):
            part |= Q(body__group__key__in=groups)
        if theirs := acting.keys_of("person"):
            part |= Q(chair__key__in=theirs) | Q(secretary__key__in=theirs)
        elector: Any = self.model._meta.get_field("electors").related_model
        return part | Q(pk__in=elector.objects.spoken_for_by(acting).values("meeting"))

    def coming(self, at: datetime) -> Self:
        """Still to be held, or being held: nearest first."""
        to_come = Q(ends_at__gte=at) & ~Q(state__in=OVER) | Q(state=MeetingState.OPEN)
        return self.filter(to_come).order_by("starts_at", "pk")

    def not_over(self) -> Self:
        return self.exclude(state__in=OVER)

    def with_body(self) -> Self:
        return self.select_related("action", "body__group", "rules")


class Meeting(Keyed):
    """A meeting of a body: an action of the programme, with more to say.

    Title, place, audience and objectives are the action's. The rules are those in force on the day
    of the convocation, and stay those whatever is adopted meanwhile.
    """

    action = models.OneToOneField(
        Action, models.PROTECT, primary_key=True, related_name="meeting", verbose_name=_("action")
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    rules = models.ForeignKey(BodyRules, models.PROTECT, null=True, related_name="meetings")
    series = models.UUIDField(null=True, editable=False, db_index=True)
    starts_at = models.DateTimeField(_("begins at"), db_index=True)
    ends_at = models.DateTimeField(_("ends at"))
    mode = models.CharField(_("where"), max_length=10, choices=MeetingMode.choices)
    video_url = models.URLField(_("address of the video room"), blank=True, max_length=LINK)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )
    secretary = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("secretary")
    )
    second_call_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="second_call"
    )
    # What a second call may decide without a quorum, as it stood when it was planned.
    put_again: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list, editable=False
    )
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    convened_at = models.DateTimeField(_("convened at"), null=True)
    is_on_short_notice = models.BooleanField(
        _("convened despite too short a notice"), default=False
    )
    opened_at = models.DateTimeField(_("opened at"), null=True)
    # Who was there and represented when it was opened, by the keys of electors.
    opening: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, editable=False
    )
    # Since when the chair presides, where another did before in the same meeting.
    chair_since = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    current_item = models.ForeignKey(
        "AgendaItem", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cancelled_because = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    # SEQUENCE and DTSTAMP of its calendar entry: move with each change that a calendar must follow.
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="meeting_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MeetingState.PLANNED, MeetingState.CANCELLED])
                | Q(rules__isnull=False, convened_at__isnull=False),
                name="convened_meeting_has_rules",
            ),
            models.CheckConstraint(
                condition=Q(is_on_short_notice=False) | Q(convened_at__isnull=False),
                name="short_notice_is_of_a_convocation",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MeetingState.OPEN, MeetingState.CLOSED])
                | Q(opened_at__isnull=False),
                name="open_meeting_was_opened",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CLOSED, closed_at__isnull=False)
                | (~Q(state=MeetingState.CLOSED) & Q(closed_at=None)),
                name="closed_meeting_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelled_because=""),
                name="cancelled_meeting_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.action.title

    def get_absolute_url(self) -> str:
        return address("assemblies:meeting", self.key)

    @property
    def is_frozen(self) -> bool:
        """Its agenda was announced: what comes after is added, and says why."""
        return self.convened_at is not None

    @property
    def is_over(self) -> bool:
        return self.state in {MeetingState.CLOSED, MeetingState.CANCELLED}

    @property
    def is_written(self) -> bool:
        """A consultation: one question, answered from one's mail, without a room."""
        return self.mode == MeetingMode.WRITTEN

    @property
    def local_start(self) -> datetime:
        return timezone.localtime(self.starts_at)

    @property
    def local_end(self) -> datetime:
        return timezone.localtime(self.ends_at)

    @property
    def last_day(self) -> date:
        """When it was closed, else when it is to be."""
        return timezone.localdate(self.closed_at or self.ends_at)

    @property
    def day_of_decisions(self) -> date:
        """The day it begins; in writing, that of its closing."""
        if not self.is_written:
            return self.local_start.date()
        return min(self.local_end.date(), timezone.localdate())

    def calendars_follow(self) -> None:
        """What its calendar entry says has changed: whoever calls this saves both columns."""
        self.sequence += 1
        self.changed_at = timezone.now()


class FormerChair(Fitted):
    """Somebody presided in an open meeting until another took over: blank proxies were theirs."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="former_chairs")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("chair"))
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField()

    class Meta:
        verbose_name = _("former chair of a meeting")
        constraints = [
            models.CheckConstraint(
                condition=Q(began_at=None) | Q(ended_at__gte=F("began_at")),
                name="chair_ends_after_beginning",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def on_agenda(self) -> Self:
        return self.filter(state=ItemState.ACCEPTED).order_by("position", "pk")


class AgendaItem(Keyed):
    """A point of the agenda; points stand under points, one level deep or more.

    `source` says what it came from (`decision:KEY`), so that the same call is not listed twice.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(
        _("kind"), max_length=12, choices=ItemKind.choices, default=ItemKind.DISCUSSION
    )
    subject = models.CharField(
        _("subject"), max_length=12, choices=Subject.choices, default=Subject.ORDINARY
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what it is about"), blank=True)
    minutes_planned = models.PositiveSmallIntegerField(_("minutes planned"), default=0)
    presenter = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("presenter")
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, verbose_name=_("objective")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ItemState.choices, default=ItemState.ACCEPTED
    )
    proposed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    reason_declined = models.CharField(_("why it is declined"), max_length=300, blank=True)
    added_as = models.CharField(
        _("added as"), max_length=10, choices=AddedAs.choices, default=AddedAs.ANNOUNCED
    )
    source = models.CharField(max_length=120, blank=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of an agenda")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="agenda_item_not_under_itself"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.DECLINED) | ~Q(reason_declined=""),
                name="declined_item_says_why",
            ),
            models.UniqueConstraint(
                fields=["meeting", "source"],
                condition=~Q(source=""),
                name="agenda_takes_a_source_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#point-{self.key}"

    @property
    def papers(self) -> list["AgendaDocument"]:
        """Its documents in the order in which they were joined."""
        return sorted(self.documents.all(), key=lambda document: document.pk)


class AgendaDocument(Keyed):
    """What one reads before an item: a file or a link."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("link"), blank=True, max_length=LINK)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("file")
    )

    class Meta:
        verbose_name = _("document of an agenda")
        constraints = [
            models.CheckConstraint(
                condition=Q(url="", file__isnull=False) | (~Q(url="") & Q(file=None)),
                name="agenda_document_is_a_link_or_a_file",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it lies elsewhere, or the file itself."""
        return self.url or reverse("assemblies:document", args=[self.key])
