"""What is confirmed at the door."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ErasureForm(forms.Form):
    """The one act of the house that cannot be undone asks for a word."""

    word = forms.CharField(
        label=_("Write “erase” to go on"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"].strip().lower()
        if word not in {"erase", "effacer"}:
            raise forms.ValidationError(_("Nothing was erased: the word is “erase”."))
        return word
