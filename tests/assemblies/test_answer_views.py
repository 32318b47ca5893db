"""Answering by the link of a mail, or signed in; the roll and the convocation as pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.actions.convening import convene_meeting
from essaim.assemblies.models import Proxy
from essaim.journal.models import Entry
from essaim.post.links import token_of
from essaim.post.models import Link
from tests.factories.accounts import coordinator as coordinating
from tests.factories.assemblies import (
    make_body,
    make_elector,
    make_item,
    make_meeting,
    make_proxy,
    make_rules,
)
from tests.factories.network import make_delegate, make_group
from tests.factories.post import make_link

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
    with django_assert_num_queries(8):
        client.get(address)


def test_the_roll_is_for_members_of_the_body_alone(client, stranger, delegate, coordinator):
    meeting = convened()
    make_elector(meeting=meeting, right="dues")
    address = reverse("assemblies:roll", args=[meeting.key])
    assert client.get(address).status_code == 302
    for user, status in ((stranger, 404), (delegate, 200), (coordinator, 200)):
        client.force_login(user)
        response = client.get(address)
        assert response.status_code == status
    assert "cotisation non réglée" in response.text


def test_the_roll_of_a_public_meeting_is_no_public_page(as_user, stranger):
    meeting = convened()
    meeting.action.audience = "public"
    meeting.action.save()
    address = reverse("assemblies:roll", args=[meeting.key])
    assert as_user(stranger).get(address).status_code == 404


def test_the_roll_of_a_group_is_for_the_group(as_user, delegate):
    group = make_group(people=(delegate.person,))
    body = make_rules(body=make_body(group=group)).body
    other = make_rules(body=make_body(group=make_group())).body
    client = as_user(delegate)
    for one, status in ((body, 200), (other, 404)):
        meeting = make_meeting(body=one, state="convened", opened_at=None)
        assert client.get(reverse("assemblies:roll", args=[meeting.key])).status_code == status


def test_filters_narrow_the_roll_and_its_file(as_user, coordinator):
    meeting = convened()
    make_elector(meeting=meeting, right="dues", name="Café de Nîmes")
    make_elector(meeting=meeting, name="Café d’Arles")
    client = as_user(coordinator)
    address = reverse("assemblies:roll", args=[meeting.key])
    lines = client.get(address, {"q": "nimes", "right": "dues"}).context["page"].lines
    assert [line.elector.name for line in lines] == ["Café de Nîmes"]
    table = client.get(reverse("assemblies:roll_file", args=[meeting.key]), {"right": "held"})
    text = table.content.decode("utf-8-sig")
    assert "Café d’Arles" in text
    assert "Nîmes" not in text


@pytest.mark.parametrize("length", [1, 3])
def test_the_roll_page_costs_the_same_whatever_its_length(
    as_user, coordinator, length, django_assert_num_queries
):
    meeting = convened()
    holder = make_elector(meeting=meeting)
    for _ in range(length):
        make_proxy(giver=make_elector(meeting=meeting), holder=holder)
    client = as_user(coordinator)
    address = reverse("assemblies:roll", args=[meeting.key])
    client.get(address)
    with django_assert_num_queries(11):
        client.get(address)


def planned_with_a_member():
    organisation = make_delegate().person.representations.get().organisation
    meeting = make_meeting(
        body=make_rules(body=make_body()).body,
        state="planned",
        starts_at=timezone.now() + timedelta(days=5),
    )
    make_item(meeting=meeting)
    return meeting, organisation


def test_convening_on_short_notice_asks_for_a_tick(as_user, coordinator):
    meeting, _organisation = planned_with_a_member()
    client = as_user(coordinator)
    address = reverse("assemblies:convene_meeting", args=[meeting.key])
    assert "Je convoque quand même" in client.get(address).text
    assert client.post(address).status_code == 422
    assert client.post(address, {"in_spite_of_notice": "on"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "convened"


def test_who_does_not_convene_neither_convenes_nor_reads_the_proof(as_user, delegate):
    meeting, _organisation = planned_with_a_member()
    client = as_user(delegate)
    for name in ("convene_meeting", "convocation"):
        assert client.get(reverse(f"assemblies:{name}", args=[meeting.key])).status_code == 403
    for name in ("send_convocations", "remind_electors", "refresh_roll"):
        client.post(reverse(f"assemblies:{name}", args=[meeting.key]))
    meeting.refresh_from_db()
    assert meeting.state == "planned"


def test_the_convocation_shows_what_left_and_reminds_by_a_button(as_user, bureau_member):
    meeting, organisation = planned_with_a_member()
    convene_meeting(meeting=meeting, by=coordinating(), in_spite_of_notice=True)
    client = as_user(bureau_member)
    page = client.get(reverse("assemblies:convocation", args=[meeting.key]))
    email = organisation.representatives.get().person.user.email
    assert email in page.text
    for _ in range(2):
        client.post(reverse("assemblies:remind_electors", args=[meeting.key]))
    page = client.get(reverse("assemblies:convocation", args=[meeting.key]))
    assert len(page.context["written"]) == 2
    assert Link.objects.count() == 2


def test_the_secretary_notes_a_paper_proxy_and_takes_it_back(as_user, coordinator, delegate):
    meeting = convened()
    giver, holder = make_elector(meeting=meeting), make_elector(meeting=meeting)
    address = reverse("assemblies:give_proxy", args=[meeting.key])
    assert as_user(delegate).get(address).status_code == 403
    client = as_user(coordinator)
    client.post(address, {"giver": str(giver.key), "holder": str(holder.key)})
    proxy = Proxy.objects.standing().get()
    listed = client.get(reverse("assemblies:proxies", args=[meeting.key]))
    assert listed.context["proxies"] == [proxy]
    client.post(reverse("assemblies:withdraw_proxy", args=[proxy.key]))
    assert not Proxy.objects.standing().exists()


def test_the_sign_in_sheet_is_a_tagged_pdf_for_who_runs_the_meeting(as_user, coordinator, delegate):
    meeting = convened()
    holder = make_elector(meeting=meeting, name="Café #1 [d’Arles] 𓂀")
    make_proxy(giver=make_elector(meeting=meeting, right="dues"), holder=holder)
    address = reverse("assemblies:sign_in", args=[meeting.key])
    assert as_user(delegate).get(address).status_code == 403
    response = as_user(coordinator).get(address)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert b"/MarkInfo" in response.content
