"""Remarks below the page of a thing, and a remark on a page of its own."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from essaim.comments.actions import resolve_comment, withdraw_comment
from essaim.comments.models import Comment, kinds
from essaim.comments.queries import A_PAGE, remarks_about
from essaim.programme.models import Action
from essaim.reports.queries.reports import places_of_report
from tests.factories.accounts import make_user
from tests.factories.comments import MAKERS, make_answer, make_comment, make_writer, reading
from tests.factories.programme import make_action
from tests.factories.reports import make_report, make_whole_report
from tests.routes import routes

pytestmark = pytest.mark.django_db


def below(client: Client, address: str) -> str:
    """What the page says in its part for remarks; empty where it has none."""
    part = BeautifulSoup(client.get(address).content, "html.parser").select_one("#remarques")
    return " ".join(part.text.split()) if part else ""


def add_address(thing: Any) -> str:
    return reverse("comments:add_comment", args=[thing._meta.label_lower, thing.key])


def test_every_kind_that_takes_remarks_names_pages_that_are_there() -> None:
    assert set(MAKERS) == set(kinds())
    names = {route.name for route in routes()}
    assert {page for kind in kinds().values() for page in kind.pages} <= names


@pytest.mark.parametrize("model", MAKERS)
def test_each_of_its_pages_shows_the_remarks_on_it(model: str, client: Client) -> None:
    writer = make_writer(role="coordination")
    thing = MAKERS[model]()
    make_comment(thing=thing, by=writer, text="Il manque une date.")
    client.force_login(writer)
    for page in kinds()[model].pages:
        address = reverse(page, args=[getattr(thing, "meeting", thing).key])
        assert "Il manque une date." in below(client, address)


def test_a_page_says_how_many_there_are_and_leads_to_each(client: Client) -> None:
    writer, action = make_writer(), make_action()
    first, second = make_comment(thing=action, by=writer), make_comment(thing=action, by=writer)
    make_answer(first, text="J'ai vérifié.")
    resolve_comment(comment=second, by=reading(writer))
    client.force_login(writer)
    shown = below(client, action.get_absolute_url())
    assert "2 remarques, 1 ouverte" in shown
    assert "J'ai vérifié." in shown
    page = client.get(first.get_absolute_url()).content.decode()
    assert "J&#x27;ai vérifié." in page


def test_who_is_not_of_the_house_sees_no_remark_nor_that_there_are_some(client: Client) -> None:
    action = make_action(audience="public")
    make_comment(thing=action)
    assert below(client, action.get_absolute_url()) == ""
    client.force_login(make_user())
    assert below(client, action.get_absolute_url()) == ""


def test_a_page_that_one_may_not_see_says_nothing_of_its_remarks(client: Client) -> None:
    action, boss = make_action(audience="bureau"), make_writer(role="bureau")
    remark = make_comment(thing=action, by=boss, audience="bureau")
    client.force_login(make_writer())
    assert below(client, action.get_absolute_url()) == ""
    for name in ("comment", "answer_comment", "edit_comment"):
        assert client.get(reverse(f"comments:{name}", args=[remark.key])).status_code == 404
    for name in ("withdraw_comment", "resolve_comment", "reopen_comment"):
        assert client.post(reverse(f"comments:{name}", args=[remark.key])).status_code == 404
    assert client.get(add_address(action)).status_code == 404
    assert client.post(add_address(action), {"text": "Ici", "audience": "members"}).status_code
    assert Comment.objects.count() == 1


def test_a_narrower_remark_is_not_counted_for_others(client: Client) -> None:
    action = make_action()
    make_comment(thing=action, text="Pour tous les membres.")
    make_comment(thing=action, by=make_writer(role="bureau"), audience="bureau", text="Entre nous.")
    client.force_login(make_writer())
    shown = below(client, action.get_absolute_url())
    assert "1 remarque," in shown
    assert "Entre nous." not in shown


@pytest.mark.parametrize("length", [1, 3])
def test_a_page_reads_its_remarks_in_two_queries(length: int, django_assert_num_queries) -> None:
    writer, action = make_writer(), make_action()
    for _each in range(length):
        remark = make_comment(thing=action, by=writer)
        for _answer in range(length):
            make_answer(remark)
    acting = reading(writer)
    with django_assert_num_queries(2):
        remarks = remarks_about("programme.action", action.key, acting)
        assert [len(thread.answers) for thread in remarks.threads] == [length] * length
        assert str(remarks.threads[0].root.author) == str(writer.person)


def test_a_thing_without_remarks_costs_one_query(django_assert_num_queries) -> None:
    acting, action = reading(make_writer()), make_action()
    with django_assert_num_queries(1):
        assert remarks_about("programme.action", action.key, acting).total == 0


@pytest.mark.parametrize("asked", ["", "2", "0", "-1", "99", "deux", "²", "9" * 5000])
def test_remarks_come_in_pages_and_an_odd_number_leads_somewhere(asked: str) -> None:
    writer, action = make_writer(), make_action()
    for number in range(A_PAGE + 1):
        make_comment(thing=action, by=writer, text=f"Remarque {number}")
    remarks = remarks_about("programme.action", action.key, reading(writer), asked)
    is_last = asked in {"2", "99", "9" * 5000}
    assert [remarks.number, len(remarks.threads)] == ([2, 1] if is_last else [1, A_PAGE])


def test_the_composer_says_beside_each_chapter_what_is_open_on_it(client: Client) -> None:
    report, objective = make_whole_report()
    writer = make_writer(role="coordination")
    make_comment(thing=report, by=writer, place=str(objective))
    client.force_login(writer)
    page = BeautifulSoup(
        client.get(reverse("reports:composer", args=[report.key])).content, "html.parser"
    )
    beside = [link for link in page.select('a[href="#remarques"]') if link.find_parent("section")]
    assert [" ".join(link.text.split()) for link in beside] == ["1 remarque ouverte"]
    links = [str(link["href"]) for link in page.select("section .toolbar a[href*=endroit]")]
    assert len(links) == len(places_of_report(report))
    options = [
        BeautifulSoup(client.get(link).content, "html.parser").select_one(
            "#id_place option[selected]"
        )
        for link in links
    ]
    assert {option.text for option in options if option} <= set(places_of_report(report))


def test_what_is_taken_back_leaves_its_place_where_others_answered(client: Client) -> None:
    writer, action = make_writer(), make_action()
    remark = make_comment(thing=action, by=writer, text="Mot malheureux.")
    make_answer(remark, text="Ah bon ?")
    withdraw_comment(comment=remark, by=reading(writer))
    client.force_login(writer)
    shown = below(client, action.get_absolute_url())
    assert "Mot malheureux." not in shown
    assert "retirée par qui l’a écrite" in shown
    assert "Ah bon ?" in shown


def test_whoever_may_not_be_named_to_a_reader_is_not(client: Client) -> None:
    shy = make_writer(name="Zénobie", audience="bureau")
    action = make_action()
    make_comment(thing=action, by=shy)
    client.force_login(make_writer())
    assert "Zénobie" not in below(client, action.get_absolute_url())
    client.force_login(make_writer(role="bureau"))
    assert "Zénobie" in below(client, action.get_absolute_url())


def test_remarks_go_nowhere_with_a_published_report(client: Client) -> None:
    report = make_report(audience="members")
    writer = make_writer(role="coordination")
    make_comment(thing=report, by=writer, text="À ne pas publier.")
    client.force_login(writer)
    for fmt in ("html", "md"):
        answer = client.get(reverse("reports:export_report", args=[report.key, fmt]))
        told = b"".join(answer) if answer.streaming else answer.content
        assert "À ne pas publier." not in told.decode()
    assert Action.objects.count() == 0


def test_nothing_stands_below_where_there_is_none_to_read_or_to_add(as_user, coordinator) -> None:
    """Whoever opened the house has no card yet, so nobody to remark as."""
    assert below(as_user(coordinator), make_action().get_absolute_url()) == ""
