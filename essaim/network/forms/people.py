"""Cards of people, where they belong, what they do, and the last days of all that."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.choices import SeenChoiceField
from essaim.kernel.forms import DayInput, Folding
from essaim.kernel.lengths import field_of
from essaim.kernel.rowforms import RowForm
from essaim.network.enums import NetworkRoleKind, Standing
from essaim.network.models import Affiliation, Group, GroupMember, NetworkRole, Organisation, Person
from essaim.network.queries import audience_choices


class PersonForm(Folding, RowForm[Person]):
    """A card: names first, contacts each with its audience."""

    folds = (
        (_("How to reach them"), ("email", "email_audience", "phone", "phone_audience")),
        (_("Who sees this page"), ("audience",)),
    )

    class Meta(RowForm.Meta):
        model = Person
        fields = (
            *("given_name", "family_name", "email", "email_audience"),
            *("phone", "phone_audience", "audience"),
        )
        widgets: ClassVar = {
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, audiences=audience_choices(acting), **options)


class AddPersonForm(PersonForm):
    """With where they belong, on the same screen."""

    organisation = SeenChoiceField(
        Organisation.objects.none(), label=_("Belongs to"), required=False
    )
    title = field_of(Affiliation, "title", label=_("As"), required=False)
    field_order = ("given_name", "family_name", "organisation", "title")

    def __init__(self, *args: Any, among: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        organisation: Any = self.fields["organisation"]
        organisation.offer(among)


class _SinceForm(forms.Form):
    """Whatever begins on a day."""

    starts_on = forms.DateField(label=_("Since"), widget=DayInput, initial=timezone.localdate)


class AffiliationForm(_SinceForm):
    """Where they belong."""

    organisation = SeenChoiceField(Organisation.objects.none(), label=_("Organisation"))
    title = field_of(Affiliation, "title", label=_("As"), required=False)
    field_order = ("organisation", "title", "starts_on")

    def __init__(self, *args: Any, among: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        organisation: Any = self.fields["organisation"]
        organisation.offer(among)


class NetworkRoleForm(_SinceForm):
    """What they do in the network's life."""

    kind = forms.ChoiceField(label=_("Role"), choices=NetworkRoleKind.choices)
    title = field_of(
        NetworkRole,
        "title",
        label=_("In its own words"),
        help_text=_("If the network calls it otherwise."),
        required=False,
    )
    ends_on = forms.DateField(
        label=_("Until"), help_text=_("Blank while it runs."), widget=DayInput, required=False
    )
    field_order = ("kind", "title", "starts_on", "ends_on")


class _PersonPicked(_SinceForm):
    """A person among those whom one may see."""

    person = SeenChoiceField(Person.objects.none(), label=_("Person"))

    def __init__(self, *args: Any, among: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        person: Any = self.fields["person"]
        person.offer(among)


class RepresentativeForm(_PersonPicked):
    """Who speaks for the member. A delegate names alternates: nothing else is asked of them."""

    standing = forms.ChoiceField(
        label=_("As"), choices=Standing.choices, initial=Standing.TITULAR, widget=forms.RadioSelect
    )
    field_order = ("person", "standing", "starts_on")

    def __init__(self, *args: Any, is_alternate_only: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_alternate_only:
            del self.fields["standing"]

    def clean(self) -> dict[str, Any]:
        return {"standing": Standing.ALTERNATE, **self.cleaned_data}


class GroupMemberForm(_PersonPicked):
    """Who joins the group."""

    title = field_of(GroupMember, "title", label=_("Role in the group"), required=False)
    field_order = ("person", "title", "starts_on")


class MergePersonForm(forms.Form):
    """Into whom."""

    into = SeenChoiceField(Person.objects.none(), label=_("Which card stays?"))

    def __init__(self, *args: Any, among: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        into: Any = self.fields["into"]
        into.offer(among)


class GroupForm(RowForm[Group]):
    """Its name, what it is for, who knows of it."""

    class Meta(RowForm.Meta):
        model = Group
        fields = ("name", "kind", "purpose", "audience")

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, audiences=audience_choices(acting), **options)


class DeathForm(forms.Form):
    """The day on which somebody died."""

    died_on = forms.DateField(label=_("Died on"), widget=DayInput)


class EndForm(forms.Form):
    """The last day."""

    ends_on = forms.DateField(label=_("Last day"), widget=DayInput, initial=timezone.localdate)
