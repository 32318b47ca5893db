"""The days of what runs, from a first until a last or still: put right, never crossing."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.kernel.errors import RuleBroken
from essaim.kernel.forms import DayInput


class DaysForm(forms.Form):
    """The first and the last day, put right."""

    starts_on = forms.DateField(label=gettext_lazy("Since"), widget=DayInput)
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Blank while it runs."),
        widget=DayInput,
        required=False,
    )


def run_together(
    starts_on: date, ends_on: date | None, others_start: date, others_end: date | None
) -> bool:
    """Whether two spans, which may run still, have a day in common, their ends within."""
    begins = others_end is None or starts_on <= others_end
    return begins and (ends_on is None or others_start <= ends_on)


def refuse_days(
    before: tuple[date, date | None],
    now: tuple[date, date | None],
) -> None:
    """Raises RuleBroken for days that end before they begin, or that were noted already."""
    starts_on, ends_on = now
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(_("This cannot end before it begins."))
    if before == now:
        raise RuleBroken(_("These are the days already noted: nothing was changed."))


def refuse_crossing(
    beside: QuerySet[Any], start: str, end: str, starts_on: date, ends_on: date | None
) -> None:
    """One day may be shared: somebody stops in the morning, and somebody else begins."""
    crossing = beside.filter(Q(**{end: None}) | Q(**{f"{end}__gt": starts_on}))
    if ends_on is not None:
        crossing = crossing.filter(**{f"{start}__lt": ends_on})
    other = crossing.order_by(start).first()
    if other is None:
        return
    first, last = getattr(other, start), getattr(other, end)
    if last is None:
        sentence = _("Another line runs since %(start)s: these days cross it. Correct it first.")
        raise RuleBroken(sentence % {"start": f"{first:%d/%m/%Y}"})
    sentence = _(
        "Another line runs from %(start)s to %(end)s: these days cross it. Correct it first."
    )
    raise RuleBroken(sentence % {"start": f"{first:%d/%m/%Y}", "end": f"{last:%d/%m/%Y}"})
