"""The roll and the convocation as pages: what who runs a meeting sees and presses."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.models import Proxy
from essaim.assemblies.roll.actions.convening import convene_meeting
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
from tests.factories.post import make_message

pytestmark = pytest.mark.django_db


def convened():
    return make_meeting(body=make_rules(body=make_body()).body, state="convened", opened_at=None)


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
    lines = client.get(address, {"q": "nimes", "right": "dues"}).context["page"]
    assert [line.elector.name for line in lines] == ["Café de Nîmes"]
    file = reverse("assemblies:export_roll", args=[meeting.key, "csv"])
    table = client.get(file, {"right": "held"})
    text = table.getvalue().decode("utf-8-sig")
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
    with django_assert_num_queries(9):
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
    assert client.post(address, {"despite_short_notice": "on"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "convened"


def test_before_convening_the_page_says_that_nobody_may_vote(as_user, coordinator):
    meeting, organisation = planned_with_a_member()
    client = as_user(coordinator)
    address = reverse("assemblies:convene_meeting", args=[meeting.key])
    assert "Qui peut voter" not in client.get(address).text
    organisation.representatives.all().delete()
    text = client.get(address).text
    assert "Qui peut voter" in text
    assert "notez qui parle en son nom" in text
    organisation.memberships.all().delete()
    assert "aucune voix à convoquer" in client.get(address).text


def test_a_convened_meeting_says_that_nobody_may_vote(as_user, coordinator):
    meeting = convened()
    elector = make_elector(meeting=meeting, right="dues")
    address = reverse("assemblies:convocation", args=[meeting.key])
    client = as_user(coordinator)
    assert "notez les règlements reçus" in client.get(address).text
    elector.right = "held"
    elector.save()
    assert "Qui peut voter" not in client.get(address).text


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
    convene_meeting(meeting=meeting, by=coordinating(), despite_short_notice=True)
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
    assert list(listed.context["page"]) == [proxy]
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


@pytest.mark.parametrize("length", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("convocation", 14), ("proxies", 7)])
def test_the_pages_of_who_convenes_cost_the_same_whatever_the_number(
    as_user, coordinator, name, queries, length, django_assert_num_queries
):
    meeting = convened()
    holder = make_elector(meeting=meeting)
    for number in range(length):
        make_proxy(giver=make_elector(meeting=meeting), holder=holder)
        make_message(about_key=meeting.key, once_key=f"mail:{number}")
    client = as_user(coordinator)
    address = reverse(f"assemblies:{name}", args=[meeting.key])
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
