"""A network chooses one colour; whatever it is, what is made of it can be read in both themes."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.kernel import colours
from essaim.kernel.colours import DARK, LIGHT, READABLE, contrast, palette, read_colour
from essaim.kernel.errors import RuleBroken

TOKENS = Path(colours.__file__).parent / "static/essaim/tokens.css"
ANY = some.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("typed", "colour"),
    [
        ("#e5a823", "#e5a823"),
        (" E5A823 ", "#e5a823"),
        ("#FA3", "#ffaa33"),
        ("fa3", "#ffaa33"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_colour_is_read_as_people_write_it(typed: str, colour: str) -> None:
    assert read_colour(typed) == colour


@pytest.mark.parametrize(
    "typed",
    ["orange", "#12345", "#1234567", "#gggggg", "rgb(1, 2, 3)", "#fa3;}", "#e5a8२3", "##fa3"],
)
def test_what_is_no_colour_is_refused_by_what_was_typed(typed: str) -> None:
    with pytest.raises(RuleBroken, match=re.escape(f"« {typed} »".replace("« ", "«\u00a0")[:4])):
        read_colour(typed)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#e5a823", "#e5a823", 1.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that passes on white, as WCAG says
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
        ("#00ff00", "#000000", 15.3),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.01)


def themes_in_the_style_sheet() -> list[dict[str, str]]:
    """Light, dark, and dark as the system says."""
    parts = re.split(r" color-scheme: (?:light|dark);", TOKENS.read_text())[1:]
    return [grounds_in(part) for part in parts]


def grounds_in(part: str) -> dict[str, str]:
    return dict(re.findall(r"--(paper|sheet|wash|ink|soft): (#[0-9a-f]{6});", part))


def test_the_grounds_are_those_of_the_pages() -> None:
    for theme, grounds in zip((LIGHT, DARK, DARK), themes_in_the_style_sheet(), strict=True):
        names = ("paper", "sheet", "wash", "soft")
        assert {name: getattr(theme, name) for name in names} == {
            name: grounds[name] for name in names
        }


@given(ANY)
def test_whatever_the_colour_all_of_it_can_be_read(colour: str) -> None:
    inks = [grounds["ink"] for grounds in themes_in_the_style_sheet()[:2]]
    for theme, ink in zip((LIGHT, DARK), inks, strict=True):
        made = palette(colour, theme)
        for ground in ("honey", "honey-hover"):
            assert contrast(made["on-honey"], made[ground]) >= READABLE
        for text in (ink, theme.soft):
            assert contrast(text, made["honey-wash"]) >= READABLE
        for ground in (theme.paper, theme.sheet, theme.wash, made["honey-wash"]):
            assert contrast(made["link"], ground) >= READABLE
        assert contrast(made["honey"], theme.paper) >= colours.VISIBLE


@pytest.mark.parametrize(
    ("colour", "theme", "honey", "link"),
    [
        ("#e5a823", LIGHT, "#e5a823", "#856114"),
        ("#e5a823", DARK, "#e5a823", "#e5a823"),
        ("#005f73", LIGHT, "#005f73", "#005f73"),
        ("#000000", LIGHT, "#000000", "#000000"),
        ("#ffffff", DARK, "#ffffff", "#ffffff"),
    ],
)
def test_a_colour_that_can_be_read_stays_as_it_is(colour, theme, honey, link) -> None:
    made = palette(colour, theme)
    assert (made["honey"], made["link"]) == (honey, link)


@given(ANY)
def test_the_style_sheet_holds_colours_and_nothing_else(colour: str) -> None:
    sheet = colours.style_sheet(colour)
    assert len(re.findall(r"--[a-z-]+: #[0-9a-f]{6};", sheet)) == 15
    rest = re.sub(r"--[a-z-]+: #[0-9a-f]{6};", "", sheet)
    assert re.sub(r"\s+", " ", rest) == (
        '@layer tokens { :root { } :root[data-theme="dark"] { } '
        "@media (prefers-color-scheme: dark) { :root:not([data-theme]) { } } } "
    )
