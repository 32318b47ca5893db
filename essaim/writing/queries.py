"""The figures that texts cite, as whoever reads may see them, and those that a writer may cite."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import Acting
from essaim.kernel.audiences import covers
from essaim.kernel.manifest import manifests, offered
from essaim.kernel.markup import (
    ResolvedFigure,
    Token,
    clean,
    from_text,
    is_bare,
    plain,
    resolve,
    token_text,
    tokens,
)
from essaim.kernel.models import Keyed
from essaim.kernel.offering.figures import FigureChoice, FiguresInText, TextFigure


@dataclass(frozen=True)
class Cited:
    """The figures that some texts cite, read once for all of them; no query where they cite none.

    What is not `known` is the figure of no room. `year` is meant where a token names no period.
    """

    year: int
    known: Mapping[Token, TextFigure] = field(default_factory=dict)

    @classmethod
    def by(cls, texts: Iterable[str], year: int) -> "Cited":
        wanted = {_bare(token) for text in texts for token in tokens(text)}
        offers: Iterable[FiguresInText] = offered("figures_in_text") if wanted else ()
        known: dict[Token, TextFigure] = {}
        for offer in offers:
            known |= offer.find(wanted - known.keys(), year)
        return cls(year, known)

    def resolved(self, html: str, readers: Acting) -> str:
        """The text with its figures as links to their pages; a hidden one tells no value."""

        def figure_of(token: Token) -> ResolvedFigure | None:
            figure = self.known.get(_bare(token))
            if figure is None:
                return None
            if figure.audience not in readers.capacities:
                return ResolvedFigure(hidden_figure(), "", "")
            return ResolvedFigure(figure.text, figure.url, "")

        return resolve(html, figure_of)

    def shown(self, html: str, readers: Acting) -> SafeString:
        """The same for a page. Safe: `clean` is the first to see it."""
        return mark_safe(self.resolved(clean(html), readers))  # noqa: S308

    def words(self, html: str, readers: Acting) -> str:
        """The same without its form, for a line of a list or a mail."""
        return plain(self.resolved(html, readers))

    def value(self, token: Token, writer: Acting) -> str:
        """What stands for a token while it is written: the value, or the token as it is typed."""
        figure = self.known.get(_bare(token))
        if figure is None or figure.audience not in writer.capacities:
            return token_text(_bare(token))
        return figure.text

    def cautions(self, html: str, writer: Acting, audience: str) -> list[str]:
        """One sentence for each figure that readers will not see, in the order of the text."""
        cited = dict.fromkeys(_bare(token) for token in tokens(html))
        return [sentence for token in cited if (sentence := self._caution(token, writer, audience))]

    def _caution(self, token: Token, writer: Acting, audience: str) -> str:
        figure, typed = self.known.get(token), token_text(token)
        if figure is None or figure.audience not in writer.capacities:
            return _(
                "%(typed)s is no figure that you may cite, and stands in the text as you typed it: "
                "take one from the list below the text."
            ) % {"typed": typed}
        if not covers(figure.audience, audience):
            return _(
                "“%(title)s” (%(typed)s) is for fewer readers than this text: the others read “a "
                "figure for fewer readers” in its place."
            ) % {"title": figure.title, "typed": typed}
        return ""


@dataclass(frozen=True)
class Citable:
    """What a writer may cite in a text about a year, and near what it is written."""

    writer: Acting
    year: int
    near: UUID | None = None

    @cached_property
    def choices(self) -> Sequence[FigureChoice]:
        offers: Iterable[FiguresInText] = offered("figures_in_text")
        return [
            choice for offer in offers for choice in offer.choose(self.year, self.writer, self.near)
        ]

    @property
    def nearby(self) -> list[FigureChoice]:
        return [choice for choice in self.choices if choice.is_near]

    @property
    def others(self) -> list[FigureChoice]:
        return [choice for choice in self.choices if not choice.is_near]


@dataclass(frozen=True)
class Version:
    """What the texts of a row were, since when, by whom; `is_beside`: it came second, and never
    stood. Its texts bear the names of the fields of their form."""

    number: int
    at: datetime
    who: str
    texts: Mapping[str, str]
    is_beside: bool


def versions_of(row: Keyed, columns: Mapping[str, str], acting: Acting) -> list[Version]:
    """Newest first, in a few queries; what left the texts as they were is no version of them.

    `columns`: field of the form → column of the row.
    """
    revisions = list(Revision.objects.of(row.key).order_by("number"))
    entries = {line.key: line for line in Entry.objects.about(row.key)}
    names = _names({line.actor_key for line in entries.values() if line.actor_key}, acting)
    versions: list[Version] = []
    stands: Mapping[str, str] = {}
    for at, revision in enumerate(revisions):
        texts = {field: str(revision.record.get(name, "")) for field, name in columns.items()}
        entry = entries.get(revision.entry_key)
        if entry is None or texts == stands:
            continue
        follows = revisions[at + 1 : at + 2]
        is_beside = bool(follows) and follows[0].entry_key == revision.entry_key
        stands = stands if is_beside else texts
        who = names.get(entry.actor_key, "") or _("somebody who left")
        versions.append(Version(revision.number, entry.at, who, texts, is_beside))
    return versions[::-1]


def _names(keys: set[UUID], acting: Acting) -> dict[UUID | None, str]:
    names: dict[UUID | None, str] = {}
    for room in manifests():
        if room.actors_in_words is not None:
            names |= room.actors_in_words(keys, acting)
    return names


def in_words(texts: Mapping[int, str], year: int, readers: Acting) -> dict[int, str]:
    """Plain texts (`markup.from_text`) by id, each in words alone, its figures resolved.

    No query unless they cite figures; a text without signs is not even read.
    """
    rich = {key: from_text(text) for key, text in texts.items() if not is_bare(text)}
    cited = Cited.by(rich.values(), year)
    return {**texts, **{key: cited.words(html, readers) for key, html in rich.items()}}


def hidden_figure() -> str:
    """What stands for a figure in the eyes of those who may not see it."""
    return _("a figure for fewer readers")


def _bare(token: Token) -> Token:
    """Wherever in the text it stands."""
    return token._replace(paragraph=0)
