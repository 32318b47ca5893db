"""What one says to open a meeting, and of who comes in and leaves."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.meetings.forms.meetings import MomentInput
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.forms import ElectorField
from essaim.assemblies.roll.models import (
    Attendance,
    ElectorQuerySet,
    PresentAs,
    PresentBy,
)
from essaim.kernel.acting import Acting
from essaim.kernel.choices import SeenChoiceField
from essaim.kernel.lengths import TEXT, field_of
from essaim.network.models import Person

#: An elector comes in by their own button.
OTHERS = [choice for choice in PresentAs.choices if choice[0] != PresentAs.VOTER]


class MomentField(forms.DateTimeField):
    """A moment that is now unless it is said."""

    widget = MomentInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, help_text=_("Now, if you leave it empty."), **options)


def _choice_of_person(label: Any) -> Any:
    """Nobody to choose from until the form knows who reads."""
    return SeenChoiceField(Person.objects.none(), label=label, required=False, to_field_name="key")


def _people(by: Acting, meeting: Meeting) -> QuerySet[Person]:
    officers = (meeting.chair_id, meeting.secretary_id)
    return Person.objects.visible_to(by).who_may_serve(meeting.local_start.date(), kept=officers)


class OpenMeetingForm(forms.Form):
    """Who chairs and who keeps the minutes."""

    chair = _choice_of_person(_("Chair of the meeting"))
    secretary = _choice_of_person(_("Secretary of the meeting"))

    def __init__(self, *args: Any, by: Acting, meeting: Meeting, **options: Any) -> None:
        officers = {"chair": meeting.chair, "secretary": meeting.secretary}
        initial = {name: officer.key for name, officer in officers.items() if officer is not None}
        super().__init__(*args, **{"initial": initial, **options})
        for field in self.fields.values():
            field.offer(_people(by, meeting))  # type: ignore[attr-defined]


class ArrivalForm(forms.Form):
    """An elector comes in."""

    elector = ElectorField(label=_("Elector"))
    means = forms.ChoiceField(label=_("How"), choices=PresentBy.choices, initial=PresentBy.ONSITE)
    at = MomentField(label=_("Arrived at"))

    def __init__(
        self, *args: Any, electors: ElectorQuerySet, names_at: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        cast(ElectorField, self.fields["elector"]).offer_electors(electors, names_at)


class GuestForm(forms.Form):
    """Somebody who does not vote comes in."""

    name = field_of(Attendance, "name", label=_("Name"), required=False)
    person = _choice_of_person(_("Or somebody of the network"))
    capacity = forms.ChoiceField(label=_("As"), choices=OTHERS, initial=PresentAs.GUEST)
    means = forms.ChoiceField(label=_("How"), choices=PresentBy.choices, initial=PresentBy.ONSITE)
    at = MomentField(label=_("Arrived at"))

    def __init__(self, *args: Any, by: Acting, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].offer(_people(by, meeting))  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What was just said, in a line or a few, under which item."""

    item = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note what was said"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )

    def arguments(self) -> dict[str, Any]:
        return {"note": self.cleaned_data["note"]}


class DepartureForm(forms.Form):
    """Somebody leaves."""

    at = MomentField(label=_("Left at"))


class AttendanceForm(forms.Form):
    """When somebody came in and left, put right."""

    arrived_at = forms.DateTimeField(label=_("Arrived at"), widget=MomentInput)
    left_at = forms.DateTimeField(
        label=_("Left at"),
        widget=MomentInput,
        required=False,
        help_text=_("Still in the room, if you leave it empty."),
    )

    def clean(self) -> dict[str, Any]:
        """The page shows minutes: a time that was left as it stands keeps its seconds."""
        for name, known in self.initial.items():
            shown = known and known.replace(second=0, microsecond=0)
            if shown is not None and self.cleaned_data.get(name) == shown:
                self.cleaned_data[name] = known
        return self.cleaned_data
