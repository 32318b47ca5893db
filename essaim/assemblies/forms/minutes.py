"""What the secretary writes, what readers ask for, what becomes of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.conflicts import mark_of
from essaim.assemblies.models import Debate, Elector
from essaim.kernel.markup import from_markdown, to_markdown

_MARKS = _("**bold**, *italic*, ### heading, - item, [words](address).")


class MarkdownField(forms.CharField):
    """Rich text typed as Markdown; what it understood is in the normal form of the house."""

    def __init__(self, *, rows: int = 12, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, required=False, max_length=100_000, **options)

    def clean(self, value: Any) -> str:
        return from_markdown(super().clean(value))


class OpeningForm(forms.Form):
    """How the meeting was opened, in words."""

    opening = MarkdownField(label=_("Opening of the meeting"), help_text=_MARKS)
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def showing(cls, data: Any, html: str) -> "OpeningForm":
        return cls(data, initial={"opening": to_markdown(html), "read": mark_of(html)})


class DebateForm(forms.Form):
    """What was said at one point."""

    text = MarkdownField(label=_("Debates"), help_text=_MARKS)
    internal = MarkdownField(
        label=_("For the body alone"),
        rows=5,
        help_text=_("Stands in no document that others than the electors read."),
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def showing(cls, data: Any, debate: Debate | None) -> "DebateForm":
        standing = debate or Debate()
        texts = {"text": standing.text, "internal": standing.internal}
        initial = {name: to_markdown(html) for name, html in texts.items()}
        return cls(data, initial={**initial, "read": mark_of(*texts.values())})


def upon(form: forms.Form, theirs: Mapping[str, str]) -> forms.Form:
    """The same with what was typed, to be saved upon what stands now."""
    typed = {name: form[name].value() for name in theirs}
    return type(form)(initial={**typed, "read": mark_of(*theirs.values())})


class AskAmendmentForm(forms.Form):
    """Another wording, in the name of one of those for whom one was there."""

    elector = forms.ModelChoiceField(
        label=_("In the name of"),
        queryset=Elector.objects.none(),
        to_field_name="key",
        empty_label=None,
    )
    text = forms.CharField(
        label=_("What should be changed"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )

    def __init__(self, *args: Any, electors: list[Elector], **options: Any) -> None:
        super().__init__(*args, **options)
        offered: Any = self.fields["elector"]
        offered.queryset = Elector.objects.filter(pk__in=[one.pk for one in electors])
        if len(electors) == 1:
            offered.initial = electors[0].key
            offered.widget = forms.HiddenInput()


class AnswerAmendmentForm(forms.Form):
    """What the secretary did about it."""

    answer = forms.CharField(
        label=_("What was done about it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        help_text=_("Change the wording in the debates first; whoever asked reads this answer."),
    )


class AnnexCorrectionForm(forms.Form):
    """A correction to minutes that do not change any more."""

    text = forms.CharField(
        label=_("Correction"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
        help_text=_(
            "It is annexed with its day, for every reader; the text that was locked stays."
        ),
    )
