"""The filters of the list of actions: each is an address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.namesakes import labels_of
from essaim.network.models import Organisation, Person
from essaim.programme.enums import ActionState
from essaim.programme.forms.fields import KeyField
from essaim.programme.models import Axis
from essaim.programme.queries.actions import (
    ActionFilter,
    organisations_of_actions,
    people_of_actions,
    years_of_actions,
)
from essaim.programme.queries.options import objective_choices, objectives_offered
from essaim.programme.words import kind_labels

ANY = _("all")


class ActionFilterForm(forms.Form):
    """A filter that cannot be read is left out, never an error: addresses are shared and typed."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    annee = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    axe = KeyField(label=_("Axis"), required=False)
    objectif = KeyField(label=_("Objective"), required=False)
    nature = forms.ChoiceField(label=_("Kind"), required=False)
    etat = forms.ChoiceField(label=_("State"), required=False)
    organisation = KeyField(label=_("Organisation"), required=False)
    personne = KeyField(label=_("Person"), required=False)
    temps_forts = forms.BooleanField(label=_("Highlights only"), required=False)

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        offered: Any = self.fields
        years = [(str(year), str(year)) for year in years_of_actions(acting)]
        offered["annee"].choices = [("", ANY), *years]
        offered["nature"].choices = [("", ANY), *kind_labels().items()]
        offered["etat"].choices = [("", ANY), *ActionState.choices]
        objectives = list(objectives_offered(acting))
        axes: list[Axis] = list({one.axis_id: one.axis for one in objectives}.values())
        offered["objectif"].offer(objectives, objective_choices(objectives), empty=ANY)
        offered["axe"].offer(axes, [(str(axis.key), str(axis)) for axis in axes], empty=ANY)
        organisations: list[Organisation] = list(organisations_of_actions(acting))
        named = _by_key(organisations)
        offered["organisation"].offer(organisations, named, empty=ANY)
        people: list[Person] = list(people_of_actions(acting))
        offered["personne"].offer(people, _by_key(people), empty=ANY)

    def wanted(self) -> ActionFilter:
        self.full_clean()
        read = self.cleaned_data
        return ActionFilter(
            text=read.get("q", ""),
            year=read.get("annee"),
            axis=read.get("axe"),
            objective=read.get("objectif"),
            kind=read.get("nature", ""),
            state=read.get("etat", ""),
            organisation=read.get("organisation"),
            person=read.get("personne"),
            highlights=read.get("temps_forts", False),
        )

    def in_force(self) -> list[tuple[str, str]]:
        """(name of the field, what it says) for each filter that was read."""
        said = []
        for name, value in self.cleaned_data.items():
            if value:
                words = dict(_flat(getattr(self.fields[name], "choices", [])))
                label = words.get(self.data.get(name, ""), value if name == "q" else "")
                title = str(self.fields[name].label)
                both = gettext("%(title)s: %(label)s") % {"title": title, "label": label}
                said.append((name, both if label else title))
        return said


def _flat(choices: Any) -> list[tuple[str, Any]]:
    """Choices without their groups."""
    flat: list[tuple[str, Any]] = []
    for value, label in choices:
        flat += label if isinstance(label, list | tuple) else [(value, label)]
    return flat


def _by_key(rows: Sequence[Organisation | Person]) -> list[tuple[str, str]]:
    return [(str(row.key), name) for row, name in zip(rows, labels_of(rows), strict=True)]
