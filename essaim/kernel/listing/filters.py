"""Filters of a list: each is a word of its address, in French as all addresses are.

A filter that cannot be read is left out, never an error: addresses are shared, and typed by hand.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.among_many import (
    LONGEST,
    AmongManyField,
    ListedChoiceField,
    few_of,
    without_groups,
)
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.models import SearchableQuerySet
from essaim.kernel.namesakes import labels_of

ALL = gettext_lazy("All")
#: Value and label; or the title of a group, and its values with their labels.
Choices = Iterable[tuple[Any, Any]]


#: What a function offers to whoever reads.
Offers = Callable[[Acting], Iterable[Any]]


@dataclass(frozen=True)
class Offered:
    """What functions offer one reader; each is asked once for one form."""

    by: Acting
    day: date
    language: str
    known: dict[Offers, list[Any] | None] = field(default_factory=dict, compare=False)

    def few(self, offers: Offers) -> list[Any] | None:
        """All that is offered; None of rows where they are more than a menu holds."""
        if offers not in self.known:
            self.known[offers] = _few(offers, self.by, self.day, self.language)
        return self.known[offers]


@UntilWritten
def _few(offers: Offers, by: Acting, _day: date, _language: str) -> list[Any] | None:
    rows = offers(by)
    return few_of(rows) if isinstance(rows, SearchableQuerySet) else list(rows)


@dataclass(frozen=True)
class Filter:
    """A word of the address, what it asks of the rows, and the field that reads it.

    `asks` is a lookup where the rows are a query, else a keyword of the function that finds them.
    """

    name: str
    asks: str
    field: Callable[[Offered], forms.Field]


def words(label: Any, asks: str = "words", *, name: str = "q", longest: int = 100) -> Filter:
    """Words that are looked for: the field that stands open above a list."""
    return Filter(
        name,
        asks,
        lambda _offered: forms.CharField(label=label, required=False, max_length=longest),
    )


def choice(
    name: str,
    label: Any,
    choices: Choices | Offers,
    asks: str,
    *,
    reads: Callable[[str], Any] = str,
) -> Filter:
    """One of few values: of an enum, or those that a function says for whoever reads."""

    def field(offered: Offered) -> forms.Field:
        few = offered.few(choices) if callable(choices) else choices
        return _choice(label, few or (), reads)

    return Filter(name, asks, field)


def either(name: str, label: Any, *, yes: Any, no: Any, asks: str) -> Filter:
    """Those of which something is true, or those of which it is not: `oui` and `non`."""
    return choice(name, label, [("oui", yes), ("non", no)], asks, reads=lambda word: word == "oui")


def year(name: str, label: Any, years: Callable[[Acting], Iterable[int]], asks: str) -> Filter:
    """One of the years that a function says."""

    def field(offered: Offered) -> forms.Field:
        return _choice(label, [(str(each), str(each)) for each in offered.few(years) or ()], int)

    return Filter(name, asks, field)


def row(
    name: str,
    label: Any,
    rows: Offers,
    asks: str,
    *,
    of: Callable[[list[Any]], Iterable[Any]] = list,
    grouped: Callable[[Sequence[Any]], Choices] | None = None,
) -> Filter:
    """A row among some, by its key; those of one name are told apart. One query.

    Among more than a menu holds, its name is typed. `of` makes the rows of what is offered: of
    objectives, their axes.
    """

    def field(offered: Offered) -> forms.Field:
        few = offered.few(rows)
        if few is None:
            many: Any = rows(offered.by)
            return AmongManyField(many, label=label, required=False, max_length=LONGEST)
        among = list(of(few))
        by_key = {str(each.key): each for each in among}
        choices = grouped(among) if grouped else zip(by_key, labels_of(among), strict=True)
        return _choice(label, choices, by_key.__getitem__)

    return Filter(name, asks, field)


def tick(name: str, label: Any, asks: str) -> Filter:
    """Only those of which something is true."""
    return Filter(name, asks, lambda _offered: TickField(label=label, required=False))


def key(name: str, label: Any, asks: str) -> Filter:
    """The key of a thing, as a link of the page gives it."""
    return Filter(name, asks, lambda _offered: forms.UUIDField(label=label, required=False))


class TickField(forms.BooleanField):
    """Ticked, or nothing is asked."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None


def plain(by: Acting) -> Acting:
    """Whoever asks as such, who stands behind what a request finds out when first wanted."""
    return Acting(key=by.key, user_id=by.user_id, capacities=by.capacities)


def form_of(filters: Sequence[Filter], data: Mapping[str, Any], by: Acting) -> forms.Form:
    """The form of these filters, read from an address."""
    offered = Offered(plain(by), timezone.localdate(), get_language() or "")
    form = forms.Form(data)
    form.fields.update({each.name: each.field(offered) for each in filters})
    form.full_clean()
    return form


def asked_by(filters: Sequence[Filter], form: forms.Form) -> dict[str, Any]:
    """What is asked of the rows: False is asked, None and nothing are not."""
    values = ((each.asks, form.cleaned_data.get(each.name)) for each in filters)
    return {asks: value for asks, value in values if value not in (None, "")}


def in_force(filters: Sequence[Filter], form: forms.Form) -> Iterator[tuple[str, str]]:
    """The filters that were read, each by its word of the address and what it says."""
    for each in filters:
        value = form.cleaned_data.get(each.name)
        if value not in (None, ""):
            yield each.name, _in_words(form[each.name], value)


def _in_words(bound: Any, value: Any) -> str:
    title = str(bound.label)
    if isinstance(bound.field, TickField):
        return title
    labels = dict(without_groups(getattr(bound.field, "choices", ())))
    label = labels.get(str(bound.data)) or labels.get(str(value), value)
    return _("%(title)s: %(label)s") % {"title": title, "label": label}


def _choice(label: Any, choices: Choices, reads: Callable[[str], Any]) -> ListedChoiceField:
    field = ListedChoiceField(label=label, coerce=reads, empty_value=None, required=False)
    field.offer([("", ALL), *choices])
    return field
