"""The rows of a past report, each put right and ticked in a small form of its own."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.kernel.editing import is_asked_about
from essaim.kernel.fields import NumberField
from essaim.kernel.forms import DayInput
from essaim.kernel.lengths import field_of
from essaim.kernel.manifest import kinds
from essaim.kernel.text import fold, fold_words
from essaim.network.models import Organisation
from essaim.programme.enums import Nature, Precision, Qualifier
from essaim.programme.kinds import OTHER
from essaim.programme.models import Action, Axis, Indicator, Objective, ObjectiveYear
from essaim.reprise.reading.drafts import Row

#: The lists that fields of a part suggest from: one `<datalist>` each for the whole page.
INDICATORS_LIST, OBJECTIVES_LIST = "known-indicators", "codes-of-objectives"


class RowForm(forms.Form):
    """A row of a part. `decided` answers plain values, as the draft keeps them."""

    is_kept = forms.BooleanField(label=gettext_lazy("Take over"), required=False)

    def __init__(self, data: Any = None, *, row: Row) -> None:
        super().__init__(data, prefix=row["id"], initial={**row})
        self.row = row

    @property
    def is_wrong(self) -> bool:
        """A row that is not taken over may say anything but what is to be settled."""
        if not self.is_bound or not self.errors:
            return False
        return is_asked_about(self) or bool(self.cleaned_data["is_kept"])

    def decided(self) -> dict[str, Any]:
        if self.errors:
            return {"is_kept": False}
        return {name: _plain(value) for name, value in self.cleaned_data.items()}


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


class AxisForm(RowForm):
    """An axis of the report."""

    code = field_of(Axis, "code", label=gettext_lazy("Code"))
    title = field_of(Axis, "title", label=gettext_lazy("Title"))


class ObjectiveForm(RowForm):
    """An objective of the report, with its texts."""

    code = field_of(Objective, "code", label=gettext_lazy("Code"))
    title = field_of(
        Objective, "title", label=gettext_lazy("Title"), widget=forms.Textarea(attrs={"rows": 2})
    )
    axis = field_of(Axis, "code", label=gettext_lazy("Code of its axis"))
    evaluation = field_of(
        ObjectiveYear, "evaluation", label=gettext_lazy("Evaluation"), required=False
    )
    means = field_of(ObjectiveYear, "means", label=gettext_lazy("Means"), required=False)
    results = field_of(ObjectiveYear, "results", label=gettext_lazy("Results"), required=False)
    difficulties = field_of(
        ObjectiveYear, "difficulties", label=gettext_lazy("Difficulties"), required=False
    )
    next_steps = field_of(
        ObjectiveYear, "next_steps", label=gettext_lazy("Next steps"), required=False
    )


class ActionForm(RowForm):
    """An action of the report; without a day, it was in the year of the report."""

    title = field_of(
        Action, "title", label=gettext_lazy("Title"), widget=forms.Textarea(attrs={"rows": 2})
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Without a day: some time in the year of the report."),
    )
    ends_on = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=DayInput())
    precision = forms.ChoiceField(
        label=gettext_lazy("The date is known"), choices=Precision.choices
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    objective = field_of(
        Objective,
        "code",
        label=gettext_lazy("Code of its objective"),
        required=False,
        widget=forms.TextInput(attrs={"list": OBJECTIVES_LIST, "autocomplete": "off"}),
    )
    summary = forms.CharField(
        label=gettext_lazy("What the report says of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, row: Row, codes: Iterable[str]) -> None:
        super().__init__(data, row=row)
        self.codes = set(codes)
        offered: Any = self.fields
        offered["kind"].choices = [(kind.code, kind.label) for kind in kinds().values()]
        self.initial["kind"] = row["kind"] or guess_kind(row["title"])

    @property
    def first_day(self) -> date | None:
        """As the report tells it, for the summary of the row."""
        return date.fromisoformat(self.row["starts_on"]) if self.row["starts_on"] else None

    @property
    def last_day(self) -> date | None:
        return date.fromisoformat(self.row["ends_on"]) if self.row["ends_on"] else self.first_day

    def clean_objective(self) -> str:
        code: str = self.cleaned_data["objective"]
        if code and code not in self.codes:
            raise ValidationError(_("The report has no objective %(code)s.") % {"code": code})
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if last and not first:
            self.add_error("starts_on", _("Give the first day, or no day at all."))
        elif first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first."))
        return cleaned


class FigureForm(RowForm):
    """A figure of the report as a reading of its year."""

    indicator = field_of(
        Indicator,
        "title",
        label=gettext_lazy("Indicator"),
        required=False,
        help_text=gettext_lazy("One of the list, or the name of a new one."),
        widget=forms.TextInput(attrs={"list": INDICATORS_LIST, "autocomplete": "off"}),
    )
    value = NumberField(label=gettext_lazy("Value"), validators=[DecimalValidator(18, 6)])
    unit = field_of(Indicator, "unit", label=gettext_lazy("Unit"), required=False)
    qualifier = forms.ChoiceField(label=gettext_lazy("How exact"), choices=Qualifier.choices)
    nature = forms.ChoiceField(label=gettext_lazy("If it is new, it is a"), choices=Nature.choices)

    def __init__(self, data: Any = None, *, row: Row, units: Mapping[str, str]) -> None:
        super().__init__(data, row=row)
        self.initial["value"] = Decimal(row["value"])
        self.initial["indicator"] = row["indicator"] or units.get(fold(row["unit"]), "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_kept") and not cleaned.get("indicator", "").strip():
            self.add_error("indicator", _("Name the indicator that this figure reads."))
        return cleaned


class NameForm(RowForm):
    """An organisation named in the report: linked where it is known, added where it is not."""

    name = field_of(Organisation, "name", label=gettext_lazy("Name"))


def guess_kind(title: str) -> str:
    """The kind of which the title says the name: "Ateliers du réseau" is a workshop."""
    words = set(fold_words(title))
    for kind in kinds().values():
        if words & {fold(str(kind.label)), fold(str(kind.plural))}:
            return kind.code
    return OTHER
