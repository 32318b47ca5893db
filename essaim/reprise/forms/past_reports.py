"""Past reports: the file, the rows of a part sent together, where all of it goes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.lengths import field_of
from essaim.kernel.models import AUDIENCES
from essaim.programme.forms.fields import KeyField
from essaim.programme.models import Programme
from essaim.reprise.formats import ENDINGS
from essaim.reprise.forms.rows import (
    ActionForm,
    AxisForm,
    FigureForm,
    NameForm,
    ObjectiveForm,
    RowForm,
)
from essaim.reprise.models import PastReport
from essaim.reprise.queries.parts import PartPage
from essaim.reprise.queries.past_reports import indicators_by_unit, programmes_of_year
from essaim.reprise.reading.drafts import Row


class PastReportForm(forms.Form):
    """The report itself. What it is, its content says."""

    file = forms.FileField(
        label=gettext_lazy("The report"),
        help_text=gettext_lazy(
            "From Word, LibreOffice or the web, as PDF or as text; not the picture of a scan."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        allow_empty_file=True,  # refused by its name, as every other file
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year of the report"),
        required=False,
        min_value=1901,
        max_value=2200,
        help_text=gettext_lazy("Leave it empty: it is read in the title."),
    )


class PartForm:
    """The rows of a part, each a form of its own, sent together."""

    def __init__(self, data: Any, page: PartPage, acting: Acting) -> None:
        draft = page.past_report.draft
        self.objectives = [(row["code"], row["title"]) for row in draft["objectives"]]
        self.indicators, units = indicators_by_unit(acting)
        codes = [code for code, _title in self.objectives]
        self.heads: Sequence[RowForm] = [
            form(data, row=row)
            for letter, form in (("x", AxisForm), ("o", ObjectiveForm))
            for row in _of(page.rows, letter)
        ]
        self.actions = [ActionForm(data, row=row, codes=codes) for row in _of(page.rows, "a")]
        self.figures = [FigureForm(data, row=row, units=units) for row in _of(page.rows, "f")]
        self.names = [NameForm(data, row=row) for row in _of(page.rows, "n")]
        self.forms = [*self.heads, *self.actions, *self.figures, *self.names]
        self.refusal = ""

    @property
    def wrong(self) -> list[RowForm]:
        """Every row is looked at, so that every fault is told at once."""
        return [form for form in self.forms if form.is_wrong]

    def decided(self) -> dict[str, dict[str, Any]]:
        return {form.row["id"]: form.decided() for form in self.forms}


def _of(rows: Sequence[Row], letter: str) -> list[Row]:
    return [row for row in rows if row["id"].startswith(letter)]


class ApplyForm(forms.Form):
    """Where what was reviewed is written, and who will see it."""

    programme = KeyField(label=gettext_lazy("Programme"), required=False)
    title = field_of(
        Programme,
        "title",
        label=gettext_lazy("Title of the new programme"),
        required=False,
        help_text=gettext_lazy("Only where no programme is chosen above."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("What is made is visible to"), choices=AUDIENCES, initial=MEMBERS
    )

    def __init__(self, *args: Any, past_report: PastReport, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        running = list(programmes_of_year(acting, past_report.year))
        choices = [(str(programme.key), programme.title) for programme in running]
        chosen: Any = self.fields["programme"]
        chosen.offer(running, choices, empty=_("a new programme"))
        first = past_report.programme or next(iter(running), None)
        self.initial = {
            "programme": str(first.key) if first else "",
            "title": _("Programme %(year)s") % {"year": past_report.year},
            "audience": MEMBERS,
        }
