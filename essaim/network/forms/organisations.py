"""Cards of organisations, merges and links."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essaim.kernel import geo
from essaim.kernel.acting import COORDINATION, Acting
from essaim.kernel.choices import SeenChoiceField, SeenMultipleChoiceField
from essaim.kernel.forms import DayInput
from essaim.kernel.lengths import TEXT
from essaim.kernel.namesakes import told_apart
from essaim.kernel.rowforms import RowForm
from essaim.kernel.text import fold
from essaim.kernel.widening import AsksBeforeShowing
from essaim.network.enums import LinkKind, SuccessionKind
from essaim.network.models import Organisation
from essaim.network.queries import audience_choices, similar_organisations
from essaim.questions.forms.answering import WithFields
from essaim.writing.forms import RichText


class OrganisationForm(WithFields, AsksBeforeShowing, RowForm[Organisation]):
    """A card on one screen: a name and a kind are enough, the rest folds away.

    What the organisation is to the network is not asked of a delegate. Where several communes bear
    the name typed, the form asks which.
    """

    fields_about = "network.organisation"
    folds = (
        (_("In a few words"), ("description", "themes", "new_themes", "website")),
        (
            _("Where"),
            ("street", "postcode", "city", "commune_code", "country", "address_audience"),
        ),
        (_("How to reach it"), ("email", "email_audience", "phone", "phone_audience")),
        (_("Legal identity"), ("legal_form", "siren", "siret", "rna", "ape")),
        (_("Who sees this page"), ("audience", "shows_more")),
    )
    new_themes = forms.CharField(
        label=_("Other themes"),
        help_text=_("Separated by commas."),
        required=False,
        max_length=300,
    )

    class Meta(RowForm.Meta):
        model = Organisation
        fields = (
            *("name", "short_name", "kind", "description", "themes", "website"),
            *("street", "postcode", "city", "country", "address_audience"),
            *("email", "email_audience", "phone", "phone_audience"),
            *("legal_form", "siren", "siret", "rna", "ape", "audience"),
        )
        widgets: ClassVar = {
            "themes": forms.CheckboxSelectMultiple,
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, audiences=audience_choices(acting), **options)
        label = self.fields["description"].label
        self.fields["description"] = RichText(label=label, rows=4, is_plain=True, max_length=TEXT)
        themes: Any = self.fields["themes"]
        themes.queryset = themes.queryset.order_by("folded")
        if not acting.is_one_of(COORDINATION):
            for name in ("kind", "audience", "new_themes"):
                del self.fields[name]
        self._communes = self._candidates()
        if len(self._communes) > 1:
            named = [(place.insee, str(place)) for place in self._communes]
            self.fields["commune_code"] = forms.ChoiceField(
                label=_("Which commune?"), choices=named, widget=forms.RadioSelect
            )
        self.add_fields(acting, self.instance if self.instance.pk else None)

    def _candidates(self) -> list[geo.Commune]:
        """The communes that bear the name typed, under the postcode if there is one."""
        city = str(self["city"].data or "").strip()
        postcode = str(self["postcode"].data or "").strip()
        communes = geo.find_communes(f"{postcode} {city}".strip(), limit=40) if city else []
        return [commune for commune in communes if fold(commune.name) == fold(city)]

    def clean_new_themes(self) -> list[str]:
        names = (" ".join(name.split()) for name in self.cleaned_data["new_themes"].split(","))
        return [name[:80] for name in names if name]

    def clean(self) -> dict[str, Any]:
        """What the actions take: the fields typed, with the commune and where it lies."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        more = self.take_fields(typed)
        place = self._commune()
        where = (place.insee, place.latitude, place.longitude) if place else ("", None, None)
        return {
            **typed,
            "more": more,
            **dict(zip(("commune_code", "latitude", "longitude"), where, strict=True)),
        }

    def _commune(self) -> geo.Commune | None:
        if chosen := self.cleaned_data.get("commune_code"):
            return geo.commune(chosen)
        return self._communes[0] if self._communes else None


class AddOrganisationForm(OrganisationForm):
    """Asks once more where an organisation of that name, or of that SIREN, is already there."""

    is_another = forms.BooleanField(label=_("It is another organisation"), required=False)
    field_order = ("name", "short_name", "kind", "is_another")

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, acting=acting, **options)
        del self.fields["shows_more"]  # nothing names it yet
        self.homonyms = self._homonyms(acting) if self.is_bound else []
        if not self.homonyms:
            del self.fields["is_another"]

    def _homonyms(self, acting: Acting) -> list[Organisation]:
        """Among those that this person may see."""
        name, siren = str(self.data.get("name", "")), str(self.data.get("siren", ""))
        if not name.strip():
            return []
        return list(similar_organisations(acting, name=name, siren=siren)[:5])

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if self.homonyms and not typed.pop("is_another", False):
            names = ", ".join(
                told_apart(self.homonyms, [homonym.name for homonym in self.homonyms])
            )
            sentence = gettext("Already there: %(names)s. Tick the box if it is another one.")
            self.add_error("is_another", sentence % {"names": names})
        return typed


class MergeOrganisationForm(forms.Form):
    """Into which organisation."""

    into = SeenChoiceField(Organisation.objects.none(), label=_("Which one stays?"))

    def __init__(self, *args: Any, among: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        into: Any = self.fields["into"]
        into.offer(among)


class SuccessionForm(forms.Form):
    """What became of an organisation on a day, in law."""

    kind = forms.ChoiceField(
        label=_("From that day on, it"), choices=SuccessionKind.choices, widget=forms.RadioSelect
    )
    successors = SeenMultipleChoiceField(
        Organisation.objects.none(),
        label=_("What comes after"),
        help_text=_("Add its card first where it has none."),
    )
    happened_on = forms.DateField(
        label=_("First day of what comes after"), widget=DayInput, initial=timezone.localdate
    )
    joins = forms.BooleanField(
        label=_("Where it was a member, what comes after is a member in the same college"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, among: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        successors: Any = self.fields["successors"]
        successors.offer(among)


class LinkForm(forms.Form):
    """To which organisation, how, since when."""

    kind = forms.ChoiceField(label=_("Link"), choices=LinkKind.choices)
    target = SeenChoiceField(Organisation.objects.none(), label=_("Organisation"))
    starts_on = forms.DateField(label=_("Since"), widget=DayInput, initial=timezone.localdate)

    def __init__(self, *args: Any, among: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        target: Any = self.fields["target"]
        target.offer(among)
