"""What one types to propose dates and say which suit, and to put a question in writing."""

from collections.abc import Mapping
from datetime import time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.asking.actions.date_polls import MOST
from essaim.assemblies.asking.models import DatePoll, DateReply, DateVoter
from essaim.assemblies.asking.queries.date_polls import DatesPage
from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.meetings.forms.meetings import (
    MEETING_MODES,
    HourInput,
    MomentInput,
    OfficersForm,
)
from essaim.assemblies.meetings.models import AgendaDocument, Meeting
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import Acting
from essaim.kernel.calendars.timetable import local_moment
from essaim.kernel.errors import RuleBroken
from essaim.kernel.forms import DayInput, Folding
from essaim.kernel.guards import near_day
from essaim.kernel.lengths import field_of

#: The days, of which the first stand open and the others fold away.
_DAYS = tuple(f"day_{number}" for number in range(1, MOST + 1))
_OPEN = 3


class MomentField(forms.DateTimeField):
    """A day and an hour on the clock of the network, clock changes told in words."""

    widget = MomentInput

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            typed = parse_datetime(str(value).strip())
        except ValueError:
            typed = None
        moment = typed or super(forms.DateTimeField, self).to_python(value)
        if moment is None:
            return None
        near_day(moment)
        try:
            return local_moment(moment.date(), moment.time())
        except RuleBroken as refusal:
            raise ValidationError(str(refusal)) from refusal


class ProposeDatesForm(Folding, forms.Form):
    """Two days or more, how long, until when one answers."""

    minutes = forms.IntegerField(
        label=_("How long, in minutes"), min_value=15, max_value=720, initial=120
    )
    closes_on = forms.DateField(
        label=_("Answers until"),
        widget=DayInput,
        help_text=_("In the evening of that day, before the first one proposed."),
    )
    mode = forms.ChoiceField(label=_("Where"), choices=MEETING_MODES)
    place = field_of(DatePoll, "place", label=_("Place"), required=False)
    title = field_of(
        DatePoll,
        "title",
        label=_("Title of the meeting"),
        required=False,
        help_text=_("Left empty: the name of the body and the day."),
    )
    note = forms.CharField(
        label=_("A word to those who are asked"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    folds: ClassVar[Any] = (
        (_("More days"), _DAYS[_OPEN:]),
        (_("Title, and a word to those who are asked"), ("title", "note")),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for number, name in enumerate(_DAYS, start=1):
            label = _("Day %(number)s") % {"number": number}
            self.fields[name] = MomentField(label=label, required=number <= 2)
        self.order_fields(_DAYS)

    def clean(self) -> dict[str, Any]:
        """What the action takes: the days that were typed, and the moment of the closing."""
        typed = dict(super().clean() or self.cleaned_data)
        moments = [typed.pop(name, None) for name in _DAYS]
        closes_on = typed.pop("closes_on", None)
        if closes_on is None:
            return typed
        closes_at = local_moment(closes_on, time(23, 59))
        return {**typed, "starts": [moment for moment in moments if moment], "closes_at": closes_at}


class AddDatesForm(forms.Form):
    """More days for a poll that is open: as many as it still takes."""

    def __init__(self, data: Mapping[str, Any] | None, *, known: int) -> None:
        super().__init__(data)
        for number in range(known + 1, MOST + 1):
            label = _("Day %(number)s") % {"number": number}
            self.fields[f"day_{number}"] = MomentField(label=label, required=number == known + 1)

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or self.cleaned_data)
        return {"starts": [moment for moment in typed.values() if moment]}


class ReplySelect(forms.RadioSelect):
    """Answers side by side, each as wide as a thumb."""

    option_inherits_attrs = False

    def __init__(self) -> None:
        super().__init__(attrs={"class": "thumbs"})


class AnswerDatesForm(forms.Form):
    """One line a day: yes, if need be, no; and a word, if one likes."""

    comment = field_of(DateVoter, "comment", label=_("A word, if you like"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, page: DatesPage) -> None:
        comment = page.voter.comment if page.voter is not None else ""
        super().__init__(data, initial={**page.given, "comment": comment})
        for day in page.days:
            self.fields[str(day.option.key)] = forms.ChoiceField(
                label=str(day.option),
                choices=DateReply.choices,
                required=False,
                widget=ReplySelect(),
            )
        days = [str(day.option.key) for day in page.days]
        self.order_fields(days)
        self.fields["asked"] = forms.CharField(
            required=False, initial=" ".join(days), widget=forms.HiddenInput
        )

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or self.cleaned_data)
        comment = typed.pop("comment", "").strip()
        asked = typed.pop("asked", "").split() or None
        replies = {key: reply for key, reply in typed.items() if reply}
        return {"replies": replies, "comment": comment, "asked": asked}


class ConsultationForm(Folding, OfficersForm):
    """One question, answered by yes or no, with a document or two; it opens as it is sent."""

    title = field_of(Resolution, "title", label=_("Title"))
    text = forms.CharField(label=_("Text put to the vote"), widget=forms.Textarea)
    subject = forms.ChoiceField(label=_("Subject"), choices=Subject.choices)
    day = forms.DateField(label=_("Closes on"), widget=DayInput)
    time = forms.TimeField(label=_("At"), widget=HourInput)
    url = field_of(AgendaDocument, "url", label=_("Link"), required=False)
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,  # refused by its name, as every other file
    )

    folds: ClassVar[Any] = (
        (_("A document to read before"), ("url", "file")),
        (_("Who runs it"), ("chair", "secretary")),
    )

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_people(acting)

    def clean(self) -> dict[str, Any]:
        """What the action takes: one moment."""
        typed = dict(super().clean() or self.cleaned_data)
        day, clock = typed.pop("day", None), typed.pop("time", None)
        if day is None or clock is None:
            return typed
        try:
            return {**typed, "ends_at": local_moment(day, clock)}
        except RuleBroken as refusal:
            raise ValidationError(str(refusal)) from refusal


class WithdrawForm(forms.Form):
    """Why nothing is decided: those who were asked read it."""

    reason = field_of(Meeting, "cancelled_because", label=_("Why is it withdrawn?"))
