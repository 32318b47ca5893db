"""The rich text: one normal form, figures as tokens, Markdown there and back."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.markup import (
    ResolvedFigure,
    Token,
    clean,
    from_markdown,
    paragraphs,
    pictures,
    plain,
    resolve,
    to_markdown,
    tokens,
)

VISITS = '<span data-figure="visits" data-period="2024" data-form="growth"></span>'

TAGS = (
    "<p> </p> <strong> </strong> <em> </em> <sup> </sup> <ul> </ul> <ol> </ol> <li> </li>"
    " <blockquote> </blockquote> <h3> </h3> <h4> </h4> <br> <div> <a> </a> <!-- --> </span>"
    " <script> </script> <td> </td> <th> <table> <table> </table> <tr> <tr> &amp; &nbsp; &lt;"
    " <td> <td>"
)
SIGNS = "| \\n| | | --- | * ** _ [ ] ( ) [[ ]] @ | \\ # - + > < 1. ` ~ ! & [x](y) ](http://a.b)"
LINKS = ['<a href="https://a.org/x_(y)*?a=1&amp;b=2">', "<a href='/actions/1'>"]
KEY = "0b9c1d2e-1111-4222-8333-444455556666"
PICTURES = (
    f'<figure><img data-picture="{KEY}" alt="&lt;b&gt; [a] \\"> ',
    "<figcaption> </figcaption>",
    "</figure>",
    f"![une *a* \\] b]({KEY}) ",
    f"![-]({KEY})",
    f"]({KEY})",
)
PIECES = st.one_of(
    st.sampled_from(TAGS.split()),
    st.sampled_from(SIGNS.split()),
    st.sampled_from(
        [
            *LINKS,
            VISITS,
            *PICTURES,
            " ",
            "\n",
            "\n| a | ",
            "\n1. ",
            "\n1998. ",
            "\n| - | -- |",
            "<td colspan=2>",
            "<th rowspan=2>",
            "1*2",
            "3",
            "<em>4</em>5",
        ]
    ),
    st.text(max_size=5),
    st.sampled_from(["mot", "été 2024", "l’ESS", "🐝", "\u200fعربي"]),
)
SOUP = st.lists(PIECES, max_size=25).map("".join)


@given(SOUP)
def test_cleaning_twice_changes_nothing(html):
    assert clean(clean(html)) == clean(html)


@given(SOUP)
def test_markdown_gives_the_text_back(html):
    assert from_markdown(to_markdown(clean(html))) == clean(html)


@given(SOUP)
def test_any_text_typed_as_markdown_is_read_and_kept(text):
    html = from_markdown(text)
    assert clean(html) == html
    assert from_markdown(to_markdown(html)) == html


@pytest.mark.parametrize(
    ("given_html", "normal"),
    [
        ("Bonjour", "<p>Bonjour</p>"),
        ("<b>gras </b>et<i> penché</i>", "<p><strong>gras</strong> et <em>penché</em></p>"),
        ("<h1>Titre</h1><div>un</div><div>deux</div>", "<h3>Titre</h3><p>un</p><p>deux</p>"),
        (
            "<ul><li><p>a</p></li><li>b<ol><li>c</ol></ul>",
            "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>",
        ),
        ("<p>a<br><br>b<br></p>", "<p>a<br>b</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<p>x</p>"),
        (
            '<a href="www.essaim.org" onclick="x()">x</a>',
            '<p><a href="https://www.essaim.org">x</a></p>',
        ),
        ("<script>alert(1)</script><p style='x'>a<!-- b --></p>", "<p>a</p>"),
        ("<p>&nbsp;</p><p> \n </p>", ""),
        ("1<sup>er</sup> < 2 & 3", "<p>1<sup>er</sup> &lt; 2 &amp; 3</p>"),
        ("<blockquote>a<p>b</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
    ],
)
def test_html_has_one_normal_form(given_html, normal):
    assert clean(given_html) == normal


def test_no_line_begins_with_the_punctuation_of_the_one_before():
    shown = resolve("<p>Un <em>mot</em> : « oui » ; et 14:30 (sic) !</p>", lambda _token: None)
    assert shown == (
        "<p>Un <em>mot</em>\u00a0: «\u00a0oui\u00a0»\u00a0; et 14:30 (sic)\u00a0!</p>"
    ).replace("\u00a0", "&nbsp;")


def test_a_token_holds_no_value_of_its_own():
    token = '<span data-figure="visits" data-period="2024">'
    assert clean(f"<p>Soit {token}52 464 <b>!</b></span>.</p>") == f"<p>Soit {token}</span>.</p>"


def test_a_token_typed_by_hand_becomes_one_even_with_an_unknown_code():
    html = clean("<p>Nous avons [[nombre de visites@2024|growth]] et [[x]].</p>")
    assert tokens(html) == [
        Token("nombre de visites", "2024", "growth", 0),
        Token("x", "", "value", 0),
    ]


def test_markdown_reads_as_one_would_write_it():
    html = (
        "<h3>Faits</h3><p>Le site : <strong>[[visits]]</strong>, voir "
        '<a href="https://a.org/b_c">ici</a>.<br>Puis 2 * 3.</p>'
        "<ul><li>un<ul><li>deux</li></ul></li></ul><blockquote><p>a</p><p>b</p></blockquote>"
    )
    assert to_markdown(clean(html)) == (
        "### Faits\n\nLe site : **[[visits]]**, voir [ici](https://a.org/b_c).\\\nPuis 2 \\* 3.\n\n"
        "- un\n    - deux\n\n> a\n>\n> b"
    )


def test_people_write_markdown_loosely():
    text = (
        "# Titre\nune *ligne*\nqui suit\n* a\n  * b\n1. c\n\n5 * 3 = 15, [sans] (lien), **pas fini"
    )
    assert from_markdown(text) == (
        "<h3>Titre</h3><p>une <em>ligne</em> qui suit</p><ul><li>a<ul><li>b</li></ul></li></ul>"
        "<ol><li>c</li></ol><p>5 * 3 = 15, [sans] (lien), **pas fini</p>"
    )


def test_tokens_are_resolved_into_links_and_unknown_ones_are_seen():
    html = clean("<p>Il y eut [[visits@2024]] et <em>[[gone]]</em>.</p>")
    known = {"visits": ResolvedFigure("52 464 visites", "/visits", "f1")}
    assert resolve(html, lambda token: known.get(token.code)) == (
        '<p>Il y eut <a class="figure" href="/visits" data-figure="f1">52 464 visites</a>'
        ' et <em><span data-figure="gone">[[gone]]</span></em>.</p>'
    )


def test_pictures_are_found_however_their_html_is_spelt():
    key = "0d9d9c2e-7f7a-4a6b-9a57-2f8b6f6a2c11"
    spellings = (
        f'<figure><img data-picture="{key}" alt="Un four"></figure>',
        f"<P>Voici <IMG ALT='Un four' DATA-PICTURE={key}></P>",
    )
    for html in spellings:
        assert [(picture.key, picture.alternative) for picture in pictures(html)] == [
            (key, "Un four")
        ], html
    assert pictures(f"<p>Rien que des mots : {key}</p>") == []


def test_words_are_read_block_by_block():
    html = "<h3>A</h3><p>b <strong>c</strong><br>[[v|growth]]</p>"
    assert paragraphs(html) == ["A", "b c [[v|growth]]"]
    assert plain(html) == "A\n\nb c [[v|growth]]"


HOSTILE = ["<", "<a ", "<!--", "[", "[[", "](", "*a ", "<ul><li>", "<b x='", "<b><p>", "&", "&#"]
HOSTILE += ["\\", '<a href="', "<blockquote>", "> ", "    - a\n", "<span data-figure=a>", "</li>"]
HOSTILE += ["[a](b", "**", "<sup>", "<p>"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_in_proportion_to_its_length(piece):
    text = piece * (60_000 // len(piece))
    started = time.process_time()
    to_markdown(clean(text))
    from_markdown(text)
    assert time.process_time() - started < 5
