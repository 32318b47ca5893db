"""Two secretaries write at one place of the minutes: nothing is lost, and the second is told."""

import pytest
from django.urls import reverse

from essaim.assemblies.minutes.actions.minutes import (
    WordingConflict,
    keep_both_texts,
    mark_of,
    write_debate,
    write_opening,
)
from essaim.assemblies.models import Debate, Minutes
from essaim.journal.models import Revision
from essaim.kernel.errors import Forbidden
from tests.assemblies.lively import text_of
from tests.factories.accounts import house, make_acting, make_user
from tests.factories.minutes import make_minutes, make_whole_meeting

pytestmark = pytest.mark.django_db
NOTHING = mark_of("", "")


@pytest.fixture
def minutes():
    return make_minutes(meeting=make_whole_meeting())


def write(minutes, text, read=NOTHING, internal=""):
    item = minutes.meeting.items.first()
    return write_debate(
        minutes=minutes, item=item, text=text, internal=internal, read=read, by=house()
    )


def address(minutes, name="write_debate"):
    keys = [minutes.meeting.key]
    keys += [minutes.meeting.items.first().key] if name == "write_debate" else []
    return reverse(f"assemblies:{name}", args=keys)


def test_a_text_saved_upon_the_one_that_was_read_replaces_it(minutes):
    first = write(minutes, "<p>Un</p>")
    second = write(minutes, "<p>Deux</p>", read=mark_of(first.text, first.internal))
    assert second.text == "<p>Deux</p>"


def test_a_text_saved_over_a_newer_one_is_refused_with_what_stands(minutes):
    write(minutes, "<p>Un</p>")
    with pytest.raises(WordingConflict) as told:
        write(minutes, "<p>Deux</p>")
    assert told.value.theirs == {"text": "<p>Un</p>", "internal": ""}
    assert Debate.objects.get().text == "<p>Un</p>"


def test_saving_what_stands_already_is_no_conflict(minutes):
    write(minutes, "<p>Un</p>")
    assert write(minutes, "<p>Un</p>").text == "<p>Un</p>"


def test_what_is_for_the_body_alone_counts_as_well(minutes):
    write(minutes, "<p>Un</p>", internal="<p>Entre nous</p>")
    with pytest.raises(WordingConflict):
        write(minutes, "<p>Un</p>")


def test_the_opening_is_kept_from_the_second_one_too(minutes):
    write_opening(minutes=minutes, opening="<p>Un</p>", read=mark_of(""), by=house())
    with pytest.raises(WordingConflict):
        write_opening(minutes=minutes, opening="<p>Deux</p>", read=mark_of(""), by=house())
    assert Minutes.objects.get().opening == "<p>Un</p>"


def revisions_with(words):
    return [one for one in Revision.objects.order_by("number") if words in str(one.record)]


def read_on(browser, page):
    """The mark that the form of the page carries."""
    return browser.get(page).context["form"]["read"].value()


@pytest.mark.parametrize(
    ("name", "field"), [("write_debate", "text"), ("write_opening", "opening")]
)
def test_the_page_shows_both_and_keeps_both_in_the_history(as_user, minutes, name, field):
    browser, page = as_user(make_user(role="coordination")), address(minutes, name)
    read = read_on(browser, page)
    browser.post(page, {field: "La première.", "read": read})
    refused = browser.post(page, {field: "La **seconde**.", "read": read})
    assert refused.status_code == 409
    text = " ".join(refused.text.split())
    assert "<p>La première.</p>" in text
    assert "La **seconde**." in text
    (kept,) = revisions_with("seconde")
    merged = {field: "Première et seconde.", "read": refused.context["form"]["read"].value()}
    assert browser.post(page, merged)["Location"] == minutes.get_absolute_url()
    assert "Première et seconde." in text_of(browser.get(minutes.get_absolute_url()))
    (last,) = revisions_with("Première et seconde")
    assert last.number > kept.number


def test_who_does_not_run_the_meeting_keeps_no_text(minutes):
    debate = write(minutes, "<p>Un</p>")
    with pytest.raises(Forbidden):
        keep_both_texts(written=debate, texts={"text": "<p>x</p>"}, by=make_acting())
