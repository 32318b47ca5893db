"""Decisions to carry out: who, by when, where they stand; and the filters of the register."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.enums import UndertakingState
from essaim.assemblies.models import Body, Undertaking
from essaim.assemblies.queries.undertakings import (
    RegisterFilter,
    bodies_of_register,
    owners_offered,
)
from essaim.kernel.acting import Acting
from essaim.kernel.choices import SeenChoiceField
from essaim.kernel.forms import DayInput
from essaim.network.models import Person

ANY = _("all")


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


class RegisterFilterForm(forms.Form):
    """A filter that cannot be read is left out, never an error: addresses are shared and typed."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    instance = forms.ModelChoiceField(
        label=_("Body"),
        queryset=Body.objects.none(),
        to_field_name="key",
        required=False,
        empty_label=ANY,
    )
    etat = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", ANY), *UndertakingState.choices]
    )
    retard = forms.BooleanField(label=_("Late only"), required=False)
    declarer = forms.BooleanField(label=_("To be declared only"), required=False)
    miennes = forms.BooleanField(label=_("Mine only"), required=False)

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        offered: Any = self.fields["instance"]
        offered.queryset = bodies_of_register(acting)

    def wanted(self) -> RegisterFilter:
        self.full_clean()
        read = self.cleaned_data
        return RegisterFilter(
            words=read.get("q", ""),
            body=read.get("instance"),
            state=read.get("etat", ""),
            overdue=read.get("retard", False),
            to_declare=read.get("declarer", False),
            mine=read.get("miennes", False),
        )

    def in_force(self) -> list[tuple[str, str]]:
        """(name of the field, what it says) for each filter that was read."""
        states = dict(UndertakingState.choices)
        said = []
        for name, value in self.cleaned_data.items():
            if value:
                label = str(self.fields[name].label)
                told = str(states.get(value, value)) if name == "etat" else str(value)
                said.append((name, label if value is True else told))
        return said


class UntilForm(forms.Form):
    """Until which day one looks back; one that cannot be read is today, never an error."""

    au = forms.DateField(label=_("Twelve months, until"), required=False, widget=DayInput)

    def day(self) -> date:
        self.full_clean()
        return self.cleaned_data.get("au") or timezone.localdate()
