"""What is sent to be imported."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.exchange.models import Run
from essaim.kernel.columns import Column


class ImportForm(forms.Form):
    """One file. What it is, its content says."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, with the names of the columns in its first line."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
        allow_empty_file=True,  # refused by its name, as every other file
    )


class MappingForm(forms.Form):
    """Which column of the file fills which of ours."""

    def __init__(
        self, data: "MultiValueDict[str, str] | None", *, run: Run, columns: Sequence[Column]
    ) -> None:
        super().__init__(data, initial=run.guessed["mapping"])
        named = enumerate(run.guessed["header"])
        choices = [("", _("(none)")), *((str(place), name) for place, name in named)]
        for column in columns:
            self.fields[column.code] = forms.ChoiceField(
                label=column.label(get_language() or "fr"), choices=choices, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        places = [place for place in cleaned.values() if place]
        if len(places) != len(set(places)):
            raise forms.ValidationError(_("One column of the file was chosen twice."))
        if not places:
            raise forms.ValidationError(_("Choose at least one column."))
        return cleaned

    def mapping(self) -> dict[str, int]:
        return {code: int(place) for code, place in self.cleaned_data.items() if place}
