"""The figures that texts cite, as whoever reads may see them, and those that a writer may cite."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from essaim.files.models import Picture as Drawn
from essaim.files.queries import newest_pictures, pictures_of, written_into
from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import Acting
from essaim.kernel.actors import actors_in_words
from essaim.kernel.addresses import address
from essaim.kernel.audiences import covers
from essaim.kernel.manifest import offered
from essaim.kernel.markup import (
    Picture,
    ResolvedFigure,
    Token,
    clean,
    from_text,
    is_bare,
    picture_text,
    pictures,
    plain,
    resolve,
    token_text,
    tokens,
)
from essaim.kernel.models import Keyed
from essaim.kernel.offering.figures import FigureChoice, FiguresInText, TextFigure

#: Pictures of the house that a writer is shown to choose from.
MOST_OFFERED = 12


@dataclass(frozen=True)
class Cited:
    """The figures and pictures of some texts, read once for all of them; no query without any.

    What is not `known` is the figure of no room. `year` is meant where a token names no period.
    `is_whole`: the pictures stand in the text itself, for what is kept or leaves the house.
    """

    year: int
    known: Mapping[Token, TextFigure] = field(default_factory=dict)
    pictures: Mapping[str, Drawn] = field(default_factory=dict)
    is_whole: bool = False

    @classmethod
    def by(cls, texts: Iterable[str], year: int, *, is_whole: bool = False) -> "Cited":
        texts = list(texts)
        wanted = {_bare(token) for text in texts for token in tokens(text)}
        offers: Iterable[FiguresInText] = offered("figures_in_text") if wanted else ()
        known: dict[Token, TextFigure] = {}
        for offer in offers:
            known |= offer.find(wanted - known.keys(), year)
        keys = {picture.key for text in texts for picture in pictures(text)}
        return cls(year, known, pictures_of(keys, with_content=is_whole), is_whole)

    @classmethod
    def by_pictures(cls, texts: Iterable[str], year: int, readers: Acting) -> "Cited":
        """The pictures that these readers may see; somebody else resolves the figures."""
        keys = {picture.key for text in texts for picture in pictures(text)}
        rows = pictures_of(keys).items()
        visible = {key: row for key, row in rows if row.stored.audience in readers.capacities}
        return cls(year, pictures=visible)

    def whole(self) -> "Cited":
        """The same with its pictures in the text itself. One query, or none."""
        keys = self.pictures.keys()
        return replace(self, is_whole=True, pictures=pictures_of(keys, with_content=True))

    def resolved(self, html: str, readers: Acting) -> str:
        """The text with its figures as links to their pages; a hidden one tells no value."""

        def figure_of(token: Token) -> ResolvedFigure | None:
            figure = self.known.get(_bare(token))
            if figure is None:
                return None
            if figure.audience not in readers.capacities:
                return ResolvedFigure(hidden_figure(), "", "")
            return ResolvedFigure(figure.text, figure.url, "")

        return resolve(html, figure_of, lambda picture: self.picture(picture, readers))

    def picture(self, picture: Picture, readers: Acting) -> Picture | str:
        """Where these readers find it; what it shows, in words, where they do not."""
        drawn = self.pictures.get(picture.key)
        if drawn is not None and drawn.stored.audience in readers.capacities:
            return self.drawn(picture)
        return hidden_picture(picture)

    def drawn(self, picture: Picture) -> Picture | str:
        """The same where whoever reads may see all that was read here."""
        drawn = self.pictures.get(picture.key)
        if drawn is None:
            return hidden_picture(picture)
        src = written_into(drawn) if self.is_whole else address("files:picture", UUID(picture.key))
        return picture._replace(src=src, width=drawn.width, height=drawn.height)

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
        shown = {picture.key: picture for picture in pictures(html)}
        sentences = [self._caution(token, writer, audience) for token in cited]
        sentences += [self._caution_of(picture, writer, audience) for picture in shown.values()]
        return list(filter(None, sentences))

    def _caution_of(self, picture: Picture, writer: Acting, audience: str) -> str:
        drawn = self.pictures.get(picture.key)
        names = {"shows": picture.words or picture.key}
        if drawn is None or drawn.stored.audience not in writer.capacities:
            return (
                _(
                    "“%(shows)s” is no picture that you may show: take one from the list below "
                    "the text."
                )
                % names
            )
        if not covers(drawn.stored.audience, audience):
            return (
                _(
                    "The picture “%(shows)s” is for fewer readers than this text: the others read "
                    "what it shows, and do not see it."
                )
                % names
            )
        return ""

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
    def examples(self) -> list[str]:
        """The sign of one of them: as it is, of the year before, of a month of this year."""
        tokens = [offer.token for choice in self.choices[:1] for offer in choice.offers[:1]]
        periods = ("", str(self.year - 1), f"{self.year}-03")
        return [token_text(token._replace(period=each)) for token in tokens for each in periods]

    @cached_property
    def pictures(self) -> Sequence[tuple[Drawn, str]]:
        """The newest that this writer may show, each with what is typed for it."""
        rows = newest_pictures(self.writer, MOST_OFFERED)
        return [(row, picture_text(str(row.stored.key), row.stored.alternative)) for row in rows]

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
    names = actors_in_words((line.actor_key for line in entries.values()), acting)
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


def shown_text(text: str, year: int, readers: Acting) -> SafeString:
    """A plain text (`markup.from_text`) for a page, its figures and pictures resolved."""
    html = from_text(text)
    return Cited.by([html], year).shown(html, readers)


def words_of(text: str, year: int, readers: Acting) -> str:
    """The same in words alone, for a lead or for machines."""
    return in_words({0: text}, year, readers)[0]


def in_words(texts: Mapping[int, str], year: int, readers: Acting) -> dict[int, str]:
    """Plain texts (`markup.from_text`) by id, each in words alone, its figures resolved.

    No query unless they cite figures; a text without signs is not even read.
    """
    rich = {key: from_text(text) for key, text in texts.items() if not is_bare(text)}
    cited = Cited.by(rich.values(), year)
    return {**texts, **{key: cited.words(html, readers) for key, html in rich.items()}}


def hidden_picture(picture: Picture) -> str:
    """What stands for a picture in the eyes of those who may not see it: its words are the text's.

    Nothing stands for one that only decorates.
    """
    if not picture.words:
        return ""
    return _("A picture for fewer readers: %(shows)s") % {"shows": picture.words}


def hidden_figure() -> str:
    """What stands for a figure in the eyes of those who may not see it."""
    return _("a figure for fewer readers")


def _bare(token: Token) -> Token:
    """Wherever in the text it stands."""
    return token._replace(paragraph=0)
