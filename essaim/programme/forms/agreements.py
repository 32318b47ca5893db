"""Agreements with their years, rubrics and due dates; decisions."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.editing import AboutOneOf
from essaim.kernel.fields import EurosField
from essaim.kernel.forms import DayInput, Folding
from essaim.kernel.lengths import field_of
from essaim.kernel.rowforms import RowForm
from essaim.kernel.widening import AsksBeforeShowing
from essaim.network.queries.groups import audience_choices
from essaim.programme.content import AgreementContent, DecisionContent
from essaim.programme.enums import ReportDueKind
from essaim.programme.forms.fields import NameField
from essaim.programme.models import Agreement, Decision, Rubric
from essaim.programme.queries.options import organisation_directory


def _audiences(acting: Acting) -> list[tuple[str, Any]]:
    """Members first: what an empty field means here."""
    return sorted(audience_choices(acting), key=lambda choice: choice[0] != MEMBERS)


class AgreementForm(Folding, AsksBeforeShowing):
    """What is agreed with a funder."""

    folds: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("More about it"), ("funder_programme", "adopted_on", "notes")),
        (_("Who sees it"), ("audience",)),
    )

    title = field_of(Agreement, "title", label=_("Title"))
    funder = NameField(label=_("Funder"), list_id="known-organisations")
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())
    funder_programme = field_of(
        Agreement, "funder_programme", label=_("Programme of the funder"), required=False
    )
    adopted_on = forms.CharField(
        label=_("Adopted by the funder"),
        max_length=60,
        required=False,
        help_text=_("As far as it is known: a day, a month."),
    )
    notes = forms.CharField(
        label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    audience = forms.ChoiceField(label=_("Visible to"), required=False)

    def __init__(
        self, *args: Any, acting: Acting, agreement: Agreement | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered: Any = self.fields
        directory = organisation_directory(acting)
        offered["funder"].offer(directory)
        offered["audience"].choices = _audiences(acting)
        if agreement is not None:
            names = [name for name in self.fields if name not in {"funder", "shows_more"}]
            self.initial = {name: getattr(agreement, name) for name in names}
            self.initial["funder"] = directory.label_of(agreement.funder)

    def content(self) -> AgreementContent:
        audience = self.cleaned_data["audience"] or MEMBERS
        return AgreementContent(**{**self.cleaned_data, "audience": audience})


class AgreementYearForm(AboutOneOf, forms.Form):
    """A year and what it brings; an empty amount is not stated."""

    key_fields, value_fields = ("year",), ("amount",)

    year = forms.IntegerField(label=_("Year"), min_value=1901, max_value=2200)
    amount = EurosField(
        label=_("Amount in euros"), required=False, help_text=_("Empty where it is not stated.")
    )


class RubricForm(AboutOneOf, forms.Form):
    """A heading under which the funder expects to read."""

    key_fields, value_fields = ("code",), ("title",)

    code = field_of(Rubric, "code", label=_("Code"))
    title = field_of(Rubric, "title", label=_("Title"))


class ReportDueForm(AboutOneOf, forms.Form):
    """A report and the day by which it is expected."""

    key_fields, value_fields = ("kind", "year"), ("due_on",)

    kind = forms.ChoiceField(label=_("Report"), choices=ReportDueKind.choices)
    year = forms.IntegerField(label=_("About the year"), min_value=1901, max_value=2200)
    due_on = forms.DateField(label=_("Due on"), widget=DayInput())


class DecisionForm(Folding, RowForm[Decision]):
    """What was decided, typed by hand."""

    folds: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("Result, reference, minutes"), ("result", "reference", "evidence_url")),
        (_("Who sees it"), ("audience",)),
    )

    class Meta(RowForm.Meta):
        model = Decision
        fields = (
            *("text", "body", "decided_on"),
            *("result", "reference", "evidence_url", "audience"),
        )
        labels: ClassVar = {
            "text": _("What was decided"),
            "body": _("By which body"),
            "decided_on": _("On"),
        }

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, audiences=_audiences(acting), **options)
        self.fields["audience"].required = False

    def content(self) -> DecisionContent:
        audience = self.cleaned_data["audience"] or MEMBERS
        return DecisionContent(**{**self.cleaned_data, "audience": audience})
