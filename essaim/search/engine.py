"""How each database looks words up: both are asked the same question, and answer alike.

The order of what they find is that of plain columns, never that of an engine's own marks.
"""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from essaim.search.models import IndexEntry
from essaim.search.words import Term


def matching(entries: QuerySet[IndexEntry], terms: Sequence[Term]) -> QuerySet[IndexEntry]:
    """Those that hold every word, in their title or below."""
    return entries.filter(_matches(_all_of(terms)))


def titled(entries: QuerySet[IndexEntry], terms: Sequence[Term]) -> QuerySet[IndexEntry]:
    """Those whose title holds every word."""
    return entries.filter(_matches(_all_of(terms, in_title=True)))


def untitled(entries: QuerySet[IndexEntry], terms: Sequence[Term]) -> QuerySet[IndexEntry]:
    """Those that hold every word, and not all of them in their title."""
    but = "NOT" if connection.vendor == "sqlite" else "& !"
    return entries.filter(_matches(f"({_all_of(terms)}) {but} ({_all_of(terms, in_title=True)})"))


def holds_any(words: Iterable[str]) -> RawSQL:
    """Whether a name holds at least one of these words, whole."""
    if connection.vendor == "sqlite":
        return _matches(" OR ".join(f'names : "{word}"' for word in words))
    return _matches(" | ".join(f"'n{word}'" for word in words))


def _all_of(terms: Sequence[Term], *, in_title: bool = False) -> str:
    """What is asked, in the language of the engine."""
    if connection.vendor == "sqlite":
        return " AND ".join(_for_fts5(term, in_title=in_title) for term in terms)
    return " & ".join(_for_tsquery(term, in_title=in_title) for term in terms)


def _matches(asked: str) -> RawSQL:
    # Words are letters and digits alone: nothing in them means anything to either language.
    if connection.vendor == "sqlite":
        within = "IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)"
        return RawSQL(f"search_indexentry.id {within}", [asked], BooleanField())  # noqa: S611
    return RawSQL("search_indexentry.lexemes @@ %s::tsquery", [asked], BooleanField())


def _for_fts5(term: Term, *, in_title: bool) -> str:
    stems = "{title_stems}" if in_title else "{title_stems body_stems}"
    start = "*" if term.is_start else ""
    return f'({stems} : "{term.stem}" OR names : "{term.word}"{start})'


def _for_tsquery(term: Term, *, in_title: bool) -> str:
    """The first letter of a lexeme says where it stands: see `install`."""
    below = "" if in_title else f" | 'b{term.stem}'"
    start = ":*" if term.is_start else ""
    return f"('t{term.stem}'{below} | 'n{term.word}'{start})"
