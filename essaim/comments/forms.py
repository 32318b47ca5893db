"""What is typed about a remark: labels and lengths are those of its columns."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.comments.models import Comment
from essaim.kernel.forms import Folding
from essaim.kernel.rowforms import RowForm

#: Signs of a remark: more of them are a text, which has its own place.
LONGEST = 5_000


class WordsForm(RowForm[Comment]):
    """What a remark or an answer says."""

    text = forms.CharField(
        label=_("Remark"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta(RowForm.Meta):
        model = Comment
        fields: ClassVar[tuple[str, ...]] = ("text",)


class AnswerForm(WordsForm):
    """What is answered to a remark."""

    text = forms.CharField(
        label=_("Your answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


class CommentForm(Folding, WordsForm):
    """A new remark: on the whole thing, or on a place within it."""

    folds = ((_("What it is about"), ("place", "quotation")),)

    class Meta(WordsForm.Meta):
        fields = ("text", "place", "quotation", "audience")

    def __init__(self, *args: Any, places: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("The whole")), *((place, place) for place in places)]
        label = self.fields["place"].label
        if len(choices) > 1:
            self.fields["place"] = forms.ChoiceField(choices=choices, label=label, required=False)
        else:
            del self.fields["place"]
