"""What templates write with the tags of the house."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import translation

from essaim.kernel.templatetags import house


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "french", "english"),
    [
        ("{{ n|number }}", "52\u202f464", "52,464"),
        ("{{ n|signed }}", "+52\u202f464", "+52,464"),
        ("{{ rate|percent }}", "60,5\u202f%", "60.5%"),
        ("{{ rate|signed:0|percent }}", "+61\u202f%", "+61%"),
        ("{{ n|euros }}", "52\u202f464\u00a0€", "€52,464"),
        ("{{ rate|euros }}", "60,50\u00a0€", "€60.50"),
        ("{{ nothing|number }}{{ nothing|percent }}{{ nothing|euros }}", "", ""),
        ("{{ day|date_words }}", "12 juin 2024", "12 June 2024"),
        ("{% date_range day %}", "12 juin 2024", "12 June 2024"),
    ],
)
def test_numbers_and_dates_follow_the_language_of_the_page(source, french, english):
    context = {"n": 52464, "rate": Decimal("60.5"), "nothing": None, "day": date(2024, 6, 12)}
    for language, text in (("fr", french), ("en", english)):
        with translation.override(language):
            assert render(source, **context) == text


def test_a_moment_is_told_by_the_day_where_people_live():
    with translation.override("fr"):
        assert house.date_words(datetime(2024, 6, 12, 23, 30, tzinfo=UTC)) == "13 juin 2024"


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "plus" %}')
    assert 'role="img" aria-label="Add &lt;it&gt;"' in render(
        '{% icon "plus" label %}', label="Add <it>"
    )


def test_a_state_has_an_icon_a_word_and_a_tone():
    shown = render('{% status "transformed" "transformé" %}')
    assert 'class="status changed"' in shown
    assert "#shift" in shown
    assert "transformé" in shown


def test_a_state_that_nobody_listed_is_drawn_quietly():
    assert 'class="status quiet"' in render('{% status "unheard_of" %}')


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ('{% audience "bureau" %}', "Visible par\u00a0: Bureau"),
        ('{% audience "bureau" bare=True %}', "Bureau"),
        ('{% audience "group:1" "groupe Europe" %}', "Visible par\u00a0: groupe Europe"),
        ('{% audience "group:1" %}', "Visible par\u00a0: un groupe"),
    ],
)
def test_a_page_says_who_sees_it(source, sentence):
    with translation.override("fr"):
        assert sentence in render(source)


def test_a_message_carries_the_way_to_take_it_back():
    assert house.undo_url(Message(25, "Done.", extra_tags="undo:/actions/1/restaurer")) == (
        "/actions/1/restaurer"
    )
    assert house.undo_url(Message(25, "Done.")) == ""


def test_a_long_list_leaves_numbers_out():
    assert house.page_numbers(Paginator(range(400), 20).page(10)) == [
        1,
        None,
        9,
        10,
        11,
        None,
        20,
    ]


def test_every_icon_that_is_named_is_in_the_sprite():
    room = Path(house.__file__).parents[1]
    drawn = set(
        re.findall(r'<symbol id="([\w-]+)"', (room / "static/essaim/icons.svg").read_text())
    )
    named = {picture for picture, _tone in house.LOOKS.values()} | set(
        house.AUDIENCE_ICONS.values()
    )
    for template in room.parent.glob("*/templates/**/*.html"):
        named |= set(re.findall(r'{% icon "([\w-]+)"', template.read_text()))
        named |= set(re.findall(r'\bicon="([\w-]+)"', template.read_text()))
    assert named - drawn == set()
