"""What one types to consult in writing: the question, what to read, until when."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.enums import Subject
from essaim.assemblies.forms.meetings import HourInput
from essaim.assemblies.timetable import local_moment
from essaim.kernel.errors import RuleBroken
from essaim.kernel.forms import DayInput


class ConsultationForm(forms.Form):
    """One question, answered by yes or no, with a document or two; it opens as it is sent."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("Text put to the vote"), widget=forms.Textarea)
    subject = forms.ChoiceField(label=_("Subject"), choices=Subject.choices)
    day = forms.DateField(label=_("Closes on"), widget=DayInput)
    time = forms.TimeField(label=_("At"), widget=HourInput)
    url = forms.URLField(label=_("Link"), required=False, assume_scheme="https", max_length=500)
    file = forms.FileField(label=_("File"), required=False)

    def clean(self) -> dict[str, Any]:
        """What the action takes: one moment."""
        said = dict(super().clean() or self.cleaned_data)
        day, clock = said.pop("day", None), said.pop("time", None)
        if day is None or clock is None:
            return said
        try:
            return {**said, "ends_at": local_moment(day, clock)}
        except RuleBroken as refusal:
            raise ValidationError(str(refusal)) from refusal
