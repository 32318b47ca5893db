"""Forms of the composer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import importmap
from js_asset import Media

from essaim.kernel.acting import Acting
from essaim.kernel.audiences import audiences_of
from essaim.kernel.lengths import field_of
from essaim.kernel.manifest import offered
from essaim.kernel.markup import clean, from_markdown, to_markdown
from essaim.kernel.rowforms import RowForm
from essaim.kernel.widening import AsksBeforeShowing
from essaim.programme.models import Agreement, Programme
from essaim.reports.content import ReportContent
from essaim.reports.models import Report
from essaim.reports.report_templates import templates

MARKDOWN, HTML = "markdown", "html"


class OpenReportForm(AsksBeforeShowing):
    """Which report of which year."""

    template = forms.ChoiceField(label=_("Template"), widget=forms.RadioSelect)
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2199)
    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=None
    )
    agreement = forms.ModelChoiceField(
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
        self.choices_of("template", [(one.code, str(one.name)) for one in templates().values()])
        self.choices_of("audience", audiences_of(acting))
        programmes = Programme.objects.visible_to(acting).order_by("-starts_on", "id")
        agreements = Agreement.objects.visible_to(acting).order_by("-starts_on", "id")
        self.rows_of("programme", programmes)
        self.rows_of("agreement", agreements)
        if not programmes.exists():
            told = _("There is no programme yet: add one first, on the page of the programme.")
            self.fields["programme"].help_text = told

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


class ProseInput(forms.Textarea):
    """Markdown in a plain field; our module turns it into a rich text where scripts run.

    `rich` is the same text as HTML, its figures shown with their values.
    """

    def __init__(self, rich: str = "") -> None:
        super().__init__(attrs={"rows": 18, "data-prose": ""})
        self.rich = rich

    @property
    def media(self) -> Media:
        return Media(importmap=importmap, css={"all": ["reports/composer.css"]})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-rich"] = self.rich
        return context


@dataclass(frozen=True)
class TextDraft:
    """A text on its way: as it stands, as it was typed and refused, or beside another's."""

    html: str
    version: int
    theirs: str | None = None
    refusals: Sequence[str] = ()


class TextForm(forms.Form):
    """One text, as Markdown or as HTML: `syntax` says which, and the version that was read."""

    #: What was typed and could not be taken goes through `TextDraft`, in the normal form.
    takes_up_itself = True

    text = forms.CharField(required=False, strip=False, max_length=100_000)
    syntax = forms.ChoiceField(
        choices=[(MARKDOWN, MARKDOWN), (HTML, HTML)], widget=forms.HiddenInput
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: str, rich: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = label
        self.fields["text"].widget = ProseInput(rich)

    @classmethod
    def showing(cls, draft: TextDraft, *, label: str, rich: str) -> "TextForm":
        """The form as a page shows it: the text in Markdown, and why it was refused if it was."""
        values = {"text": to_markdown(draft.html), "syntax": MARKDOWN, "version": draft.version}
        form = cls(values if draft.refusals else None, label=label, rich=rich, initial=values)
        for sentence in draft.refusals:
            form.add_error(None, sentence)
        return form

    def clean(self) -> dict[str, Any]:
        """`text` becomes the normal form of the house, whatever it was written in."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "text" in cleaned:
            cleaned["text"] = self.typed()
        return cleaned

    def typed(self) -> str:
        """What was typed, in the normal form, even where it is refused."""
        is_html = self.data.get("syntax") == HTML
        return (clean if is_html else from_markdown)(self.data.get("text", ""))

    def sentences(self) -> list[str]:
        """Why it was refused."""
        return [str(one) for errors in self.errors.values() for one in errors]


class ChooseForm(forms.Form):
    """Keep an action in the report, or leave it out."""

    keep = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda word: word == "yes"
    )


class MoveForm(forms.Form):
    """One place up or down."""

    direction = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])
