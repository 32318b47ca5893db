"""Forms of the composer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.audiences import audiences_of
from essaim.kernel.choices import OneOfField
from essaim.kernel.lengths import field_of
from essaim.kernel.manifest import offered
from essaim.kernel.rowforms import RowForm
from essaim.kernel.widening import AsksBeforeShowing
from essaim.programme.models import Agreement, Programme
from essaim.reports.content import ReportContent
from essaim.reports.models import Report
from essaim.reports.queries.texts import TextPlace
from essaim.reports.report_templates import templates
from essaim.writing.forms import RichText


class OpenReportForm(AsksBeforeShowing):
    """Which report of which year."""

    template = forms.ChoiceField(label=_("Template"), widget=forms.RadioSelect)
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2199)
    programme = OneOfField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=None
    )
    agreement = OneOfField(
        label=_("Agreement"),
        queryset=Agreement.objects.none(),
        required=False,
        help_text=_("For a report to a funder."),
    )
    title = field_of(
        Report,
        "title",
        label=_("Title"),
        required=False,
        help_text=_("Left empty, it is the title of the template."),
    )
    audience = forms.ChoiceField(label=_("Visible to"))

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choices_of(
            "template", [(template.code, str(template.name)) for template in templates().values()]
        )
        self.choices_of("audience", audiences_of(acting))
        programmes = Programme.objects.visible_to(acting).order_by("-starts_on", "id")
        agreements = Agreement.objects.visible_to(acting).order_by("-starts_on", "id")
        self.rows_of("programme", programmes)
        self.rows_of("agreement", agreements)
        if not programmes.exists():
            advice = _("There is no programme yet: add one first, on the page of the programme.")
            self.fields["programme"].help_text = advice

    def choices_of(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def rows_of(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows

    def content(self) -> ReportContent:
        return ReportContent(**self.cleaned_data)


class EditReportForm(AsksBeforeShowing, RowForm[Report]):
    """How a report is called, who reads it, and which other rooms do not tell in it."""

    parts_left_out = forms.MultipleChoiceField(
        label=_("Leave out of this report"),
        help_text=_("What other rooms tell of the year by themselves."),
        choices=lambda: [(part.code, part.label) for part in offered("report_parts")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta(RowForm.Meta):
        model = Report
        fields = ("title", "audience", "parts_left_out")

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, audiences=audiences_of(acting), **options)

    def clean_parts_left_out(self) -> list[str]:
        """With what was left out of rooms that are closed: once open, they tell no more of it."""
        offers = {part.code for part in offered("report_parts")}
        closed = [code for code in self.instance.parts_left_out if code not in offers]
        return [*self.cleaned_data["parts_left_out"], *closed]


class TextForm(forms.Form):
    """One text of a report."""

    text = RichText(rows=18)

    def __init__(self, data: Any, *, place: TextPlace) -> None:
        super().__init__(data, initial={"text": place.html})
        self.fields["text"].label = place.heading
        if place.limit is not None:
            self.fields["text"].help_text = place.limit.in_words()


class ChooseForm(forms.Form):
    """Keep an action in the report, or leave it out."""

    keep = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda word: word == "yes"
    )


class MoveForm(forms.Form):
    """One place up or down."""

    direction = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])
