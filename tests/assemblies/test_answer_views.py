"""Answering by the link of a mail, or signed in: the same page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.models import Proxy
from essaim.journal.models import Entry
from essaim.post.links import token_of
from tests.factories.assemblies import (
    make_body,
    make_elector,
    make_item,
    make_meeting,
    make_proxy,
    make_rules,
)
from tests.factories.network import make_delegate
from tests.factories.post import make_link
from tests.sending import form_on

pytestmark = pytest.mark.django_db


def convened(state="convened", **rules):
    body = make_rules(body=make_body(), **{"remote_allowed": True, **rules}).body
    opened = {} if state in {"open", "closed"} else {"opened_at": None}
    meeting = make_meeting(
        body=body, state=state, starts_at=timezone.now() + timedelta(days=20), **opened
    )
    make_item(meeting=meeting, title="Rapport moral")
    return meeting


def linked(elector, **fields):
    """The link of a mail, and its address."""
    link = make_link(
        act="assemblies.answer",
        about_key=elector.meeting.key,
        grants=f"elector:{elector.key}",
        **fields,
    )
    return link, reverse("assemblies:answer_by_link", args=[token_of(link)])


def test_the_link_shows_the_meeting_with_the_answer_of_the_address_ticked_and_writes_nothing(
    client,
):
    elector = make_elector(meeting=convened())
    link, address = linked(elector)
    before = Entry.objects.count()
    response = client.get(f"{address}?reponse=distance")
    assert response.context["form"]["answer"].value() == "remote"
    assert "Rapport moral" in response.text
    elector.refresh_from_db()
    link.refresh_from_db()
    assert (elector.answer, link.used_at, Entry.objects.count()) == ("none", None, before)


def test_the_link_answers_confirms_and_answers_again(client):
    elector = make_elector(meeting=convened())
    link, address = linked(elector)
    for answer in ("coming", "excused"):
        response = client.post(address, {"answer": answer}, follow=True)
        elector.refresh_from_db()
        assert (elector.answer, response.status_code) == (answer, 200)
    link.refresh_from_db()
    assert link.used_at is not None
    lines = Entry.objects.filter(verb="assemblies.answer_convocation")
    assert set(lines.values_list("actor_key", flat=True)) == {link.actor_id}


def test_the_link_gives_a_proxy_to_another_and_shows_who_is_at_the_cap(client):
    meeting = convened(proxy_cap=1)
    giver, other, full, free = (make_elector(meeting=meeting) for _ in range(4))
    make_proxy(giver=other, holder=full)
    _link, address = linked(giver)
    page = client.get(f"{address}?reponse=pouvoir").text
    option = page[page.index(f'value="{full.key}"') :].partition("</option>")[0]
    assert "disabled" in option
    assert "Un pouvoir au plus" in option
    typed = {"answer": "proxy", "holder": str(free.key), "instruction": "Pour"}
    client.post(address, typed)
    proxy = Proxy.objects.standing().get(giver=giver)
    assert (proxy.holder, proxy.instruction) == (free, "Pour")


def test_a_refusal_stands_above_the_form_with_the_article_and_what_was_typed(client):
    meeting = convened(proxy_cap=1, proxy_article="Art. 9.")
    giver, other, full = (make_elector(meeting=meeting) for _ in range(3))
    make_proxy(giver=other, holder=full)
    _link, address = linked(giver)
    typed = {"answer": "proxy", "holder": str(full.key), "instruction": "Pour tout"}
    response = client.post(address, typed)
    assert response.status_code == 422
    assert "Art. 9." in response.text
    assert "Pour tout" in response.text


def test_a_link_that_is_over_withdrawn_or_altered_says_so(client):
    elector = make_elector(meeting=convened())
    now = timezone.now()
    past = {"made_at": now - timedelta(days=2), "expires_at": now - timedelta(days=1)}
    for fields, status in ((past, 410), ({"revoked_at": now}, 410)):
        _link, address = linked(elector, **fields)
        assert client.get(address).status_code == status
        assert client.post(address, {"answer": "coming"}).status_code == status
    _link, address = linked(elector)
    assert client.get(address.replace(address[-3], "é")).status_code == 404
    elector.refresh_from_db()
    assert elector.answer == "none"


def test_a_link_to_sit_in_the_meeting_does_not_answer(client):
    elector = make_elector(meeting=convened())
    link = make_link(act="assemblies.sit", grants=f"elector:{elector.key}")
    assert (
        client.get(reverse("assemblies:answer_by_link", args=[token_of(link)])).status_code == 404
    )


@pytest.mark.parametrize("state", ["open", "closed"])
def test_once_the_meeting_is_open_the_page_says_so_and_takes_no_answer(client, state):
    elector = make_elector(meeting=convened(state))
    _link, address = linked(elector)
    assert client.get(address).context["page"].over
    assert client.post(address, {"answer": "coming"}).status_code == 422


def test_a_delegate_answers_signed_in_and_a_stranger_finds_nothing(client, stranger):
    delegate = make_delegate()
    organisation = delegate.person.representations.get().organisation
    elector = make_elector(meeting=convened(), organisation=organisation)
    address = reverse("assemblies:answer_convocation", args=[elector.key])
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(delegate)
    client.post(address, {"answer": "coming"})
    elector.refresh_from_db()
    assert elector.answer == "coming"


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_of_an_answer_costs_the_same_whatever_the_roll(
    client, length, django_assert_num_queries
):
    meeting = convened()
    elector = make_elector(meeting=meeting)
    for _ in range(length):
        make_elector(meeting=meeting)
    _link, address = linked(elector)
    with django_assert_num_queries(9):
        client.get(address)


def test_where_the_rules_take_proxies_during_the_meeting_the_link_gives_one_then(client):
    meeting = convened("open", proxies_until="during")
    giver, holder = make_elector(meeting=meeting), make_elector(meeting=meeting)
    _link, address = linked(giver)
    assert list(client.get(address).context["page"].labels) == ["proxy"]
    assert client.post(address, {"answer": "coming"}).status_code == 422
    client.post(address, {"answer": "proxy", "holder": str(holder.key)})
    assert Proxy.objects.standing().get().holder == holder


def test_an_answer_by_link_that_is_sent_twice_is_taken_once(client):
    elector = make_elector(meeting=convened())
    _link, address = linked(elector)
    form = form_on(client, address)

    first, second = (form.send(client, answer="coming") for _time in range(2))

    assert first.status_code == 302
    assert second.status_code == 303
    assert second.headers["Location"] == first.headers["Location"]
    verb = "assemblies.answer_convocation"
    assert Entry.objects.filter(verb=verb, target_key=elector.key).count() == 1
