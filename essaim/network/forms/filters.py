"""Filters of the lists: each is a word of the address, in French as all addresses are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.kernel import geo
from essaim.network.enums import NetworkRoleKind, OrganisationKind
from essaim.network.models import Theme


class OrganisationFilters(forms.Form):
    """A value that means nothing is no filter: the address may have been typed by hand."""

    q = forms.CharField(label=_("Name of an organisation"), required=False, max_length=100)
    nature = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ModelChoiceField(
        Theme.objects.order_by("folded"),
        label=_("Theme"),
        required=False,
        to_field_name="key",
        empty_label=_("All"),
    )
    membre = forms.ChoiceField(
        label=_("Member"),
        required=False,
        choices=[("", _("All")), ("oui", _("Members")), ("non", _("Others"))],
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    departement = forms.ChoiceField(label=_("Département"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "nature", list(OrganisationKind.choices))
        regions = sorted((place.name, place.code) for place in geo.regions())
        _choose(self, "region", [(code, name) for name, code in regions])
        places = [(place.code, f"{place.code} · {place.name}") for place in geo.departements()]
        _choose(self, "departement", places)

    def query(self) -> dict[str, Any]:
        """The filters as `list_organisations` takes them."""
        self.is_valid()
        typed = self.cleaned_data
        member: str = typed.get("membre", "")
        return {
            "words": typed.get("q", ""),
            "kind": typed.get("nature", ""),
            "theme": str(typed["theme"].key) if typed.get("theme") else "",
            "is_member": {"oui": True, "non": False}.get(member),
            "region": typed.get("region", ""),
            "departement": typed.get("departement", ""),
        }


class PeopleFilters(forms.Form):
    """Of the list of people."""

    q = forms.CharField(label=_("Name of a person"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role in the network"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "role", list(NetworkRoleKind.choices))

    def query(self) -> dict[str, str]:
        """The filters as `list_people` takes them."""
        self.is_valid()
        return {
            "words": self.cleaned_data.get("q", ""),
            "role": self.cleaned_data.get("role", ""),
        }


def _choose(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    field: Any = form.fields[name]
    field.choices = [("", _("All")), *choices]
