"""What one types to consult in writing: the question, what to read, until when, who runs it."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.enums import Subject
from essaim.assemblies.forms.meetings import HourInput
from essaim.assemblies.models import AgendaDocument, Meeting, Resolution
from essaim.assemblies.timetable import local_moment
from essaim.kernel.acting import Acting
from essaim.kernel.choices import SeenChoiceField
from essaim.kernel.errors import RuleBroken
from essaim.kernel.forms import DayInput, Folding
from essaim.kernel.lengths import field_of
from essaim.network.models import Person


class ConsultationForm(Folding, forms.Form):
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
    chair = SeenChoiceField(
        Person.objects.none(), label=_("Chair"), required=False, to_field_name="key"
    )
    secretary = SeenChoiceField(
        Person.objects.none(), label=_("Secretary"), required=False, to_field_name="key"
    )

    folds: ClassVar[Any] = (
        (_("A document to read before"), ("url", "file")),
        (_("Who runs it"), ("chair", "secretary")),
    )

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        people = Person.objects.visible_to(acting).who_may_serve(timezone.localdate())
        for name in ("chair", "secretary"):
            field: Any = self.fields[name]
            field.queryset = people

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


class WithdrawForm(forms.Form):
    """Why nothing is decided: those who were asked read it."""

    reason = field_of(Meeting, "cancelled_because", label=_("Why is it withdrawn?"))
