"""What one types to plan a year of meetings: a rhythm, then the days that are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.calendar_days import holiday_on
from essaim.assemblies.forms.meetings import HourInput, WhereForm
from essaim.assemblies.timetable import Rhythm, days_of_series
from essaim.kernel.errors import RuleBroken
from essaim.kernel.forms import DayInput


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
        said = self.cleaned_data
        return days_of_series(said["first"], said["until"], said["rhythm"], said["weeks"] or 1)

    def offered(self, days: Sequence[date]) -> list[SeriesDay]:
        """These days with their boxes: one that was unticked stays so, whatever is changed."""
        dropped = self._said("shown") - self._said("days")
        return [SeriesDay(day, holiday_on(day), day.isoformat() not in dropped) for day in days]

    def chosen(self, days: Sequence[date]) -> list[date]:
        """Those that were ticked. Raises RuleBroken where others were shown than these."""
        if self._said("shown") != {day.isoformat() for day in days}:
            raise RuleBroken(_("The rhythm has changed: look at its days, then plan them."))
        return [day for day in days if day.isoformat() in self._said("days")]

    def _said(self, name: str) -> set[str]:
        data: Any = self.data
        return set(data.getlist(name))

    def planned(self, days: Sequence[date]) -> dict[str, Any]:
        """What `plan_series` takes, for the days that were kept."""
        names = ("begins", "ends", "mode", "place", "video_url", "chair", "secretary")
        said = {
            name: self.cleaned_data[name]
            for name in (*names, "objectives", "audience", "shows_more")
        }
        return {**said, "days": days}
