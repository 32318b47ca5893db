"""What one types of a body: its name, and what its statutes say: whole, by subject, by college."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.bodies.contents import RulesContent, SubjectContent, presets
from essaim.assemblies.bodies.enums import BodyKind
from essaim.assemblies.bodies.models import Body, BodyRules, SubjectRule
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.choices import OneOfField
from essaim.kernel.forms import DayInput, Fold, Folding
from essaim.kernel.lengths import field_of
from essaim.kernel.rowforms import RowForm, field_for
from essaim.kernel.widening import AsksBeforeShowing
from essaim.network.models import College, Group
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
    group = OneOfField(
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
        self._offer(
            "preset", [(preset.code, _preset_label(preset)) for preset in presets().values()]
        )
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


class BodyForm(AsksBeforeShowing, RowForm[Body]):
    """Its name, what it is, who sees it."""

    class Meta(RowForm.Meta):
        model = Body
        fields = ("name", "kind", "purpose", "audience")


def _columns(model: Any, content: Any) -> dict[str, forms.Field]:
    """The fields of a form for all that a content says."""
    names = [each.name for each in fields(content)]
    return fields_for_model(model, fields=names, formfield_callback=field_for)


class Folded(Folding):
    """Opens a section where something is to be mended: all of them hold something."""

    def folded_fields(self) -> Iterator[Fold]:
        for fold in super().folded_fields():
            yield replace(fold, is_open=any(field.errors for field in fold.fields))


class RulesForm(Folded, forms.Form):
    """One version of the rules; what it understood is `starts_on` and `content`."""

    starts_on = forms.DateField(label=_("In force from"), widget=DayInput)

    folds = (
        (_("Convocation"), ("notice_days", "notice_means", "added_items", "notice_article")),
        (
            _("Right to vote"),
            ("dues_cutoff", "dues_day", "admitted_days", "electors_article"),
        ),
        (
            _("Proxies"),
            (
                "proxies_allowed",
                "proxy_cap",
                "blank_proxies",
                "proxies_across_colleges",
                "proxies_may_split",
                "proxies_until",
                "proxy_article",
            ),
        ),
        (
            _("Colleges and equal votes"),
            ("aggregation", "silent_college", "colleges_needed", "casting_vote", "tie_break"),
        ),
        (
            _("By video, in writing, on a device"),
            (
                "remote_allowed",
                "remote_article",
                "written_allowed",
                "written_article",
                "electronic_allowed",
                "electronic_article",
            ),
        ),
        (
            _("Decisions by consent"),
            (
                "max_rounds",
                "consent_fallback",
                "silence_is_consent",
                "answers_numerator",
                "answers_denominator",
            ),
        ),
        (_("Minutes of the meeting"), ("minutes_by_signature",)),
    )

    def __init__(
        self, data: Any = None, *, content: RulesContent | None, starts_on: date, **options: Any
    ) -> None:
        initial = {**(content.columns() if content else {}), "starts_on": starts_on}
        super().__init__(data, initial=initial, **options)
        self.fields.update(_columns(BodyRules, RulesContent))

    def clean(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        if self.errors:
            return typed
        return {"starts_on": typed.pop("starts_on"), "content": RulesContent(**typed)}


class ShareField(forms.CharField):
    """A part of a whole, as people write it: "1/3", "2 / 3", "60 %"."""

    widget = forms.TextInput(attrs={"size": 8})

    def to_python(self, value: Any) -> Any:
        typed = "".join(str(value or "").split())
        if not typed:
            return None
        numerator, _slash, denominator = typed.replace("%", "/100").partition("/")
        if not all(part.isdecimal() and len(part) <= 4 for part in (numerator, denominator)):
            raise ValidationError(_("Write a part as 1/3 or 60/100."))
        return int(numerator), int(denominator)


class SubjectRuleForm(Folded, forms.Form):
    """What one kind of question asks; what it understood is `content`."""

    quorum_share = ShareField(
        label=_("Quorum: which part"), required=False, help_text=_("For a fraction: 1/3, 1/2…")
    )
    majority_share = ShareField(
        label=_("Majority: which part"), help_text=_("1/2, 2/3… of what is chosen below.")
    )

    ORDER: ClassVar = (
        "quorum_kind",
        "quorum_is_strict",
        "quorum_share",
        "quorum_number",
        "quorum_base",
        "quorum_counts_proxies",
        "quorum_by_college",
        "quorum_checked_at",
        "second_call",
        "second_call_days",
        "second_call_same_agenda",
        "majority_is_strict",
        "majority_share",
        "majority_base",
        "majority_in_choices",
        "secrecy",
        "article",
    )
    folds = (
        (_("Second call"), ("second_call", "second_call_days", "second_call_same_agenda")),
        (
            _("How the quorum is counted"),
            ("quorum_base", "quorum_counts_proxies", "quorum_by_college", "quorum_checked_at"),
        ),
    )

    def __init__(self, data: Any = None, *, content: SubjectContent | None) -> None:
        super().__init__(data, initial=_shown(content))
        columns = _columns(SubjectRule, SubjectContent)
        self.fields.update({name: each for name, each in columns.items() if name in self.ORDER})
        self.fields["quorum_number"].required = False
        self.fields["second_call_days"].required = False
        self.order_fields(self.ORDER)

    def clean(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        if self.errors:
            return typed
        quorum, majority = typed.pop("quorum_share") or (0, 1), typed.pop("majority_share")
        typed["quorum_number"] = typed["quorum_number"] or 0
        typed["second_call_days"] = typed["second_call_days"] or 0
        content = SubjectContent(
            **typed,
            quorum_numerator=quorum[0],
            quorum_denominator=quorum[1],
            majority_numerator=majority[0],
            majority_denominator=majority[1],
        )
        return {"content": content}


def _shown(content: SubjectContent | None) -> dict[str, Any]:
    """Shares as people write them; a new rule begins with a simple majority."""
    if content is None:
        return {"majority_share": "1/2"}
    quorum = (content.quorum_numerator, content.quorum_denominator)
    return {
        **content.columns(),
        "quorum_share": f"{quorum[0]}/{quorum[1]}" if quorum[0] else "",
        "majority_share": f"{content.majority_numerator}/{content.majority_denominator}",
    }


class WeightsForm(forms.Form):
    """One number a college; what it understood is `weights`, of those that have one."""

    def __init__(
        self, data: Any = None, *, among: Iterable[College], weights: Mapping[int, int]
    ) -> None:
        super().__init__(data)
        self.colleges = {f"weight_{college.pk}": college for college in among}
        for name, college in self.colleges.items():
            self.fields[name] = forms.IntegerField(
                label=college.name,
                min_value=0,
                max_value=100,
                required=False,
                initial=weights.get(college.pk),
            )

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        weights = {college: self.cleaned_data[name] for name, college in self.colleges.items()}
        return {"weights": {college: weight for college, weight in weights.items() if weight}}
