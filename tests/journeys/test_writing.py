"""What is typed and what is pasted into the rich text, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.steps import open_composer
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

SHAPES = Path(__file__).parents[1] / "kernel" / "pasted"
TYPED = "5 * 3 * 2, *a* **b** _c_ snake_case `d` ~~e~~"
PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  document.querySelector(".written").dispatchEvent(new ClipboardEvent("paste", options));
}"""


def emptied(visitor: Visitor) -> None:
    open_composer(visitor).follow(re.compile("Préambule$"), within=".editable")
    visitor.page.locator(".written").click()
    visitor.page.keyboard.press("Control+A")
    visitor.page.keyboard.press("Delete")


def saved(visitor: Visitor) -> str:
    """What the house kept, as the plain field of the same page has it."""
    visitor.press("Enregistrer")
    open_composer(visitor).follow(re.compile("Préambule$"), within=".editable")
    return str(visitor.page.locator("textarea[data-prose]").input_value())


def test_what_is_typed_stays_as_it_is_typed(somebody: Callable[..., Visitor]) -> None:
    visitor = somebody("coordinator")
    for words in (TYPED, "1. un", "# deux", "> trois"):
        emptied(visitor)
        visitor.page.keyboard.type(f"{words} fin")
        assert saved(visitor) == f"<p>{words.replace('>', '&gt;')} fin</p>"


@pytest.mark.parametrize("program", ["word", "libre_office", "google_docs", "excel"])
def test_what_is_pasted_keeps_its_shape(somebody: Callable[..., Visitor], program: str) -> None:
    visitor = somebody("coordinator")
    emptied(visitor)
    visitor.page.evaluate(PASTE, (SHAPES / f"{program}.html").read_text())
    kept = saved(visitor)
    assert "<table" in kept
    assert len(re.findall("<tr", kept)) >= 2
    assert "mso-" not in kept
    if program in {"word", "google_docs"}:
        assert '<a href="https://' in kept or 'href="https://' in kept
    if program != "excel":
        assert re.search(r"<h[34]>", kept)
        assert re.search(r"</p><ul[^>]*><li>", kept)
        assert "·" not in kept


def press_tool(visitor: Visitor, tool: Locator) -> None:
    """Until the text has the caret again: a hand is slower than a key of the test."""
    tool.click()
    expect(visitor.page.locator(".written")).to_be_focused()


def test_tools_shape_the_text_and_put_figures_in_it(somebody: Callable[..., Visitor]) -> None:
    visitor = somebody("coordinator")
    emptied(visitor)
    page = visitor.page
    bold = page.get_by_role("button", name="Gras", exact=True)
    press_tool(visitor, bold)
    page.keyboard.type("Fort")
    press_tool(visitor, bold)
    page.keyboard.type(" et ")
    page.get_by_text("Citer un chiffre").click()
    assert visitor.sees("il suit ce qui est noté")
    assert not visitor.sees("crochets")
    choice = page.locator("details details").first
    choice.locator("> summary").click()
    press_tool(visitor, choice.get_by_role("button", name="Insérer").first)
    page.keyboard.type(".")
    kept = saved(visitor)
    figure = r"<span [^>]*data-figure=[^>]*>[^<]+</span>"
    assert re.fullmatch(rf"<p><strong>Fort</strong> et {figure}\.</p>", kept)


def test_without_scripts_one_writes_markdown(somebody: Callable[..., Visitor]) -> None:
    visitor = somebody("coordinator", scripts=False, width=360)
    open_composer(visitor).follow(re.compile("Préambule$"), within=".editable")
    visitor.page.get_by_text("Comment écrire").click()
    assert visitor.sees("Une ligne vide commence un nouveau paragraphe.")
    visitor.page.get_by_text("Citer un chiffre").click()
    assert visitor.sees("copiez-le en entier, crochets compris")
    words = "### Un titre\n\nDu **gras**, [[nulle-part]]."
    visitor.page.locator("textarea[data-prose]").fill(words)
    visitor.press("Enregistrer")
    assert visitor.sees("[[nulle-part]] n’est pas un chiffre que vous pouvez citer")
    open_composer(visitor).follow(re.compile("Préambule$"), within=".editable")
    assert visitor.page.locator("textarea[data-prose]").input_value() == words
    visitor.page.get_by_role("link", name="Comparer les versions").click()
    assert visitor.page.locator(".diff mark").count() > 0
