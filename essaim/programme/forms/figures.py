"""What people type about figures, made safe. Whether it may be is for the actions to say."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from essaim.files.models import StoredFile
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.fields import NumberField, WholeField
from essaim.kernel.forms import Folding
from essaim.kernel.intake import ANY, endings
from essaim.kernel.lengths import field_of
from essaim.kernel.manifest import measures, offered
from essaim.kernel.models import AUDIENCES
from essaim.kernel.naming import sees
from essaim.kernel.periods import Granularity
from essaim.kernel.widening import AsksBeforeShowing
from essaim.programme.content import IndicatorContent, ReadingContent, Upload
from essaim.programme.enums import Derivation, Direction, Nature, Qualifier
from essaim.programme.forms.fields import KeyField
from essaim.programme.models import Indicator, Reading
from essaim.programme.queries.indicator_pages import RoundPage
from essaim.programme.queries.options import objective_choices, objectives_offered

_PERIODS = (
    (re.compile(r"(?P<year>\d{4})", re.ASCII), Granularity.YEAR),
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)", re.ASCII), Granularity.MONTH),
    (re.compile(r"(?P<month>\d\d?)/(?P<year>\d{4})", re.ASCII), Granularity.MONTH),
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)", re.ASCII), Granularity.DAY),
    (re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4})", re.ASCII), Granularity.DAY),
)


class PeriodField(forms.Field):
    """A year, a month or a day: 2024, 2024-03 or 03/2024, 15/03/2024."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        for pattern, granularity in _PERIODS:
            if match := pattern.fullmatch(text):
                parts = {name: int(part) for name, part in match.groupdict().items()}
                try:
                    return granularity, date(**{"month": 1, "day": 1, **parts})
                except ValueError as error:
                    raise ValidationError(_("This day does not exist.")) from error
        raise ValidationError(_("Write a year, a month or a day: 2024, 03/2024, 15/03/2024."))


class IndicatorForm(Folding, AsksBeforeShowing):
    """The definition of an indicator, on one screen."""

    folds: ClassVar = (
        (gettext_lazy("Computed or derived, rather than read"), ("measure", "derivation", "terms")),
        (gettext_lazy("Definition and method"), ("definition", "method", "direction", "target")),
        (gettext_lazy("Decimals, rate, code"), ("decimals", "is_ratio", "code")),
    )

    title = field_of(Indicator, "title", label=gettext_lazy("Title"))
    unit = field_of(
        Indicator,
        "unit",
        label=gettext_lazy("Unit, in the singular"),
        required=False,
        help_text=gettext_lazy("visit, person, copy, %…"),
    )
    unit_plural = field_of(
        Indicator, "unit_plural", label=gettext_lazy("Unit, in the plural"), required=False
    )
    nature = forms.ChoiceField(
        label=gettext_lazy("Nature"),
        choices=Nature.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Visits of a month add up to those of the year; followers do not."),
    )
    objective = KeyField(label=gettext_lazy("Objective"), required=False)
    is_key = forms.BooleanField(label=gettext_lazy("Key figure of the network"), required=False)
    audience = forms.ChoiceField(
        label=pgettext_lazy("audience", "Visible to"), choices=AUDIENCES, initial=MEMBERS
    )
    measure = forms.ChoiceField(label=gettext_lazy("Computed from the records"), required=False)
    derivation = forms.ChoiceField(label=gettext_lazy("Derived from other figures"), required=False)
    terms = forms.CharField(
        label=gettext_lazy("Made of"),
        required=False,
        help_text=gettext_lazy("Codes of the figures, in their order, separated by commas."),
    )
    definition = forms.CharField(
        label=gettext_lazy("Definition"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    method = forms.CharField(
        label=gettext_lazy("Method"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Where it should go"),
        choices=[
            ("", Direction.NEITHER.label),
            *(c for c in Direction.choices if c[0] != "neither"),
        ],
        required=False,
    )
    target = NumberField(label=gettext_lazy("Target"), required=False)
    decimals = forms.IntegerField(
        label=gettext_lazy("Decimals"), min_value=0, max_value=6, initial=0
    )
    is_ratio = forms.BooleanField(
        label=gettext_lazy("It is a rate, noted with its numerator and its base"), required=False
    )
    code = field_of(
        Indicator,
        "code",
        label=gettext_lazy("Code"),
        required=False,
        help_text=gettext_lazy("Texts cite it under this code; made from the title if left empty."),
    )

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.acting = acting
        objectives = list(objectives_offered(acting))
        objective: Any = self.fields["objective"]
        objective.offer(objectives, objective_choices(objectives), empty=_("The whole network"))
        measure: Any = self.fields["measure"]
        open_now = {measured.code for measured in offered("measures")}
        shown = open_now | {self.initial.get("measure", "")}
        labels = sorted(
            (str(each.label), code) for code, each in measures().items() if code in shown
        )
        measure.choices = [("", _("No")), *((code, text) for text, code in labels)]
        derivation: Any = self.fields["derivation"]
        derivation.choices = [("", _("No")), *Derivation.choices]

    def clean_terms(self) -> tuple[Indicator, ...]:
        codes = [code.strip() for code in self.cleaned_data["terms"].split(",") if code.strip()]
        visible = Indicator.objects.visible_to(self.acting).filter(code__in=codes)
        operands = {indicator.code: indicator for indicator in visible}
        for code in codes:
            if code not in operands:
                raise ValidationError(_("No indicator has the code “%(code)s”.") % {"code": code})
        return tuple(operands[code] for code in codes)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["direction"] = data.get("direction") or Direction.NEITHER
        data["code"] = data.get("code") or slugify(data.get("title", ""))[:60].strip("-")
        return data

    def content(self) -> IndicatorContent:
        return IndicatorContent(**self.cleaned_data)

    @staticmethod
    def initial_of(indicator: Indicator) -> dict[str, Any]:
        apart = {"terms", "objective", "shows_more"}
        names = [name for name in IndicatorForm.base_fields if name not in apart]
        terms = indicator.terms.order_by("position").values_list("operand__code", flat=True)
        return {
            **{name: getattr(indicator, name) for name in names},
            "direction": indicator.direction.replace(Direction.NEITHER, ""),
            "objective": str(indicator.objective.key) if indicator.objective else "",
            "terms": ", ".join(terms),
        }


class ReadingForm(Folding, forms.Form):
    """A value read: for a rate, its numerator and its base."""

    folds: ClassVar = (
        (gettext_lazy("Evidence"), ("evidence_url", "evidence_file", "without_file")),
        (gettext_lazy("Part of the whole"), ("dimension",)),
    )

    period = PeriodField(
        label=gettext_lazy("Period"), help_text=gettext_lazy("2024, 03/2024 or 15/03/2024")
    )
    value = NumberField(label=gettext_lazy("Value"))
    numerator = WholeField(label=gettext_lazy("Numerator"))
    denominator = WholeField(
        label=gettext_lazy("Base"), help_text=gettext_lazy("What the numerator is out of.")
    )
    qualifier = forms.ChoiceField(
        label=gettext_lazy("How exact"), choices=Qualifier.choices, initial=Qualifier.EXACT
    )
    source_note = field_of(
        Reading,
        "source_note",
        label=gettext_lazy("Source"),
        required=False,
        help_text=gettext_lazy(
            "Where it was read: statistics of the site, account of the treasurer…"
        ),
    )
    evidence_url = field_of(
        Reading, "evidence_url", label=gettext_lazy("Link to the evidence"), required=False
    )
    evidence_file = forms.FileField(
        label=gettext_lazy("File that proves it"),
        required=False,
        widget=forms.FileInput(attrs={"accept": endings(ANY)}),
        allow_empty_file=True,  # refused by its name, as every other file
    )
    dimension = field_of(
        Reading,
        "dimension",
        label=gettext_lazy("Part"),
        required=False,
        help_text=gettext_lazy("If it is not of the whole: Brittany, women, articles…"),
    )

    def __init__(self, *args: Any, indicator: Indicator, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("value",) if indicator.is_ratio else ("numerator", "denominator"):
            del self.fields[name]
        self.kept: StoredFile | None = None

    def keep_place(self, reading: Reading, acting: Acting) -> None:
        """A correction stays where it is: neither period nor part is asked; its file is kept.

        Whoever may not see the file does not read its name.
        """
        for name in ("period", "dimension"):
            del self.fields[name]
        self.kept = reading.evidence_file
        if self.kept is not None:
            name = self.kept.name if sees(acting, self.kept) else _("the file")
            label = _("Take “%(file)s” away") % {"file": name}
            self.fields["without_file"] = forms.BooleanField(label=label, required=False)

    def arguments(self) -> dict[str, Any]:
        """What was read, and of what where that is asked."""
        if "period" not in self.fields:
            return {"content": self.content()}
        granularity, day = self.cleaned_data["period"]
        where = {"granularity": granularity, "starts_on": day}
        dimension = self.cleaned_data["dimension"]
        return {"content": self.content(), "dimension": dimension, **where}

    def content(self) -> ReadingContent:
        outside = {"period", "dimension", "without_file"}
        values = {name: value for name, value in self.cleaned_data.items() if name not in outside}
        return ReadingContent(**{**values, "evidence_file": self._file()})

    def _file(self) -> StoredFile | Upload | None:
        """The one that was sent, else the one that is there, unless it is taken away."""
        sent = self.cleaned_data["evidence_file"]
        if sent is not None:
            return Upload(sent, sent.name)
        return None if self.cleaned_data.get("without_file") else self.kept

    @staticmethod
    def initial_of(reading: Reading) -> dict[str, Any]:
        names = ("numerator", "denominator", "qualifier", "source_note", "evidence_url")
        value = reading.unscaled(reading.indicator.decimals)
        return {**{name: getattr(reading, name) for name in names}, "value": value}


class RoundForm(forms.Form):
    """One field an indicator, two for a rate; what is left empty is not noted."""

    def __init__(self, *args: Any, page: RoundPage, **options: Any) -> None:
        super().__init__(*args, **options)
        self.indicators, self.readings, self.sources = page.indicators, page.readings, page.sources
        for indicator in self.indicators:
            for name, label, field in self._fields_of(indicator):
                field.label = label
                field.initial = self._initial(indicator, name.partition("-")[0])
                self.fields[name] = field

    @staticmethod
    def _fields_of(indicator: Indicator) -> Iterator[tuple[str, str, NumberField]]:
        if indicator.is_ratio:
            yield f"numerator-{indicator.code}", _("Numerator"), WholeField(required=False)
            yield f"denominator-{indicator.code}", _("Base"), WholeField(required=False)
        else:
            label = indicator.unit_plural or indicator.unit or _("Value")
            yield f"value-{indicator.code}", label, NumberField(required=False)

    def _initial(self, indicator: Indicator, name: str) -> Any:
        reading = self.readings.get(indicator.pk)
        if reading is None:
            return None
        return reading.unscaled(indicator.decimals) if name == "value" else getattr(reading, name)

    def rows(self) -> Iterator[tuple[Indicator, list[BoundField]]]:
        for indicator in self.indicators:
            yield indicator, [self[name] for name, _label, _field in self._fields_of(indicator)]

    def arguments(self) -> dict[str, list[tuple[Indicator, ReadingContent]]]:
        """What was typed; a reading that is there keeps its source, a new one takes the last."""
        entries = []
        for indicator in self.indicators:
            names = [name for name, _label, _field in self._fields_of(indicator)]
            typed = {name.partition("-")[0]: self.cleaned_data[name] for name in names}
            if any(value is not None for value in typed.values()):
                entries.append((indicator, ReadingContent(**typed, **self._kept(indicator))))
        return {"entries": entries}

    def _kept(self, indicator: Indicator) -> dict[str, Any]:
        reading = self.readings.get(indicator.pk)
        if reading is None:
            return {"source_note": self.sources.get(indicator.pk, "")}
        names = ("qualifier", "source_note", "evidence_url", "evidence_file")
        return {name: getattr(reading, name) for name in names}
