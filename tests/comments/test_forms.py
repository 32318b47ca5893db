"""Remarks written by forms: added, answered, settled, refused, and hostile."""

from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from essaim.comments.models import Comment
from essaim.reports.queries.reports import places_of_report
from tests.factories.comments import MAKERS, make_answer, make_comment, make_writer
from tests.factories.programme import make_action
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db


def add_address(thing: Any) -> str:
    return reverse("comments:add_comment", args=[thing._meta.label_lower, thing.key])


def test_a_remark_is_added_by_a_form_and_stands_below_the_page(client: Client) -> None:
    writer, report = make_writer(role="bureau"), make_report(audience="members")
    client.force_login(writer)
    place = places_of_report(report)[0]
    address = f"{add_address(report)}?{urlencode({'endroit': place})}"
    page = client.get(address).content.decode()
    assert f'<option value="{place}" selected>' in page
    assert 'value="public"' not in page
    said = {"text": "Trop long.", "audience": "bureau", "place": place}
    answer = client.post(address, said, follow=True)
    assert "Trop long." in answer.content.decode()
    remark = Comment.objects.get()
    assert (remark.place, remark.audience, remark.author) == (place, "bureau", writer.person)


@pytest.mark.parametrize("place", ["Ana est malade", "x" * 500, "<b>"])
@pytest.mark.parametrize("kind", ["reports.report", "programme.action"])
def test_a_place_is_one_of_the_thing_whatever_the_address_says(
    client: Client, kind: str, place: str
) -> None:
    """It stays when its author takes their words back, so none of their words stand in it."""
    client.force_login(make_writer(role="bureau"))
    address = f"{add_address(MAKERS[kind]())}?{urlencode({'endroit': place})}"
    assert f'value="{place}"' not in client.get(address).text
    client.post(address, {"text": "Oui", "audience": "members", "place": place})
    assert not Comment.objects.exclude(place="").exists()


@pytest.mark.parametrize(
    "said",
    [
        {"text": "", "audience": "members"},
        {"text": "Oui", "audience": "public"},
        {"text": "Oui", "audience": "bureau"},
        {"text": "Oui", "audience": ""},
        {"text": "x" * 5001, "audience": "members"},
        {"text": "Oui", "audience": "members", "quotation": "x" * 501},
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(
    client: Client, said: dict[str, str]
) -> None:
    client.force_login(make_writer())
    answer = client.post(add_address(make_action()), said)
    assert answer.status_code == 422
    assert said["text"] in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_remark_on_what_takes_none_is_nowhere(client: Client) -> None:
    client.force_login(make_writer(role="bureau"))
    for model in ("network.person", "accounts.user", "sans", "programme.action.x"):
        address = reverse("comments:add_comment", args=[model, make_action().key])
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 70707|add:70707 }}"]
)
def test_a_text_is_text_wherever_it_stands(client: Client, text: str) -> None:
    writer, action = make_writer(role="coordination", name=text[:40]), make_action()
    remark = make_comment(thing=action, by=writer, text=text, place=text, quotation=text)
    make_answer(remark, by=writer, text=text)
    client.force_login(writer)
    for address in (
        action.get_absolute_url(),
        remark.get_absolute_url(),
        reverse("comments:comments"),
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "141414" not in BeautifulSoup(page, "html.parser").select_one("main .prose, td").text


def test_answering_settling_and_opening_again_by_buttons(client: Client) -> None:
    writer, other = make_writer(), make_writer()
    remark = make_comment(by=writer)
    client.force_login(other)
    answered = client.post(
        reverse("comments:answer_comment", args=[remark.key]), {"text": "C'est fait."}, follow=True
    )
    assert "C&#x27;est fait." in answered.content.decode()
    resolve = reverse("comments:resolve_comment", args=[remark.key])
    assert client.post(resolve).status_code == 403
    client.force_login(writer)
    assert client.post(resolve).status_code == 302
    assert Comment.objects.get(pk=remark.pk).resolved_by == writer.person
    client.post(reverse("comments:reopen_comment", args=[remark.key]))
    assert Comment.objects.get(pk=remark.pk).resolved_at is None
