"""Personal data: each room declares once what it holds on people, and three things follow.

What the house says of each column on its page, what somebody takes away, and what becomes of it
when they ask to be forgotten execute the same declaration: `personal.py` of a room.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from django.db.models import CharField, Count, Model, Q, QuerySet, Value
from django.utils.translation import gettext as _

type_of_label = Any  # a lazy translation or a string
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Whom:
    """Somebody, as any room may know them: every row merged with theirs, resolved once.

    `emails`, to take away what was written there: those of their accounts, at which a code reached
    them; to forget it, that of their card too. `names`, to forget alone: names and addresses under
    which they ever stood.
    """

    people: Sequence[int] = ()
    keys: Sequence[UUID] = ()
    accounts: Sequence[int] = ()
    emails: Sequence[str] = ()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fate:
    """What becomes of a personal column when somebody asks to be forgotten, and why.

    What is anonymised names nobody any more because the card it points at is blank; or, where
    `instead` is given, because this stands there: a number for a name.
    """

    becomes: Literal["erase", "anonymise", "keep"]
    why: type_of_label
    kept_for: type_of_label
    instead: Callable[[Any], object] | None = None  # given the row

    @property
    def in_words(self) -> str:
        words = {
            "erase": _("erased"),
            "anonymise": _("kept without your name"),
            "keep": _("kept, for the reason given"),
        }
        return words[self.becomes]


def erased(why: type_of_label, kept_for: type_of_label) -> Fate:
    return Fate("erase", why, kept_for)


def anonymised(
    why: type_of_label, kept_for: type_of_label, instead: Callable[[Any], object] | None = None
) -> Fate:
    return Fate("anonymise", why, kept_for, instead)


def kept(why: type_of_label, kept_for: type_of_label) -> Fate:
    return Fate("keep", why, kept_for)


@dataclass(frozen=True, eq=False)
class Held:
    """The personal columns of one model, and which of its rows are somebody's.

    `of` is the way from a row to the person (`"person"`, `"membership__person"`), or answers the
    condition; without it the rows are nobody's own: others wrote them, and the page alone tells.

    The export has a part `code` called `label`, which `shows` each row by columns or as a mapping,
    `read` in this order; or the part `told_in`, declared elsewhere, shows these rows too.

    Whoever is forgotten: `first` does what no column says (ends what runs, takes back what waits)
    and may answer sentences; then the columns are blanked, in the rows and in each former version;
    `stays` is told where rows are left. Rows that an action removes name it in `erased_by`.
    """

    model: type[Model]
    fields: Mapping[str, Fate] = field(default_factory=dict)
    of: str | Callable[[Whom], Q] | None = None
    code: str = ""
    label: type_of_label = ""
    read: QuerySet[Any] | None = None
    shows: Sequence[str] | Callable[[Any, Whom], Row] = ()
    told_in: str = ""
    first: Callable[[QuerySet[Any], Whom], Iterable[str] | None] | None = None
    stamp: str = ""  # the column that says when a row was blanked
    stays: type_of_label = ""
    erased_by: str = ""

    def is_theirs(self, whom: Whom) -> Q:
        if self.of is None:
            return Q(pk__in=())
        return self.of(whom) if callable(self.of) else Q((f"{self.of}__in", whom.people))

    def rows_of(self, whom: Whom) -> QuerySet[Any]:
        return self.model._default_manager.filter(self.is_theirs(whom))

    def exported(self, whom: Whom, *, first: int | None = None) -> Iterator[Row]:
        """Each of their rows, for the export; the first of them, for a page."""
        rows = self.model._default_manager.all() if self.read is None else self.read
        for row in rows.filter(self.is_theirs(whom))[:first]:
            if callable(self.shows):
                yield self.shows(row, whom)
            else:
                yield {name: getattr(row, name) for name in self.shows}


@dataclass(frozen=True)
class Line:
    """What the page says of one column: “e-mail address (account)”."""

    declaration: Held
    field: str
    fate: Fate

    @property
    def what(self) -> str:
        meta = self.declaration.model._meta
        name = getattr(meta.get_field(self.field), "verbose_name", self.field)
        return f"{name} ({meta.verbose_name})"


def lines_of(personal: Iterable[Held]) -> list[Line]:
    return [
        Line(declaration, name, fate)
        for declaration in personal
        for name, fate in declaration.fields.items()
    ]


def parts_with_rows(personal: Iterable[Held], whom: Whom) -> dict[Held, int]:
    """The parts of the export that are not empty, each with the count of its rows: one query."""
    parts = {declaration.code: declaration for declaration in personal if declaration.code}
    full = [
        declaration.rows_of(whom)
        .order_by()
        .annotate(part=Value(code, output_field=CharField()))
        .values("part")
        .annotate(rows=Count("pk"))
        .values_list("part", "rows")
        for code, declaration in parts.items()
    ]
    counts = dict(full[0].union(*full[1:], all=True)) if full else {}
    return {part: counts[code] for code, part in parts.items() if counts.get(code)}
