"""The question before a row is shown to more people than what it names.

What a page names is either not told to whoever may not see it (`kernel.naming`), or stands there
under a label made for it: the name of the body on its meeting, of the funder on an agreement.
Before such a row is saved wider than what it names, its action raises `WouldShow`; the form asks.
So it does before what is named is saved narrower than the pages that name it.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.kernel.acting import Acting
from essaim.kernel.audiences import covers
from essaim.kernel.errors import RuleBroken
from essaim.kernel.manifest import declared
from essaim.kernel.models import AUDIENCES
from essaim.kernel.naming import sees

#: Pages that are named; the others are counted.
MOST_NAMED = 5


class WouldShow(RuleBroken):
    """Saved so, the row would name what fewer people see: it is asked before, once a save."""

    box = gettext_lazy("Show these names to all who read this page")


class WouldTell(WouldShow):
    """Saved so, the value of a figure would let more people work out what few see."""

    box = gettext_lazy("Show this figure to all these readers")


class WouldStayShown(WouldShow):
    """Saved so, pages that more people read would go on naming the row, or telling its value."""

    box = gettext_lazy("Leave these pages as they are")


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
    if words := _for_fewer(audience, names, was, is_agreed=is_agreed):
        raise WouldShow(
            _("Whoever reads this page (%(readers)s) would read names meant for fewer: %(rows)s.")
            % words
            + " "
            + _("Tick the box to show them, or choose fewer readers.")
        )


def refuse_to_tell_unasked(
    audience: str,
    terms: Iterable[Any],
    *,
    is_agreed: bool,
    was: tuple[str, Iterable[Any]] = ("", ()),
) -> None:
    """Raises WouldTell where a figure is for more people than what it is worked out from.

    Its page hides the terms; but who knows the others works out the last. `was`: as above.
    """
    if words := _for_fewer(audience, terms, was, is_agreed=is_agreed):
        raise WouldTell(
            _(
                "Whoever reads this figure (%(readers)s) could work out values meant for fewer: "
                "%(rows)s. Their titles stay hidden."
            )
            % words
            + " "
            + _("Tick the box to show it all the same, or choose fewer readers.")
        )


def _for_fewer(
    audience: str, rows: Iterable[Any], was: tuple[str, Iterable[Any]], *, is_agreed: bool
) -> dict[str, str]:
    """The rows that this audience does not see, in words, and the audience; empty where none is."""
    if is_agreed:
        return {}
    before, named = was
    known = [row for row in named if before and covers(before, audience)]
    hidden = [
        row
        for row in rows
        if row is not None and not covers(row.audience, audience) and row not in known
    ]
    each = _("“%(name)s” (%(readers)s)")
    names = ", ".join(each % {"name": row, "readers": _of(row.audience)} for row in hidden)
    return {"readers": _of(audience), "rows": names} if hidden else {}


def refuse_to_narrow_unasked(row: Any, audience: str, *, by: Acting, is_agreed: bool) -> None:
    """Raises WouldStayShown where pages would go on naming a row to people who no longer see it.

    `row` as it stands, `audience` the one to come; what is so already is not asked again. Pages
    that are not for `by` to see are counted, not named.
    """
    if is_agreed or row.pk is None or covers(audience, row.audience):
        return
    pages = [
        page
        for naming in declared("namings")
        if naming.model == row._meta.label
        for page in naming.pages(row.pk)
        if covers(row.audience, page.audience) and not covers(audience, page.audience)
    ]
    if not pages:
        return
    names = [str(page) for page in pages if sees(by, page)][:MOST_NAMED]
    each = [_("“%(name)s”") % {"name": name} for name in names]
    left = len(pages) - len(names)
    if left:
        others = ngettext("%(count)s other page", "%(count)s other pages", left)
        alone = ngettext("%(count)s page", "%(count)s pages", left)
        each.append((others if names else alone) % {"count": left})
    words = {"name": row, "pages": ", ".join(each)}
    raise WouldStayShown(
        _(
            "People who will not see “%(name)s” any more would still read of it elsewhere: "
            "%(pages)s."
        )
        % words
        + " "
        + _("Tick the box to leave it so, or choose more readers.")
    )


def _of(audience: str) -> str:
    """An audience in words; a group is not named to those outside it."""
    return str(dict(AUDIENCES).get(audience, _("a group"))).lower()


class AsksBeforeShowing(forms.Form):
    """A form whose row has an audience and names others: the box appears when it is asked."""

    shows_more = forms.BooleanField(
        label=WouldShow.box,
        required=False,
        widget=forms.HiddenInput,
    )

    def ask(self, question: WouldShow) -> None:
        """The sentence, and the box under it."""
        field = self.fields["shows_more"]
        field.label = self["shows_more"].label = question.box
        field.widget = forms.CheckboxInput()
        field.widget.is_required = False
        self.add_error("shows_more", str(question))
