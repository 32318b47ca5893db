"""What is sent to be imported."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.exchange.engine import engine_of
from essaim.exchange.matching import readings, table_of
from essaim.exchange.models import Run, Source
from essaim.exchange.queries import AskedQuestion, common_choices, first_words, samples_of
from essaim.kernel.choices import OneOfField
from essaim.kernel.columns import Column
from essaim.kernel.decoding import OLD_ENCODINGS
from essaim.kernel.workbooks import TOP

#: Names of fields that no code of a column is.
NAME, IDENTIFIERS = "-source", "-identifiers"


class ImportForm(forms.Form):
    """One file. What it is, its content says."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, ODS or XLS. One of its first lines names the columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods,.xls"}),
        allow_empty_file=True,  # refused by its name, as every other file
    )
    source = OneOfField(
        label=_("Where it comes from"),
        help_text=_("A source whose columns were matched by hand: they are matched so again."),
        queryset=Source.objects.none(),
        required=False,
        empty_label=_("(a new source, or none in particular)"),
        to_field_name="key",
    )

    def __init__(self, *args: Any, target: str, **options: Any) -> None:
        super().__init__(*args, **options)
        known = Source.objects.filter(target=target).order_by("name")
        if known:
            cast("forms.ModelChoiceField[Source]", self.fields["source"]).queryset = known
        else:
            del self.fields["source"]


class MappingForm(forms.Form):
    """Which column of the file fills which of ours, and what its source is called.

    The columns of ours bear their codes, so that the two other names begin with a sign that no
    code has.
    """

    def __init__(
        self, data: "MultiValueDict[str, str] | None", *, run: Run, columns: Sequence[Column]
    ) -> None:
        super().__init__(data, initial=run.guessed["mapping"])
        samples = samples_of(run)
        named = enumerate(run.guessed["header"])
        choices = [
            ("", _("(none)")),
            *((str(place), _with_sample(name, samples.get(place, ""))) for place, name in named),
        ]
        needed = engine_of(run.target).needed
        for column in sorted(columns, key=lambda column: column.code not in needed):
            self.fields[column.code] = forms.ChoiceField(
                label=column.label(get_language() or "fr"), choices=choices, required=False
            )
        self.fields[NAME] = forms.CharField(
            label=_("What to call this source"),
            help_text=_("The next file from there is then read the same way."),
            max_length=80,
            required=False,
            initial=run.guessed.get("source", ""),
        )
        self.fields[IDENTIFIERS] = forms.BooleanField(
            label=_("Its identifiers hold from file to file: the same number is the same thing"),
            required=False,
            initial=bool(run.options.get("source")),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        places = list(self._places(cleaned).values())
        if len(places) != len(set(places)):
            raise forms.ValidationError(_("One column of the file was chosen twice."))
        if not places:
            raise forms.ValidationError(_("Choose at least one column."))
        return cleaned

    def _places(self, cleaned: dict[str, Any]) -> dict[str, int]:
        chosen = {code: place for code, place in cleaned.items() if code not in {NAME, IDENTIFIERS}}
        return {code: int(place) for code, place in chosen.items() if place}

    def arguments(self) -> dict[str, Any]:
        """The arguments of the action."""
        cleaned = self.cleaned_data
        return {
            "mapping": self._places(cleaned),
            "source": cleaned.get(NAME, ""),
            "has_identifiers": cleaned.get(IDENTIFIERS, False),
        }


def _with_sample(name: str, sample: str) -> str:
    return f"{name} — {sample}" if sample else name


class ReadingForm(forms.Form):
    """In which line the columns are named; how accents are read, where bytes do not tell."""

    heading = forms.ChoiceField(label=_("The columns are named in"), required=False)
    encoding = forms.ChoiceField(
        label=_("The accents are right in"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, data: "MultiValueDict[str, str] | None", *, run: Run) -> None:
        table = table_of(run)
        heading = table.heading.line if table.heading else ""
        initial = {"heading": heading, "encoding": table.guessed.encoding}
        super().__init__(data, initial=initial)
        lines = cast(forms.ChoiceField, self.fields["heading"])
        lines.choices = [(str(n), first_words(n, cells)) for n, cells in table.lines[:TOP]]
        lines.choices += [("", _("no line: the first one holds values already"))]
        possible = readings(table, OLD_ENCODINGS)
        if possible:
            encodings = cast(forms.ChoiceField, self.fields["encoding"])
            encodings.choices = [(name, " · ".join((name, *some))) for name, some in possible]
        else:
            del self.fields["encoding"]

    def arguments(self) -> dict[str, Any]:
        """The arguments of the action."""
        heading = self.cleaned_data["heading"]
        return {
            "heading": int(heading) if heading else None,
            "encoding": self.cleaned_data.get("encoding", ""),
        }


class QuestionsForm(forms.Form):
    """What only a person can say of some rows. One answer may be given to all that are left."""

    for_all = forms.ChoiceField(
        label=_("For all those that I leave open"), required=False, choices=[]
    )

    def __init__(
        self, data: "MultiValueDict[str, str] | None", *, questions: Sequence[AskedQuestion]
    ) -> None:
        super().__init__(data)
        self.questions = questions
        common = common_choices(questions)
        if len(questions) > 1 and common:
            for_all = cast(forms.ChoiceField, self.fields["for_all"])
            for_all.choices = [("", _("(nothing yet)")), *common]
        else:
            del self.fields["for_all"]
        for question in questions:
            self.fields[question.code] = forms.ChoiceField(
                label=question.title,
                help_text=question.sentence,
                choices=[("", _("(not yet)")), *question.choices],
                required=False,
            )

    def arguments(self) -> dict[str, dict[str, str]]:
        """What was answered, by the code of the question."""
        general = self.cleaned_data.get("for_all", "")
        answers = {}
        for question in self.questions:
            possible = {value for value, _label in question.choices}
            answer = self.cleaned_data.get(question.code) or (
                general if general in possible else ""
            )
            if answer:
                answers[question.code] = answer
        return {"answers": answers}
