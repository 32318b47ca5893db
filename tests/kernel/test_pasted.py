"""Pasted from Word, LibreOffice, Google Docs, Outlook, Excel: tables, lists, headings and links."""

from pathlib import Path

import pytest

from essaim.kernel.markup import clean, from_markdown, to_markdown

#: What these programs put on the clipboard, shortened.
SHAPES = Path(__file__).parent / "pasted"
KEPT = {
    "word": (
        "<h3>Bilan 2024</h3>"
        '<p>Voir <a href="https://www.example.org/a_b?x=1&amp;y=2">le site</a>'
        " et <strong>agir</strong>.</p>"
        "<ul><li>Un point<ul><li>Dessous</li></ul></li><li>Un autre</li></ul>"
        "<ol><li>Premier</li></ol>"
        "<table><tbody><tr><td><strong>Année</strong></td><td>Visites</td></tr>"
        "<tr><td>2024</td><td>52&nbsp;464</td></tr></tbody></table>"
    ),
    "libre_office": (
        "<h3>Moyens</h3><p><em>Un</em> mi-temps<sup>1</sup></p>"
        "<ol><li>un</li><li>deux<ul><li>trois</li></ul></li></ol>"
        "<table><tbody><tr><th>Poste</th><th>Euros</th></tr>"
        "<tr><td>Loyer</td><td>1 200</td></tr></tbody></table>"
    ),
    "google_docs": (
        "<h3>Suites</h3><p><strong>Gras</strong> et <em>penché</em> "
        '<a href="https://example.org/">lien</a></p><ul><li>a<ul><li>b</li></ul></li></ul>'
        "<table><tbody><tr><td>large</td><td></td></tr>"
        "<tr><td>1</td><td>2</td></tr></tbody></table>"
    ),
    "outlook": (
        '<p>Bonjour,</p><p>Voir <a href="mailto:a@example.org">a@example.org</a></p>'
        "<p><strong>De&nbsp;:</strong> Camille<br><strong>Objet&nbsp;:</strong> CA</p>"
    ),
    "excel": (
        "<table><tbody><tr><td>Réseau</td><td>2024</td></tr>"
        "<tr><td>LinkedIn</td><td>1002</td></tr><tr><td></td><td></td></tr></tbody></table>"
    ),
}


@pytest.mark.parametrize("program", KEPT)
def test_what_is_pasted_keeps_its_shape_and_drops_the_rest(program):
    kept = KEPT[program]
    assert clean((SHAPES / f"{program}.html").read_text()) == kept
    assert clean(kept) == kept
    assert from_markdown(to_markdown(kept)) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "5 * 3 * 2",
        "5*3*2",
        "**pas gras** mais *tel quel*",
        "snake_case et __init__ et _ici_",
        "`code` et ``` trois",
        "1. ce n’est pas une liste",
        "12) ni cela",
        "# pas un titre",
        "> ni une citation",
        "- ni un tiret",
        "+ ni un plus",
        "| ni un | tableau |",
        "a < b & c > d &amp; <p>",
        "https://example.org/a_b_c?x=1&y=2*3",
        "[crochets](et parenthèses) et [[pas fini",
        "\\ barre \\* et \\\\",
        "~~rayé~~ ~ et !",
        "=== et ---",
        "$x$ {y} @z #1",
        "<sup>pas en haut</sup>",
    ],
)
def test_what_is_typed_in_the_editor_stays_as_it_is(typed):
    """The editor sends HTML; a plain field shows Markdown, and what it sends is the same text."""
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = clean(f"<p>{escaped}</p><ul><li>{escaped}</li></ul><table><tr><td>{escaped}</table>")
    assert from_markdown(to_markdown(html)) == html
    assert html.count(escaped) == 3


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("5 * 3 * 2", "<p>5 * 3 * 2</p>"),
        ("5*3*2", "<p>5*3*2</p>"),
        ("2**10 et 3**2", "<p>2**10 et 3**2</p>"),
        ("*5*3", "<p>*5*3</p>"),
        ("a*b*c", "<p>a<em>b</em>c</p>"),
        ("snake_case_ici", "<p>snake_case_ici</p>"),
        ("https://example.org/a_b_c", "<p>https://example.org/a_b_c</p>"),
        ("1<em>2</em>3", "<p>1<em>2</em>3</p>"),
    ],
)
def test_what_is_typed_in_a_plain_field_is_read_as_it_is_meant(typed, html):
    assert from_markdown(typed) == html
    assert from_markdown(to_markdown(html)) == html
