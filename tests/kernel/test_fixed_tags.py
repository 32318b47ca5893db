"""Words of a template that stand on every page are drawn once, each language and place its own."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, set_script_prefix
from django.utils.translation import override


def drawn(template: Template, language: str = "fr", **context: object) -> str:
    with override(language):
        return template.render(Context(context))


def test_each_language_keeps_its_own_words() -> None:
    template = Template('{% translate "Search" %} {% translate "Search" as word %}({{ word }})')
    for _time in range(2):
        assert drawn(template) == "Chercher (Chercher)"
        assert drawn(template, "en") == "Search (Search)"


def test_words_that_a_page_brings_are_drawn_for_each_page() -> None:
    template = Template("{% translate word %} {% url name %}")
    assert drawn(template, word="Search", name="portal:home") == "Chercher /"
    assert drawn(template, word="Next", name="search:results") == "Suivante /chercher/"


def test_an_address_follows_the_place_of_the_house() -> None:
    template = Template('{% url "search:results" %}')
    assert drawn(template) == "/chercher/"
    set_script_prefix("/essaim/")
    try:
        assert drawn(template) == "/essaim/chercher/"
    finally:
        set_script_prefix("/")


def test_a_page_that_is_not_there_is_empty_where_it_is_asked_for_and_an_error_elsewhere() -> None:
    assert drawn(Template('{% url "nothing:here" as address %}({{ address }})')) == "()"
    with pytest.raises(NoReverseMatch):
        drawn(Template('{% url "nothing:here" %}'))
