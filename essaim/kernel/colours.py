"""The colour of a network, and what is made of it so that everybody can read it in both themes.

Contrast as WCAG 2.2 reckons it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from essaim.kernel.errors import RuleBroken

#: A colour as the house keeps it: `#e5a823`.
Colour = str
_LONG = re.compile(r"#[0-9a-f]{6}")
_SHORT = re.compile(r"#[0-9a-f]{3}")
BLACK, WHITE = "#000000", "#ffffff"
#: Text on its ground; a coloured ground on the page, where words within tell what it is.
READABLE, VISIBLE = 4.5, 1.7
#: How finely a colour is made darker, or lighter.
STEPS = 50


@dataclass(frozen=True)
class Theme:
    """The grounds of a theme (as in `tokens.css`), and where colours go that contrast too little.

    `pale`: how much of the colour a wash of it holds; `soft`: the second text, which stands on it.
    """

    paper: Colour
    sheet: Colour
    wash: Colour
    soft: Colour
    towards: Colour
    pale: float


LIGHT = Theme("#faf6ec", "#fffdf7", "#f2ead9", "#5e5548", BLACK, 0.18)
DARK = Theme("#1a1714", "#23201b", "#2f2a22", "#bdb19d", WHITE, 0.14)
#: Inks on a button of the colour: the house's own if it can be read.
INKS = ("#241b08", WHITE, BLACK)


def read_colour(typed: str) -> Colour:
    """`#E5A823`, `e5a823`, `#fa3`; blank where nothing is typed. Raises RuleBroken for others."""
    colour = typed.strip().lower()
    if not colour:
        return ""
    colour = colour if colour.startswith("#") else f"#{colour}"
    if _SHORT.fullmatch(colour):
        colour = "#" + "".join(sign * 2 for sign in colour[1:])
    if not _LONG.fullmatch(colour):
        sentence = _(
            "“%(typed)s” is no colour: write six signs from 0 to 9 and A to F, such as #E5A823."
        )
        raise RuleBroken(sentence % {"typed": typed.strip()})
    return colour


def contrast(first: Colour, second: Colour) -> float:
    """From 1, of a colour on itself, to 21, of black on white."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def palette(colour: Colour, theme: Theme) -> Mapping[str, Colour]:
    """What stands for the house's own honey in this theme; its names are those of `tokens.css`."""
    accent = _until_seen(colour, (theme.paper, theme.sheet), theme.towards, VISIBLE)
    ink = next(ink for ink in INKS if contrast(ink, accent) >= READABLE)
    wash = _mixed(accent, theme.sheet, theme.pale)
    grounds = (theme.paper, theme.sheet, theme.wash, wash)
    return {
        "honey": accent,
        "honey-hover": _mixed(accent, BLACK if ink == WHITE else WHITE, 0.82),
        "honey-wash": wash,
        "on-honey": ink,
        "link": _until_seen(colour, grounds, theme.towards, READABLE),
    }


@lru_cache(maxsize=8)
def style_sheet(colour: Colour) -> str:
    """The tokens of both themes, where the person or the system chose each.

    Kept, since each page asks for the mark of it, and to make it takes a third of a millisecond.
    """
    light, dark = _rules(palette(colour, LIGHT)), _rules(palette(colour, DARK))
    return (
        "@layer tokens {\n"
        f"  :root {{ {light} }}\n"
        f'  :root[data-theme="dark"] {{ {dark} }}\n'
        f"  @media (prefers-color-scheme: dark) {{ :root:not([data-theme]) {{ {dark} }} }}\n"
        "}\n"
    )


def _rules(tokens: Mapping[str, Colour]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in tokens.items())


def _until_seen(colour: Colour, grounds: Iterable[Colour], towards: Colour, least: float) -> Colour:
    """The nearest to the colour that contrasts with all of these grounds as much as it must."""
    grounds = tuple(grounds)
    shades = (_mixed(colour, towards, 1 - step / STEPS) for step in range(STEPS + 1))
    return next(
        shade for shade in shades if min(contrast(shade, ground) for ground in grounds) >= least
    )


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """So much of the colour, and the rest of the other, sign by sign."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _parts(colour: Colour) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
