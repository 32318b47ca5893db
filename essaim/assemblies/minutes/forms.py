"""What one types to write minutes and to have them changed, and of decisions to carry out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.minutes.models import (
    Undertaking,
    UndertakingState,
)
from essaim.assemblies.minutes.queries.undertakings import (
    owners_offered,
)
from essaim.assemblies.roll.models import Elector
from essaim.kernel.acting import Acting
from essaim.kernel.choices import OneOfField, SeenChoiceField
from essaim.kernel.forms import DayInput
from essaim.network.models import Person
from essaim.writing.forms import RichText


class OpeningForm(forms.Form):
    """How the meeting was opened, in words."""

    opening = RichText(label=_("Opening of the meeting"))


class DebateForm(forms.Form):
    """What was said at one point."""

    text = RichText(label=_("Debates"))
    internal = RichText(
        label=_("For the body alone"),
        rows=5,
        help_text=_("Stands in no document that others than the electors read."),
    )


class AskAmendmentForm(forms.Form):
    """Another wording, in the name of one of those for whom one was there."""

    elector = OneOfField(
        label=_("In the name of"),
        queryset=Elector.objects.none(),
        to_field_name="key",
        empty_label=None,
    )
    text = forms.CharField(
        label=_("What should be changed"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )

    def __init__(self, *args: Any, electors: list[Elector], **options: Any) -> None:
        super().__init__(*args, **options)
        offered: Any = self.fields["elector"]
        offered.queryset = Elector.objects.filter(pk__in=[elector.pk for elector in electors])
        if len(electors) == 1:
            offered.initial = electors[0].key
            offered.widget = forms.HiddenInput()


class AnswerAmendmentForm(forms.Form):
    """What the secretary did about it."""

    answer = forms.CharField(
        label=_("What was done about it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        help_text=_("Change the wording in the debates first; whoever asked reads this answer."),
    )


class AnnexCorrectionForm(forms.Form):
    """A correction to minutes that do not change any more."""

    text = forms.CharField(
        label=_("Correction"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
        help_text=_(
            "It is annexed with its day, for every reader; the text that was locked stays."
        ),
    )


class EditUndertakingForm(forms.Form):
    """Who carries it out, and by when."""

    owner = SeenChoiceField(
        label=_("Carried out by"),
        queryset=Person.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=_("nobody yet"),
    )
    due_on = forms.DateField(label=_("Deadline"), required=False, widget=DayInput)
    review_on = forms.DateField(label=_("To be reviewed on"), required=False, widget=DayInput)
    declare_by = forms.DateField(
        label=_("To be declared by"),
        required=False,
        widget=DayInput,
        help_text=_(
            "Where it changes the statutes, the seat, who administers or the member associations."
        ),
    )

    def __init__(self, data: Any, *, undertaking: Undertaking, acting: Acting) -> None:
        days = {name: getattr(undertaking, name) for name in ("due_on", "review_on", "declare_by")}
        owner = undertaking.owner.key if undertaking.owner else None
        super().__init__(data, initial={**days, "owner": owner})
        offered: Any = self.fields["owner"]
        offered.offer(owners_offered(acting, undertaking.owner_id), kept=[undertaking.owner_id])


class ProgressForm(forms.Form):
    """Where it stands, and what shows it."""

    state = forms.ChoiceField(
        label=_("State"), choices=UndertakingState.choices, widget=forms.RadioSelect
    )
    evidence = forms.CharField(
        label=_("What shows it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("A sentence or an address. Where it is given up: why."),
    )


class DeclareForm(forms.Form):
    """On which day it was declared."""

    declared_on = forms.DateField(
        label=_("Declared on"),
        required=False,
        widget=DayInput,
        help_text=_("Left empty: not declared yet."),
    )
