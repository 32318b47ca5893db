"""What somebody looks for, among what they may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.safestring import SafeString

from essaim.kernel.acting import Acting
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.manifest import is_open
from essaim.search.engine import holds_any, matching, titled, untitled
from essaim.search.indexing import searchables
from essaim.search.models import IndexEntry, NameGram
from essaim.search.words import (
    Piece,
    Term,
    excerpt,
    grams,
    marked,
    names_in,
    nearest,
    shown,
    terms_of,
)

A_PAGE = 20
#: Words that are looked for; more of them are a text, not a search.
MOST_TERMS = 10
#: Names among which the one that somebody meant is looked for.
LIKE_IT = 60


@dataclass(frozen=True)
class Hit:
    """One result: its words, those that correspond marked."""

    kind: str
    label: str
    title: Sequence[Piece]
    excerpt: Sequence[Piece]
    url: str
    starts_on: date | None
    precision: str

    @property
    def title_shown(self) -> SafeString:
        return shown(self.title)

    @property
    def excerpt_shown(self) -> SafeString:
        return shown(self.excerpt)


@dataclass(frozen=True)
class Facet:
    """How many results are of one kind, or begin in one year."""

    value: str
    label: str
    count: int


#: How many results are of a kind and begin in a year.
Counts = Mapping[tuple[str, int | None], int]
#: Numbers of entries, in their order.
Keys = QuerySet[IndexEntry, int]


@dataclass(frozen=True)
class Results:
    """A page of what was found; `meant` is what was looked for instead, where a name was misspelt.

    `total` counts what the chosen kind and year leave; `facets` and `years` count the others.
    """

    typed: str
    total: int = 0
    page: int = 1
    meant: str = ""
    hits: Sequence[Hit] = ()
    facets: Sequence[Facet] = ()
    years: Sequence[Facet] = ()
    everything: int = 0


def entries_for(acting: Acting) -> QuerySet[IndexEntry]:
    """What this reader may see, and open."""
    entries = IndexEntry.objects.visible_to(acting)
    closed = [model for model in searchables() if not is_open(model.partition(".")[0])]
    if acting.is_visitor:
        closed += [model for model, kind in searchables().items() if not kind.is_open]
    return entries.exclude(kind__in=closed)


def search(
    typed: str, acting: Acting, *, kind: str = "", year: int | None = None, page: int = 1
) -> Results:
    """Titles first, then the newest; a constant number of queries."""
    terms = terms_of(typed)[:MOST_TERMS]
    if not terms:
        return Results(typed)
    entries, meant = entries_for(acting), ""
    counts = _counts(acting, tuple(terms))
    if not counts and (other := _meant(terms, entries)):
        terms, meant = other, " ".join(term.word for term in other)
        counts = _counts(acting, tuple(terms))
    total = sum(
        count
        for (in_kind, in_year), count in counts.items()
        if kind in {"", in_kind} and year in {None, in_year}
    )
    page = min(max(page, 1), max(1, -(-total // A_PAGE)))
    entries = entries.filter(kind=kind) if kind else entries
    entries = entries.filter(year=year) if year else entries
    rows = _rows(_shown(entries, terms, (page - 1) * A_PAGE, min(page * A_PAGE, total)))
    return Results(
        typed=typed,
        total=total,
        page=page,
        meant=meant,
        hits=[_hit(row, terms) for row in still_visible(rows, acting)],
        facets=_facets(counts, year),
        years=_years(counts, kind),
        everything=sum(counts.values()),
    )


def suggest(typed: str, acting: Acting, *, kind: str = "", most: int = 8) -> list[str]:
    """The first titles that hold what was typed so far."""
    terms = terms_of(typed)[:MOST_TERMS]
    if not terms:
        return []
    entries = entries_for(acting)
    if kind:
        entries = entries.filter(kind=kind)
    keys = _that_name_first(entries, terms)[:most]
    if not keys and (other := _meant(terms, entries)):
        keys = _that_name_first(entries, other)[:most]
    return [row.title for row in still_visible(_rows(keys), acting)]


def _shown(
    entries: QuerySet[IndexEntry], terms: Sequence[Term], first: int, last: int
) -> list[int]:
    """The numbers of a page: where titles fill it, the rest is neither read nor sorted."""
    titles = _that_name_first(entries, terms)
    keys = list(titles[first:last])
    if first + len(keys) < last:
        before = first + len(keys) if keys or not first else titles.count()
        rest = _newest_first(untitled(entries, terms))
        keys += rest[max(first - before, 0) : max(last - before, 0)]
    return keys


def _that_name_first(entries: QuerySet[IndexEntry], terms: Sequence[Term]) -> Keys:
    """Titles that hold all words: the thing of that very name, then the newest."""
    name = Q(names=names_in(" ".join(term.word for term in terms)))
    is_it = ExpressionWrapper(name, BooleanField())
    return _newest_first(titled(entries, terms), is_it.desc())


def _newest_first(entries: QuerySet[IndexEntry], *before: OrderBy) -> Keys:
    """Their numbers alone: what is not shown is never read whole."""
    newest = F("starts_on").desc(nulls_last=True)
    return entries.order_by(*before, newest, "names", "pk").values_list("pk", flat=True)


def _rows(keys: Iterable[int]) -> list[IndexEntry]:
    """In this order."""
    in_order = list(keys)
    rows = IndexEntry.objects.in_bulk(in_order)
    return [rows[key] for key in in_order if key in rows]


def still_visible(rows: Sequence[IndexEntry], acting: Acting) -> list[IndexEntry]:
    """Without what was narrowed or removed since it was indexed: one query a kind on the page."""
    keys: dict[str, list[UUID]] = {}
    for row in rows:
        keys.setdefault(row.kind, []).append(row.target)
    still_there: set[UUID] = set()
    for kind, targets in keys.items():
        visible = apps.get_model(kind)._default_manager.visible_to(acting)
        still_there.update(visible.filter(key__in=targets).values_list("key", flat=True))
    return [row for row in rows if row.target in still_there]


@UntilWritten
def _counts(acting: Acting, terms: tuple[Term, ...]) -> Counts:
    """Who turns a page or chooses a kind asks for the same counts again."""
    matches = matching(entries_for(acting), terms)
    counted = matches.order_by().values_list("kind", "year").annotate(count=Count("pk"))
    return {(kind, year): count for kind, year, count in counted}


def _facets(counts: Counts, year: int | None) -> list[Facet]:
    kinds: dict[str, int] = {}
    for (kind, in_year), count in counts.items():
        if year in {None, in_year}:
            kinds[kind] = kinds.get(kind, 0) + count
    return [
        Facet(kind, str(searchable.plural), kinds[kind])
        for kind, searchable in searchables().items()
        if kind in kinds
    ]


def _years(counts: Counts, kind: str) -> list[Facet]:
    years: dict[int, int] = {}
    for (in_kind, in_year), count in counts.items():
        if in_year is not None and kind in {"", in_kind}:
            years[in_year] = years.get(in_year, 0) + count
    return [Facet(str(year), str(year), years[year]) for year in sorted(years, reverse=True)]


def _meant(terms: Sequence[Term], entries: QuerySet[IndexEntry]) -> list[Term]:
    """The same words, those that nothing holds replaced by the names that they are near to."""
    words = []
    for term in terms:
        stands = matching(entries, [term]).exists()
        word = term.word if stands else _nearest_name(term.word, entries)
        if not word:
            return []
        words.append(word)
    return terms_of(" ".join(words)) if words != [term.word for term in terms] else []


def _nearest_name(word: str, entries: QuerySet[IndexEntry]) -> str:
    """The nearest word of a name that one may see; empty where none is near."""
    shared = NameGram.objects.filter(gram__in=grams(word)).values("word")
    most = shared.annotate(count=Count("pk")).order_by("-count", "word")[:LIKE_IT]
    near = [row["word"] for row in most if nearest(word, [row["word"]])]
    names = (
        entries.filter(holds_any(near)).values_list("names", flat=True)[:LIKE_IT] if near else ()
    )
    return nearest(word, [name for names in names for name in names.split() if name in near])


def _hit(row: IndexEntry, terms: Sequence[Term]) -> Hit:
    return Hit(
        kind=row.kind,
        label=str(searchables()[row.kind].label),
        title=marked(row.title, terms),
        excerpt=excerpt(row.excerpt_source, terms),
        url=row.url,
        starts_on=row.starts_on,
        precision=row.precision,
    )
