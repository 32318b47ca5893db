"""The pages that make an agenda: who makes it, a member, a stranger, a visitor."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.assemblies.models import AgendaDocument, AgendaItem, Meeting
from essaim.assemblies.pages.queries.meetings import planned_lines
from tests.assemblies.lively import address, text_of
from tests.factories.accounts import make_user
from tests.factories.assemblies import START, make_body, make_item, make_meeting, make_rules
from tests.factories.network import make_delegate, make_group, make_person

pytestmark = pytest.mark.django_db


def planned(**fields):
    return make_meeting(state="planned", **fields)


def convened(added_items="minor", **fields):
    return make_meeting(
        body=make_rules(added_items=added_items).body, state="convened", starts_at=START, **fields
    )


def titles(meeting):
    return [one.title for one in meeting.items.on_agenda()]


def agenda_of(meeting):
    return f"{meeting.get_absolute_url()}#ordre-du-jour"


def test_the_agenda_is_a_numbered_tree_with_its_hours(as_user, delegate):
    meeting = planned()
    above = make_item(meeting=meeting, title="Rapports", minutes_planned=5)
    make_item(meeting=meeting, title="Rapport moral", parent=above, minutes_planned=20)
    make_item(meeting=meeting, title="Budget", presenter=make_person(given_name="Nadia"))

    text = text_of(as_user(delegate).get(meeting.get_absolute_url()))

    hours, numbers = r">(\d\d:\d\d)</span>", r"<p>([\d.]+) <strong>([^<]+)"
    assert re.findall(hours, text) == ["10:00", "10:05", "10:25"]
    assert re.findall(numbers, text) == [
        ("1.", "Rapports"),
        ("1.1.", "Rapport moral"),
        ("2.", "Budget"),
    ]
    assert "Nadia" in text
    assert "25 minutes prévues" in text


def test_hours_are_said_where_minutes_are_planned():
    meeting = planned()
    first, last = make_item(meeting=meeting), make_item(meeting=meeting)
    under, timed = (make_item(meeting=meeting, parent=first) for _number in range(2))
    assert [one.at for one in planned_lines([first, last], meeting)] == [None, None]

    first.minutes_planned, timed.minutes_planned = 10, 5
    hours = [one.at for one in planned_lines([first, under, timed, last], meeting)]
    assert [f"{at:%H:%M}" if at else "" for at in hours] == ["10:00", "", "10:10", "10:15"]


@pytest.mark.parametrize(("minutes", "is_told"), [(180, False), (181, True)])
def test_who_makes_an_agenda_longer_than_its_meeting_is_told(
    as_user, coordinator, delegate, minutes, is_told
):
    meeting = planned()
    make_item(meeting=meeting, minutes_planned=minutes)
    page = meeting.get_absolute_url()

    assert ("la réunion en dure 180" in text_of(as_user(coordinator).get(page))) == is_told
    assert "la réunion en dure" not in text_of(as_user(delegate).get(page))


@pytest.mark.parametrize(
    ("starts_at", "expected"),
    [
        (datetime(2024, 10, 27, 0, 30, tzinfo=UTC), ["02:30", "02:15", "03:00"]),
        (datetime(2024, 3, 31, 0, 30, tzinfo=UTC), ["01:30", "03:15", "04:00"]),
    ],
)
def test_the_clock_of_the_agenda_changes_in_the_night_when_clocks_do(starts_at, expected):
    meeting = planned(starts_at=starts_at)
    items = [make_item(meeting=meeting, minutes_planned=45) for _number in range(3)]

    assert [f"{one.at:%H:%M}" for one in planned_lines(items, meeting)] == expected


def test_an_item_is_added_at_the_end_or_under_another(as_user, coordinator):
    meeting = planned()
    above = make_item(meeting=meeting, title="Rapports")
    browser, page = as_user(coordinator), address("add_item", meeting)
    assert "1. Rapports" in text_of(browser.get(page))

    said = {"title": "Rapport moral", "kind": "report", "subject": "ordinary"}
    response = browser.post(page, {**said, "parent": above.key})
    assert response.url == agenda_of(meeting)
    browser.post(page, {**said, "title": "Divers"})

    added = meeting.items.get(title="Rapport moral")
    assert (added.parent, added.minutes_planned) == (above, 0)
    assert meeting.items.get(title="Divers").parent is None


def test_what_was_typed_stays_under_a_refusal(as_user, coordinator):
    meeting = convened()
    said = {"title": "Nos statuts", "kind": "decision", "subject": "statutes", "added_as": "minor"}

    response = as_user(coordinator).post(address("add_item", meeting), said)

    assert response.status_code == 422
    assert "Nos statuts" in response.text
    assert "devaient être annoncés par la convocation" in response.text
    assert titles(meeting) == []


def test_an_item_is_edited_with_what_it_said_before(as_user, coordinator):
    item = make_item(meeting=planned(), title="Budjet", minutes_planned=10)
    browser, page = as_user(coordinator), address("edit_item", item)
    assert "Budjet" in text_of(browser.get(page))

    said = {"title": "Budget", "kind": "decision", "subject": "accounts", "minutes_planned": 20}
    assert browser.post(page, said).url == agenda_of(item.meeting)

    item.refresh_from_db()
    assert (item.title, item.subject, item.minutes_planned) == ("Budget", "accounts", 20)
    assert browser.post(page, {**said, "minutes_planned": -1}).status_code == 422


def test_an_item_moves_up_and_down(as_user, coordinator):
    meeting = planned()
    make_item(meeting=meeting, title="Un")
    second = make_item(meeting=meeting, title="Deux")

    response = as_user(coordinator).post(address("move_item", second), {"up": "1"})

    assert response.url == second.get_absolute_url()
    assert titles(meeting) == ["Deux", "Un"]


def test_an_item_goes_under_another_that_is_not_under_it(as_user, coordinator):
    meeting = planned()
    above, other = (make_item(meeting=meeting, title=title) for title in ("Rapports", "Budget"))
    under = make_item(meeting=meeting, title="Rapport moral", parent=above)
    browser = as_user(coordinator)

    offered = browser.get(address("nest_item", above)).context["form"].fields["parent"].choices
    assert [label for _key, label in offered][1:] == ["2. Budget"]
    response = browser.post(address("nest_item", above), {"parent": other.key})
    assert response.url == agenda_of(meeting)
    assert browser.post(address("nest_item", other), {"parent": under.key}).status_code == 422
    browser.post(address("nest_item", under), {"parent": ""})

    text = text_of(browser.get(meeting.get_absolute_url()))
    assert "1. <strong>Budget" in text
    assert "1.1. <strong>Rapports" in text
    assert "2. <strong>Rapport moral" in text


def test_what_is_only_proposed_has_no_place_to_move_from(as_user, coordinator):
    item = make_item(meeting=planned(), state="proposed")
    browser = as_user(coordinator)

    moved = browser.post(address("move_item", item), {"up": "1"}, follow=True)
    nested = browser.post(address("nest_item", item), {"parent": ""})

    assert "n’est pas à l’ordre du jour" in moved.text
    assert nested.status_code == 422


def test_an_item_is_removed_until_the_convocation_leaves(as_user, coordinator):
    kept, gone = make_item(meeting=convened()), make_item(meeting=planned())
    browser = as_user(coordinator)

    assert (
        "n’est plus à l’ordre du jour"
        in browser.post(address("remove_item", gone), follow=True).text
    )
    assert "La convocation est partie" in (
        browser.post(address("remove_item", kept), follow=True).text
    )
    assert list(AgendaItem.objects.all()) == [kept]


def test_what_came_by_itself_and_was_taken_off_may_come_back(as_user, coordinator):
    meeting = planned()
    above = make_item(meeting=meeting, title="Suites", source="decisions")
    under = make_item(meeting=meeting, title="Suite", parent=above, source="decision:1")
    browser = as_user(coordinator)
    browser.post(address("remove_item", under))
    browser.post(address("remove_item", above))
    assert titles(meeting) == []

    text = text_of(browser.get(meeting.get_absolute_url()))
    assert address("accept_item", above) in text
    browser.post(address("accept_item", above))

    assert titles(meeting) == ["Suites"]


def test_an_item_taken_off_comes_back_where_one_sees_it(as_user, coordinator):
    meeting = planned()
    above = make_item(meeting=meeting, title="Suites", state="declined", reason_declined="Non.")
    under = make_item(
        meeting=meeting, title="Suite", parent=above, state="declined", reason_declined="Non."
    )
    browser = as_user(coordinator)

    browser.post(address("accept_item", under))

    assert "1. <strong>Suite" in text_of(browser.get(meeting.get_absolute_url()))


def test_a_member_proposes_and_reads_what_became_of_it(as_user, coordinator):
    meeting, member = planned(), make_delegate()
    said = {"title": "Un congrès", "kind": "discussion", "text": "En 2026."}
    page = address("propose_item", meeting)
    browser = as_user(member)
    assert page in text_of(browser.get(meeting.get_absolute_url()))
    assert browser.post(page, said).url == agenda_of(meeting)
    assert "Un congrès" in text_of(browser.get(meeting.get_absolute_url()))

    item = meeting.items.get()
    as_user(coordinator).post(address("decline_item", item), {"reason": "Au printemps."})
    assert "Au printemps." in text_of(as_user(member).get(meeting.get_absolute_url()))
    assert "Au printemps." not in text_of(as_user(make_delegate()).get(meeting.get_absolute_url()))


def test_a_proposal_is_put_on_the_agenda_at_once_while_the_meeting_is_planned(as_user, coordinator):
    item = make_item(meeting=planned(), state="proposed")

    response = as_user(coordinator).post(address("accept_item", item))

    assert response.url == item.get_absolute_url()
    assert titles(item.meeting) == [item.title]


def test_afterwards_one_says_as_what_it_is_added(as_user, coordinator):
    item = make_item(meeting=convened(), state="proposed")
    browser, page = as_user(coordinator), address("accept_item", item)
    assert "question mineure" in text_of(browser.get(page))
    assert browser.post(page, {"added_as": "incident"}).status_code == 422
    browser.post(page, {"added_as": "minor"})

    item.refresh_from_db()
    assert (item.state, item.added_as) == ("accepted", "minor")


def test_declining_asks_why(as_user, coordinator):
    item = make_item(meeting=planned(), state="proposed")
    browser, page = as_user(coordinator), address("decline_item", item)

    assert browser.post(page, {"reason": " "}).status_code == 422
    browser.post(page, {"reason": "Déjà traité."})

    item.refresh_from_db()
    assert (item.state, item.reason_declined) == ("declined", "Déjà traité.")


def test_proposals_are_for_those_who_may_make_some(client, as_user, stranger):
    meeting = planned()
    type(meeting.action).objects.update(audience="public")
    make_item(meeting=meeting, title="Un congrès", state="proposed", proposed_by=make_person())
    make_item(meeting=meeting, title="Refusé", state="declined", reason_declined="Non.")

    for browser in (client, as_user(stranger)):
        text = text_of(browser.get(meeting.get_absolute_url()))
        assert "Un congrès" not in text
        assert "Refusé" not in text


def test_an_agenda_begins_with_a_template_or_as_last_time(as_user, coordinator):
    body = make_body()
    earlier = make_meeting(body=body, state="closed")
    make_item(meeting=earlier, title="Comme toujours")
    meeting = planned(body=body, starts_at=START.replace(year=2025))
    browser = as_user(coordinator)

    browser.post(address("copy_agenda", meeting))
    assert titles(meeting) == ["Comme toujours"]

    page = address("take_template", meeting)
    choices = browser.get(page).context["form"].fields["template"].choices
    assert browser.post(page, {"template": "rien"}).status_code == 422
    browser.post(page, {"template": choices[0][0]})
    assert len(titles(meeting)) > 1


def test_a_body_that_has_not_met_has_no_agenda_to_take_up(as_user, coordinator):
    meeting = planned()

    response = as_user(coordinator).post(address("copy_agenda", meeting), follow=True)

    assert "ne s’est pas encore réunie" in response.text


def test_what_waits_for_the_meeting_is_put_on_it(as_user, coordinator):
    meeting = planned()

    response = as_user(coordinator).post(address("prefill_agenda", meeting), follow=True)

    assert "tout ce qui attend cette réunion" in response.text


def test_a_document_is_a_link_or_a_file(as_user, coordinator):
    item = make_item(meeting=planned())
    browser, page = as_user(coordinator), address("add_document", item)
    file = SimpleUploadedFile("comptes.txt", b"Comptes 2024\n", content_type="text/plain")
    both = {"title": "Nos comptes", "url": "https://reseau.example/", "file": file}

    refused = browser.post(page, both)
    assert refused.status_code == 422
    assert "Nos comptes" in refused.text
    browser.post(page, {"title": "En ligne", "url": "https://reseau.example/comptes"})
    file.seek(0)
    browser.post(page, {"title": "", "file": file})

    text = text_of(browser.get(item.meeting.get_absolute_url()))
    assert "En ligne" in text
    assert "comptes.txt" in text
    document = AgendaDocument.objects.get(title="En ligne")
    browser.post(address("remove_document", document))
    assert [one.title for one in item.documents.all()] == ["comptes.txt"]


def test_documents_that_were_announced_stay(as_user, coordinator):
    item = make_item(meeting=convened())
    document = item.documents.create(title="Comptes", url="https://reseau.example/")
    browser, page = as_user(coordinator), address("remove_document", document)

    assert page not in text_of(browser.get(item.meeting.get_absolute_url()))
    assert "La convocation est partie" in browser.post(page, follow=True).text
    assert item.documents.exists()


ON_MEETINGS = ["add_item", "take_template", "copy_agenda", "prefill_agenda"]
ON_ITEMS = [
    "edit_item",
    "move_item",
    "nest_item",
    "remove_item",
    "accept_item",
    "decline_item",
    "add_document",
]


def every_act(meeting: Meeting) -> list[str]:
    item = make_item(meeting=meeting)
    document = item.documents.create(title="Comptes", url="https://reseau.example/")
    return [
        *(address(name, meeting) for name in ON_MEETINGS),
        *(address(name, item) for name in ON_ITEMS),
        address("remove_document", document),
    ]


def test_a_member_makes_no_agenda_and_is_offered_none_of_it(as_user, delegate):
    meeting = planned()
    acts = every_act(meeting)
    browser = as_user(delegate)
    page = text_of(browser.get(meeting.get_absolute_url()))

    assert [browser.post(one).status_code for one in acts] == [403] * len(acts)
    assert [one for one in acts if one in page] == []


def test_for_a_stranger_a_meeting_of_members_does_not_exist(as_user, stranger):
    meeting = planned()
    acts = [*every_act(meeting), address("propose_item", meeting)]
    browser = as_user(stranger)

    assert {browser.post(one).status_code for one in acts} == {404}


def test_a_visitor_is_asked_to_sign_in(client):
    meeting = planned()
    acts = [*every_act(meeting), address("propose_item", meeting)]

    assert {client.post(one).url.split("?")[0] for one in acts} == {"/compte/entrer/"}


def test_who_chairs_makes_the_agenda_whatever_the_role(as_user):
    user = make_user()
    meeting = planned(chair=make_person(user=user))

    as_user(user).post(
        address("add_item", meeting), {"title": "Un", "kind": "report", "subject": "ordinary"}
    )

    assert titles(meeting) == ["Un"]


def test_who_sits_in_the_body_proposes_to_its_meetings_alone(as_user, stranger):
    mine = planned(body=make_body(group=make_group(people=(make_person(user=stranger),))))
    other = planned(body=make_body(group=make_group()))
    said = {"title": "Un", "kind": "report"}
    browser = as_user(stranger)

    assert browser.post(address("propose_item", mine), said).status_code == 302
    assert browser.post(address("propose_item", other), said).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_its_agenda(
    as_user, coordinator, number, django_assert_num_queries
):
    meeting = planned()
    for _number in range(number):
        item = make_item(meeting=meeting, presenter=make_person())
        for title in ("Un", "Deux", "Trois")[:number]:
            item.documents.create(title=title, url="https://reseau.example/")
        make_item(meeting=meeting, state="proposed", proposed_by=make_person())
        make_item(meeting=meeting, state="declined", reason_declined="Non.")
    browser = as_user(coordinator)
    browser.get(reverse("assemblies:bodies"))

    with django_assert_num_queries(9):
        page = browser.get(meeting.get_absolute_url()).context["page"]

    assert len(page.lines) == len(page.proposed) == len(page.declined) == number
