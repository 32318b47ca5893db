"""Templates of reports are data, and a wrong one is refused with its place."""

import pytest
from django.utils.translation import override

from essaim.reports.report_templates import PartKind, read_template, templates
from essaim.reports.template_reading import BadTemplate, Limit

SMALL = """
code = "small"
name = { fr = "Petit", en = "Small" }
title = { fr = "Bilan {year}" }
[[sections]]
code = "programme"
kind = "programme"
parts = [{ part = "means", heading = { fr = "Moyens" }, required = true, limit = { words = 30 } }]
"""


def test_two_templates_are_shipped():
    assert sorted(templates()) == ["activity_report", "bilan_foundation"]


def test_the_report_to_a_foundation_asks_for_a_judgement_and_the_means():
    template = templates()["bilan_foundation"]
    required = [part.kind for part in template.parts if part.is_required]
    assert required == [PartKind.EVALUATION, PartKind.FACTS, PartKind.MEANS]
    assert [section.code for section in template.sections] == [
        "title",
        "contents",
        "preamble",
        "key_figures",
        "programme",
        "charts",
        "conclusion",
        "identity",
    ]


@pytest.mark.parametrize("code", ["bilan_foundation", "activity_report"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_of_a_template_stands_in_both_languages(code, language):
    template = templates()[code]
    words = [template.name, template.title, *(part.heading for part in template.parts)]
    words += [section.heading for section in template.sections if section.heading]
    assert all(language in each.by_language for each in words)


def test_words_come_in_the_language_of_the_reader():
    template = read_template("small.toml", SMALL)
    with override("en"):
        assert (str(template.name), template.title_of(2024)) == ("Small", "Bilan 2024")
    with override("fr"):
        assert str(template.name) == "Petit"


def test_a_limit_counts_words_or_characters():
    assert Limit("words", 10).length_of("trois petits mots") == 3
    assert Limit("characters", 10).length_of("trois petits mots") == 17


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('code = "small"', "code = ", "small.toml is not TOML"),
        ('code = "small"', "", "small.toml: code is missing or is no text"),
        ('"means"', '"mean"', "small.toml, sections 1, parts 1: part is 'mean'; it may be status"),
        ("words = 30", "words = 0", "limit.words is a whole number above zero"),
        ("words = 30", "pages = 3", "limit is written { words = 300 }"),
        ("required = true", 'required = "yes"', "required is true or false"),
        ("required = true", "colour = 3", "colour is not known here"),
        ('kind = "programme"', 'kind = "text"', "heading is missing"),
        ('{ fr = "Bilan {year}" }', '"Bilan"', "title is written { fr ="),
        ('"means"', '"facts"', "facts is no text: it takes no limit"),
    ],
)
def test_a_wrong_template_is_refused_with_its_place(before, after, sentence):
    with pytest.raises(BadTemplate, match=sentence.split("{")[0]) as refusal:
        read_template("small.toml", SMALL.replace(before, after))
    assert sentence in str(refusal.value)


def test_a_section_stands_once():
    doubled = '[[sections]]\ncode = "end"\nkind = "text"\nheading = { fr = "Fin" }\n' * 2
    with pytest.raises(BadTemplate, match="section end stands twice"):
        read_template("small.toml", SMALL + doubled)


def test_the_programme_is_told_once():
    toml = SMALL.split("[[sections]]")[0]
    with pytest.raises(BadTemplate, match="exactly one section is of kind programme"):
        read_template("small.toml", toml)
