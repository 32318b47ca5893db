"""Links for one act: what opens, what is refused and in which words, what is noted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from essaim.accounts.models import Actor
from essaim.accounts.queries import acting_of_key
from essaim.journal.models import Entry
from essaim.kernel.acting import PUBLIC
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.logs import without_tokens
from essaim.kernel.middleware import RefusalsMiddleware
from essaim.post import actions
from essaim.post.links import (
    Holder,
    LinkExpired,
    LinkForged,
    LinkRevoked,
    LinkUsed,
    address_of,
    open_link,
    refuse_if_over,
    token_of,
)
from essaim.post.queries import links_in_force
from tests.factories.accounts import coordinator, house, make_acting
from tests.factories.post import (
    make_link,
)

pytestmark = pytest.mark.django_db
ACT = "tests.answer"
A_MINUTE = timedelta(minutes=1)


def test_whoever_holds_a_link_acts_with_what_it_grants_and_no_more() -> None:
    link = make_link(grants=f"elector:{uuid4()}")
    opened = open_link(token_of(link), ACT)
    assert opened.link == link
    assert opened.acting.capacities == {PUBLIC, link.grants}
    assert (opened.acting.key, opened.acting.user_id) == (link.actor_id, None)


def test_opening_writes_nothing_and_costs_one_query(django_assert_num_queries) -> None:
    link = make_link(is_for_one_use=True)
    token = token_of(link)
    with django_assert_num_queries(1):
        open_link(token, ACT)
    open_link(token, ACT)
    link.refresh_from_db()
    assert link.used_at is None


def test_its_address_is_short_and_fits_in_an_address(settings) -> None:
    settings.BASE_URL = "https://essaim.mes.example"
    link = make_link()
    assert len(token_of(link)) == 66
    address = address_of(link, "reports:funder_reading")
    assert address.startswith("https://essaim.mes.example/")
    assert f"/{token_of(link)}/" in address


@pytest.mark.parametrize("how", ["altered", "cut", "of another act", "other salt", "nonsense", "é"])
def test_a_forged_link_opens_nothing(how: str) -> None:
    link = make_link()
    token, act = token_of(link), ACT
    other = signing.Signer(salt="other", sep=".").sign(token.split(".")[0])
    altered = ("A" if token[0] != "A" else "B") + token[1:]
    tokens = {"altered": altered, "cut": token[:-1], "of another act": token, "other salt": other}
    with pytest.raises(LinkForged, match="pas valable"):
        open_link(tokens.get(how, how), "tests.vote" if how == "of another act" else act)


def test_a_link_of_a_row_that_is_gone_opens_nothing() -> None:
    link = make_link()
    token = token_of(link)
    link.delete()
    with pytest.raises(LinkForged):
        open_link(token, ACT)


def test_a_link_past_its_time_says_since_when_and_whom_to_ask() -> None:
    now = timezone.now()
    link = make_link(made_at=now - A_MINUTE * 9, expires_at=now - A_MINUTE)
    with pytest.raises(LinkExpired, match=r"depuis le .*coordination"):
        open_link(token_of(link), ACT)


def test_a_link_is_over_at_its_last_moment() -> None:
    link = make_link()
    refuse_if_over(link, at=link.expires_at - timedelta(microseconds=1))
    with pytest.raises(LinkExpired):
        refuse_if_over(link, at=link.expires_at)


def test_no_token_of_a_mail_is_read_by_others() -> None:
    one, other = token_of(make_link()), token_of(make_link())
    mail = f"{one}\nOui : https://a.example/{other}/oui/ et encore https://a.example/{one}"
    assert without_tokens(mail) == "…\nOui : https://a.example/…/oui/ et encore https://a.example/…"


def test_a_link_that_was_withdrawn_says_when() -> None:
    link, other = make_link(), make_link()
    assert actions.revoke_links(about_key=link.about_key, by=coordinator()) == 1
    with pytest.raises(LinkRevoked, match="coordination"):
        open_link(token_of(link), ACT)
    assert open_link(token_of(other), ACT)


def test_links_are_withdrawn_by_act_or_by_capacity() -> None:
    about = uuid4()
    answer, vote = make_link(about_key=about), make_link(about_key=about, act="tests.vote")
    by = coordinator()
    assert actions.revoke_links(about_key=about, act="tests.none", by=by) == 0
    assert actions.revoke_links(about_key=about, grants=answer.grants, by=by) == 1
    assert links_in_force(about, ACT) == {}
    assert links_in_force(about, "tests.vote") == {vote.grants: vote}


def test_a_link_for_one_use_serves_once() -> None:
    link = make_link(is_for_one_use=True)
    opened = open_link(token_of(link), ACT)
    actions.use_link(link=opened.link, by=opened.acting)
    with pytest.raises(LinkUsed, match="une seule fois"):
        actions.use_link(link=opened.link, by=opened.acting)
    with pytest.raises(LinkUsed):
        open_link(token_of(link), ACT)
    assert links_in_force(link.about_key, ACT) == {}


def test_another_link_serves_again_and_notes_when_last() -> None:
    opened = open_link(token_of(make_link()), ACT)
    first = actions.use_link(link=opened.link, by=opened.acting)
    again = actions.use_link(link=opened.link, by=opened.acting)
    assert first.used_at < again.used_at
    line = Entry.objects.latest("id")
    assert (line.verb, line.target_key) == ("post.use_link", opened.link.key)
    assert line.actor_key == opened.link.actor_id


def test_a_link_withdrawn_between_the_page_and_the_act_does_nothing() -> None:
    opened = open_link(token_of(make_link()), ACT)
    actions.revoke_links(about_key=opened.link.about_key, by=coordinator())
    with pytest.raises(LinkRevoked):
        actions.use_link(link=opened.link, by=opened.acting)


def test_nobody_else_uses_a_link() -> None:
    link, other = make_link(), make_link()
    for by in (coordinator(), open_link(token_of(other), ACT).acting):
        with pytest.raises(Forbidden):
            actions.use_link(link=link, by=by)


def test_links_are_made_for_many_in_few_statements(django_assert_max_num_queries) -> None:
    about, until, by = uuid4(), timezone.now() + A_MINUTE, house()
    holders = [Holder(f"elector:{uuid4()}", person_key=uuid4()) for _number in range(500)]
    with django_assert_max_num_queries(30):
        links = actions.make_links(
            act=ACT, about_key=about, holders=holders, expires_at=until, by=by
        )
    assert [link.grants for link in links] == [holder.grants for holder in holders]
    assert links_in_force(about, ACT) == {link.grants: link for link in links}
    assert Actor.objects.filter(kind="link", label=str(holders[0].person_key)).count() == 1


@pytest.mark.parametrize("grants", ["coordination", "command", "members", "", "delegate:x"])
def test_a_link_gives_no_role_of_the_house(grants: str) -> None:
    until = timezone.now() + A_MINUTE
    with pytest.raises(ValueError, match="capacity"):
        actions.make_links(
            act=ACT, about_key=uuid4(), holders=[Holder(grants)], expires_at=until, by=house()
        )


def test_the_database_refuses_it_too_and_a_link_that_ended_before_it_began() -> None:
    for wrong in ({"grants": "coordination"}, {"expires_at": timezone.now() - A_MINUTE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_link(**wrong)


def test_a_link_must_last() -> None:
    with pytest.raises(RuleBroken):
        actions.make_links(
            act=ACT, about_key=uuid4(), holders=[], expires_at=timezone.now(), by=house()
        )


@pytest.mark.parametrize("role", ["", "bureau"])
def test_the_coordination_alone_makes_and_withdraws_links(role: str) -> None:
    by, until = make_acting(role=role), timezone.now() + A_MINUTE
    with pytest.raises(Forbidden):
        actions.make_links(act=ACT, about_key=uuid4(), holders=[], expires_at=until, by=by)
    with pytest.raises(Forbidden):
        actions.revoke_links(about_key=uuid4(), by=by)


def test_behind_the_actor_of_a_link_stands_no_command() -> None:
    assert acting_of_key(make_link().actor_id).capacities == {PUBLIC}


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(LinkForged, 404), (LinkExpired, 410), (LinkRevoked, 410), (LinkUsed, 410), (Forbidden, 403)],
)
def test_each_refusal_has_its_status(refusal: type[RuleBroken], status: int) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    request = RequestFactory().get("/")
    page = RefusalsMiddleware(answer).process_exception(request, refusal("Non."))
    assert page is not None
    assert (page.status_code, "Non." in page.content.decode()) == (status, True)
