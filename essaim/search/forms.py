"""What is typed to find something."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essaim.search.indexing import searchables

LONGEST = 200


class SearchForm(forms.Form):
    """A value that means nothing is no filter: the address may have been typed by hand."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        max_length=LONGEST,
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )
    genre = forms.ChoiceField(required=False)
    annee = forms.IntegerField(required=False, min_value=1, max_value=9999)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["q"].widget.attrs["data-suggest"] = reverse("search:suggestions")
        if not self.data.get("q"):
            # Whoever comes by the key / or the magnifier types at once.
            self.fields["q"].widget.attrs["autofocus"] = True
        self.fields["genre"].choices = [  # type: ignore[attr-defined]
            (model, kind.plural) for model, kind in searchables().items()
        ]

    def query(self) -> dict[str, Any]:
        """What is asked, as `search` takes it."""
        self.is_valid()
        asked = self.cleaned_data
        return {
            "typed": asked.get("q") or self.data.get("q", "")[:LONGEST],
            "kind": asked.get("genre", ""),
            "year": asked.get("annee"),
            "page": asked.get("page") or 1,
        }
