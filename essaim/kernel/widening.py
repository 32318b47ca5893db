"""The question before a row is shown to more people than what it names.

What a page names is either not told to whoever may not see it (`kernel.naming`), or stands there
under a label made for it: the name of the body on its meeting, of the funder on an agreement.
Before such a row is saved wider than what it names, its action raises `WouldShow`; the form asks.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.kernel.audiences import covers
from essaim.kernel.errors import RuleBroken
from essaim.kernel.models import AUDIENCES


class WouldShow(RuleBroken):
    """Saved so, the row would name what fewer people see: it is asked before, once a save."""


def refuse_to_show_unasked(
    audience: str,
    names: Iterable[Any],
    *,
    is_agreed: bool,
    was: tuple[str, Iterable[Any]] = ("", ()),
) -> None:
    """Raises WouldShow where an audience would read the names of rows that it does not see.

    `was` is the audience before and what was named then: what is shown already is not asked again.
    """
    if is_agreed:
        return
    before, named = was
    known = [row for row in named if before and covers(before, audience)]
    shown = [
        row
        for row in names
        if row is not None and not covers(row.audience, audience) and row not in known
    ]
    if shown:
        each = _("“%(name)s” (%(readers)s)")
        rows = ", ".join(each % {"name": row, "readers": _of(row.audience)} for row in shown)
        told = {"readers": _of(audience), "rows": rows}
        raise WouldShow(
            _("Whoever reads this page (%(readers)s) would read names meant for fewer: %(rows)s.")
            % told
            + " "
            + _("Tick the box to show them, or choose fewer readers.")
        )


def _of(audience: str) -> str:
    """An audience in words; a group is not named to those outside it."""
    return str(dict(AUDIENCES).get(audience, _("a group"))).lower()


class AsksBeforeShowing(forms.Form):
    """A form whose row has an audience and names others: the box appears when it is asked."""

    shows_more = forms.BooleanField(
        label=gettext_lazy("Show these names to all who read this page"),
        required=False,
        widget=forms.HiddenInput,
    )

    def ask(self, question: WouldShow) -> None:
        """The sentence, and the box under it."""
        field = self.fields["shows_more"]
        field.widget = forms.CheckboxInput()
        field.widget.is_required = False
        self.add_error("shows_more", str(question))
