"""Founding a body, naming it."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.enums import BodyKind
from essaim.assemblies.models import Body
from essaim.assemblies.presets import presets
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.forms import DayInput, Folding
from essaim.kernel.lengths import field_of
from essaim.kernel.widening import AsksBeforeShowing
from essaim.network.models import Group
from essaim.network.queries import audience_choices


class FoundBodyForm(Folding, forms.Form):
    """Which rules to begin with, its name; the rest is as the preset has it."""

    preset = forms.ChoiceField(label=_("Rules to begin with"), widget=forms.RadioSelect)
    name = field_of(Body, "name", label=_("Name"))
    starts_on = forms.DateField(
        label=_("In force from"),
        widget=DayInput,
        initial=timezone.localdate,
        help_text=_("Meetings convened from that day on follow these rules."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, help_text=_("Left empty, it is that of the preset.")
    )
    group = forms.ModelChoiceField(
        label=_("Group whose members are its electors"),
        queryset=Group.objects.none(),
        required=False,
        help_text=_(
            "Left empty, all the members of the network are its electors; for a bureau or a"
            " working group, a group of its name is made, for you to fill in."
        ),
    )
    purpose = forms.CharField(
        label=_("What it is for"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    audience = forms.ChoiceField(label=_("Visible to"), initial=MEMBERS)

    folds = ((_("Kind, group, who sees it"), ("kind", "group", "purpose", "audience")),)

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        free = Group.objects.visible_to(acting).filter(body=None).order_by("name")
        self._offer("preset", [(one.code, _preset_label(one)) for one in presets().values()])
        self._offer("kind", [("", _("as the preset has it")), *BodyKind.choices])
        self._offer("audience", audience_choices(acting))
        self.fields["group"].queryset = free  # type: ignore[attr-defined]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _preset_label(preset: Any) -> str:
    return format_html(
        '<span><strong>{}</strong><br><span class="soft">{}</span></span>',
        preset.label,
        preset.text,
    )


class BodyForm(AsksBeforeShowing, forms.ModelForm[Body]):
    """Its name, what it is, who sees it."""

    class Meta:
        model = Body
        fields = ("name", "kind", "purpose", "audience")
        widgets: ClassVar = {"purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["audience"] = forms.ChoiceField(
            label=_("Visible to"), choices=audience_choices(acting)
        )
