"""What one types to plan meetings, one or a year: when, where, who runs them, what they serve."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.meetings.models import Meeting
from essaim.kernel.acting import Acting
from essaim.kernel.calendars.timetable import Rhythm, days_of_series, holiday_on, moments
from essaim.kernel.choices import SeenChoiceField, SeenMultipleChoiceField
from essaim.kernel.errors import RuleBroken
from essaim.kernel.forms import DayInput, Folding
from essaim.kernel.lengths import field_of
from essaim.kernel.widening import AsksBeforeShowing
from essaim.network.models import Person
from essaim.network.queries import audience_choices
from essaim.programme.models import Action, Objective

MEETING_MODES = [choice for choice in MeetingMode.choices if choice[0] != MeetingMode.WRITTEN]


class HourInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class WhenForm(forms.Form):
    """A day and two hours of the local clock; an end in the small hours is on the next day."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    begins = forms.TimeField(label=_("Begins at"), widget=HourInput)
    ends = forms.TimeField(label=_("Ends at"), widget=HourInput)

    def clean(self) -> dict[str, Any]:
        """What the actions take: two moments."""
        typed = dict(super().clean() or self.cleaned_data)
        when = [typed.pop(name, None) for name in ("day", "begins", "ends")]
        if None in when:
            return typed
        try:
            starts_at, ends_at = moments(*when)
        except RuleBroken as refusal:
            raise ValidationError(str(refusal)) from refusal
        return {**typed, "starts_at": starts_at, "ends_at": ends_at}

    @staticmethod
    def initial_of(starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
        first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
        return {"day": first.date(), "begins": first.time(), "ends": last.time()}


class OfficersForm(forms.Form):
    """Who runs a meeting: whoever may serve that day, and those who stand there already."""

    chair = SeenChoiceField(
        Person.objects.none(), label=_("Chair"), required=False, to_field_name="key"
    )
    secretary = SeenChoiceField(
        Person.objects.none(), label=_("Secretary"), required=False, to_field_name="key"
    )

    def offer_people(self, acting: Acting, meeting: Meeting | None = None) -> None:
        day = meeting.local_start.date() if meeting else timezone.localdate()
        people = Person.objects.visible_to(acting)
        for name in ("chair", "secretary"):
            field: Any = self.fields[name]
            kept = [getattr(meeting, f"{name}_id", None)]
            field.offer(people.who_may_serve(day, kept=kept), kept=kept)


class WhereForm(Folding, AsksBeforeShowing, OfficersForm):
    """Where, who runs it, which objectives it serves, who sees it; most of it folds away."""

    mode = forms.ChoiceField(label=_("Where"), choices=MEETING_MODES)
    place = field_of(Action, "place", label=_("Place"), required=False)
    video_url = field_of(Meeting, "video_url", label=_("Address of the video room"), required=False)
    objectives = SeenMultipleChoiceField(
        Objective.objects.none(), label=_("Objectives"), required=False, to_field_name="key"
    )
    audience = forms.ChoiceField(label=_("Visible to"))

    folds: ClassVar[Any] = (
        (_("Who runs it"), ("chair", "secretary")),
        (_("Objectives of the programme"), ("objectives",)),
        (_("Who sees it"), ("audience",)),
    )

    def __init__(
        self,
        *args: Any,
        acting: Acting,
        body: Body,
        meeting: Meeting | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.offer_people(acting, meeting)
        objectives: Any = self.fields["objectives"]
        visible_objectives = Objective.objects.visible_to(acting).order_by("-programme", "code")
        served = meeting.action.objectives.values_list("pk", flat=True) if meeting else ()
        objectives.offer(visible_objectives, kept=served)
        audience: Any = self.fields["audience"]
        audience.choices = list(audience_choices(acting))
        audience.initial = body.audience

    def arguments(self) -> dict[str, Any]:
        """What it is, and when; or whatever else a form asks besides."""
        typed = dict(self.cleaned_data)
        names = [each.name for each in fields(MeetingContent) if each.name in typed]
        return {"content": MeetingContent(**{name: typed.pop(name) for name in names}), **typed}


class MeetingForm(WhenForm, WhereForm):
    """One meeting. Without a title, it takes that of its body and its day."""

    title = field_of(
        Action,
        "title",
        label=_("Title"),
        required=False,
        help_text=_("Left empty: the name of the body and the day."),
    )
    field_order = ("day", "begins", "ends", "mode", "place", "video_url", "title")


class EditMeetingForm(WhereForm):
    """What may be said otherwise without another day."""

    title = field_of(Action, "title", label=_("Title"))
    field_order = ("title", "mode", "place", "video_url")

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        initial = self.initial_of(meeting)
        super().__init__(*args, meeting=meeting, initial=initial, **options)
        if meeting.is_written:
            written = forms.CharField(initial=MeetingMode.WRITTEN, disabled=True)
            self.fields["mode"] = written
            written.widget = forms.HiddenInput()
            del self.fields["place"], self.fields["video_url"]

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        content = vars(MeetingContent.of(meeting))
        return {**content, "objectives": [each.key for each in content["objectives"]]}


class CancelForm(forms.Form):
    """Why it will not be held."""

    reason = field_of(Meeting, "cancelled_because", label=_("Why is it cancelled?"))


class SecondCallForm(WhenForm):
    """When the meeting that needs no quorum any more is held."""

    place = field_of(Action, "place", label=_("Place"), required=False)


@dataclass(frozen=True)
class SeriesDay:
    """A day of the rhythm: the public holiday that it is, if any, and whether it is kept."""

    day: date
    holiday: Any
    is_kept: bool


class SeriesForm(WhereForm):
    """Which days, first; then the same days with a box each, for those that fall badly."""

    first = forms.DateField(label=_("First day"), widget=DayInput)
    until = forms.DateField(label=_("Until"), widget=DayInput)
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices)
    weeks = forms.IntegerField(
        label=_("Number of weeks"),
        min_value=1,
        max_value=26,
        initial=1,
        required=False,
        help_text=_("Where it meets every so many weeks."),
    )
    begins = forms.TimeField(label=_("Begins at"), widget=HourInput)
    ends = forms.TimeField(label=_("Ends at"), widget=HourInput)
    field_order = ("rhythm", "weeks", "first", "until", "begins", "ends", "mode", "place")

    def days(self) -> list[date]:
        """Every day of the rhythm. Raises RuleBroken where they are too many."""
        typed = self.cleaned_data
        return days_of_series(typed["first"], typed["until"], typed["rhythm"], typed["weeks"] or 1)

    def offered(self, days: Sequence[date]) -> list[SeriesDay]:
        """These days with their boxes: one that was unticked stays so, whatever is changed."""
        dropped = self._days_sent("shown") - self._days_sent("days")
        return [SeriesDay(day, holiday_on(day), day.isoformat() not in dropped) for day in days]

    def chosen(self, days: Sequence[date]) -> list[date]:
        """Those that were ticked. Raises RuleBroken where others were shown than these."""
        if self._days_sent("shown") != {day.isoformat() for day in days}:
            raise RuleBroken(_("The rhythm has changed: look at its days, then plan them."))
        return [day for day in days if day.isoformat() in self._days_sent("days")]

    def _days_sent(self, name: str) -> set[str]:
        data: Any = self.data
        return set(data.getlist(name))

    def planned(self, days: Sequence[date]) -> dict[str, Any]:
        """What `plan_series` takes, for the days that were kept."""
        rhythm = {"first", "until", "rhythm", "weeks"}
        typed = {name: value for name, value in self.arguments().items() if name not in rhythm}
        return {**typed, "days": days}


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")
