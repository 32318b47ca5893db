"""The rich text of the house: safe HTML in one normal form, its figure tokens, its Markdown.

Stored prose holds no number of its own: a figure is `<span data-figure="code" data-period="2024"
data-form="growth"></span>`, written `[[code@2024|growth]]` in Markdown or by hand. Every function
takes any text, however hostile, and costs in proportion to its length.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import nh3

from essaim.kernel.hypertext import read_html, write_html
from essaim.kernel.markdown import read_markdown, write_markdown
from essaim.kernel.nodes import BREAK, PICTURE, Block, Picture, Run, Token, safe_address

__all__ = [
    "Picture",
    "ResolvedFigure",
    "Token",
    "clean",
    "from_markdown",
    "from_text",
    "is_bare",
    "paragraphs",
    "picture_text",
    "pictures",
    "plain",
    "resolve",
    "to_markdown",
    "to_text",
    "token_text",
    "tokens",
]

TAGS = {"p", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h3", "h4", "br", "sup", "span"}
TAGS |= {"table", "tbody", "tr", "td", "th", "figure", "img", "figcaption"}
ATTRIBUTES = {
    "a": {"href"},
    "span": {"data-figure", "data-period", "data-form"},
    "img": {"data-picture", "alt"},
}
SCHEMES = {"http", "https", "mailto"}
NO_BREAK = "\u00a0"
_SIGNS = re.compile(r"[*\[\\<|]|^[ ]*(?:[-+>#]|\d{1,9}[.)])", re.MULTILINE)
#: The space before the double punctuation of French, and the one within its quotation marks.
_BREAKABLE = re.compile(r"(?<!\s) (?=[:;?!»])|(?<=«) ")


class ResolvedFigure(NamedTuple):
    """What a token shows: its value in words, the page behind it, its line in the annex."""

    text: str
    href: str
    id: str


def clean(html: str) -> str:
    """The normal form: what is allowed, once, in one spelling. Cleaning twice changes nothing."""
    return _safe(write_html(read_html(html)))


def from_markdown(text: str) -> str:
    """The normal form of what was written in Markdown."""
    return _safe(write_html(read_markdown(text)))


def to_markdown(html: str) -> str:
    """The text for a plain field. `from_markdown` gives it back as `clean` has it."""
    return write_markdown(read_html(html))


def from_text(text: str) -> str:
    """The normal form of a plain text that people wrote as they do: Markdown whose lines are lines.

    Texts that were typed before anybody spoke of Markdown read as they stood.
    """
    return _safe(write_html(read_markdown(text, lines_stay=True)))


def is_bare(text: str) -> bool:
    """Whether a plain text has no sign of Markdown, and reads as it stands."""
    return not _SIGNS.search(text)


def to_text(html: str) -> str:
    """The text for a plain column, with as few signs as it needs. `from_text` gives it back."""
    blocks = read_html(html)
    bare = "\n\n".join("".join(run.text for run in block.runs) for block in blocks)
    if from_text(bare) == write_html(blocks):
        return bare
    return write_markdown(blocks)


def tokens(html: str) -> list[Token]:
    """The figures cited, in order; `paragraph` counts blocks from 0, as `paragraphs` does."""
    if "data-figure" not in html and "[[" not in html:
        return []
    return [
        run.token._replace(paragraph=at)
        for at, block in enumerate(read_html(html))
        for run in block.runs
        if run.token
    ]


def pictures(html: str) -> list[Picture]:
    """The pictures shown, in order."""
    if "data-picture" not in html.lower():
        return []
    return [block.picture for block in read_html(html) if block.picture]


def resolve(
    html: str,
    figure_of: Callable[[Token], ResolvedFigure | None],
    picture_of: Callable[[Picture], Picture | str] = lambda picture: picture.words,
) -> str:
    """Tokens become links to their figure. One that is not known stays a token that can be seen.

    A picture says where it is found, or words stand in its place. Words are shown as they are
    printed: no line begins with the punctuation of the one before.
    """
    return write_html(resolved_blocks(html, figure_of, picture_of), is_shown=True)


def resolved_blocks(
    html: str,
    figure_of: Callable[[Token], ResolvedFigure | None],
    picture_of: Callable[[Picture], Picture | str] = lambda picture: picture.words,
) -> list[Block]:
    """As `resolve`, before it is written: for whoever moves its headings."""

    def resolved(run: Run, paragraph: int) -> Run:
        figure = figure_of(run.token._replace(paragraph=paragraph)) if run.token else None
        if figure is None:
            return run._replace(text=_BREAKABLE.sub(NO_BREAK, run.text))
        marks = run.marks._replace(href=safe_address(figure.href))
        return Run(figure.text, marks, None, figure.id)

    blocks = [
        _with_picture(
            block._replace(runs=tuple(resolved(run, at) for run in block.runs)), picture_of
        )
        for at, block in enumerate(read_html(html))
    ]
    return [block for block in blocks if block.runs or block.is_cell]


def _with_picture(block: Block, picture_of: Callable[[Picture], Picture | str]) -> Block:
    if block.picture is None:
        return block
    resolved = picture_of(block.picture)
    if isinstance(resolved, Picture):
        return block._replace(runs=(Run(picture=resolved), *block.runs[1:]))
    words = [Run(resolved)] if resolved else []
    caption = block.runs[1:]
    return Block("p", (*words, *([Run(BREAK)] if words and caption else []), *caption))


def plain(html: str) -> str:
    """The words alone, blocks apart by a blank line; a token reads `[[code]]`."""
    return "\n\n".join(words for words in paragraphs(html) if words)


def paragraphs(html: str) -> list[str]:
    """The words of each block."""
    return [_words(block) for block in read_html(html, figures=True)]


def token_text(token: Token) -> str:
    """The token as a person types it."""
    return write_markdown([Block("p", (Run(token=token),))])


def picture_text(key: str, alternative: str) -> str:
    """The picture as a person types it."""
    return write_markdown([Block(PICTURE, (Run(picture=Picture(key, alternative)),))])


def _words(block: Block) -> str:
    words = "".join(
        token_text(run.token) if run.token else run.text.replace(BREAK, " ") for run in block.runs
    )
    return " ".join(filter(None, (block.picture.words, words))) if block.picture else words


def _safe(html: str) -> str:
    """A second pair of eyes: nothing leaves that the sanitiser does not let through."""
    safe = _sanitised(html)
    return safe if safe == html else _sanitised(write_html(read_html(safe)))


def _sanitised(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
