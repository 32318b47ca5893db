"""Somebody died: counted until then, written to no more; and taken back where it was a mistake."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.network import actions
from essaim.network.models import Membership, Person
from essaim.post.actions import resend_message
from essaim.post.models import Message
from essaim.post.sending import send_messages
from tests.factories.accounts import coordinator, house, make_acting, make_user
from tests.factories.network import (
    make_affiliation,
    make_group,
    make_membership,
    make_network_role,
    make_organisation,
    make_person,
    make_representation,
)
from tests.factories.post import make_failed_message, make_link, make_message, queue_letter

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)


def somebody_of_everything():
    """A person with a row of each kind that runs, and an account."""
    member = make_membership().organisation
    person = make_person(user=make_user(), email="marie@reseau.example")
    rows = [
        make_affiliation(person=person, organisation=member),
        make_network_role(person=person),
        make_group(people=(person,)).members.get(),
        make_representation(person=person, organisation=member),
        make_membership(person=person),
    ]
    return person, rows


def ends(rows):
    for row in rows:
        row.refresh_from_db()
    return [row.ended_on if isinstance(row, Membership) else row.ends_on for row in rows]


def test_what_she_was_ends_on_that_day_and_is_counted_until_then():
    person, rows = somebody_of_everything()
    actions.note_death(person=person, died_on=DAY, by=coordinator())

    assert ends(rows) == [DAY] * 5
    person.user.refresh_from_db()
    assert person.user.is_active is False
    assert Membership.objects.running_on(DAY).filter(person=person).exists()
    assert not Membership.objects.running_on(DAY + timedelta(days=1)).filter(person=person).exists()


def test_nobody_writes_to_her_any_more():
    person, _rows = somebody_of_everything()
    waiting = make_message(person_key=person.key)
    failed = make_failed_message(person_key=person.key)
    link = make_link(person_key=person.key)
    actions.note_death(person=person, died_on=DAY, by=coordinator())

    said = {"recipient": person.email, "subject": "Convocation", "text": "Chère Marie,"}
    late = queue_letter(**said, person_key=person.key)
    with pytest.raises(RuleBroken):
        resend_message(message=failed, by=house())

    assert send_messages() == 0
    assert mail.outbox == []
    waiting.refresh_from_db()
    link.refresh_from_db()
    assert (waiting.state, late.state, link.revoked_at is None) == ("withdrawn",) * 2 + (False,)


def test_a_death_noted_by_mistake_is_taken_back_with_all_that_it_ended():
    person, rows = somebody_of_everything()
    past = make_network_role(person=person, kind="treasury", ends_on=date(2022, 1, 1))
    by = coordinator()
    actions.note_death(person=person, died_on=DAY, by=by)
    actions.undo_death(person=person, by=by)

    assert ends(rows) == [None] * 5
    assert ends([past]) == [date(2022, 1, 1)]
    person.refresh_from_db()
    person.user.refresh_from_db()
    assert (person.died_on, person.user.is_active) == (None, True)
    letter = queue_letter(recipient="a@b.example", subject="A", text="B", person_key=person.key)
    assert letter.state == "queued"
    assert Message.objects.filter(state="withdrawn").count() == 0


def test_what_was_changed_since_stays_when_a_death_is_taken_back():
    person, rows = somebody_of_everything()
    by = coordinator()
    actions.note_death(person=person, died_on=DAY, by=by)
    earlier = date(2023, 1, 1)
    actions.correct_network_role(
        network_role=rows[1], starts_on=rows[1].starts_on, ends_on=earlier, by=by
    )
    actions.undo_death(person=person, by=by)
    assert ends(rows) == [None, earlier, None, None, None]


def test_it_is_noted_for_all_the_cards_that_are_hers():
    person, rows = somebody_of_everything()
    kept = make_person()
    Person.objects.filter(pk=person.pk).update(canonical=kept)
    actions.note_death(person=Person.objects.get(pk=person.pk), died_on=DAY, by=coordinator())
    kept.refresh_from_db()
    assert kept.died_on == DAY
    assert ends(rows) == [DAY] * 5


def test_what_cannot_be_is_refused_in_words():
    person, rows = somebody_of_everything()
    by = coordinator()
    with pytest.raises(RuleBroken):
        actions.note_death(person=person, died_on=timezone.localdate() + timedelta(days=1), by=by)
    with pytest.raises(RuleBroken):
        actions.note_death(person=person, died_on=date(2019, 12, 31), by=by)
    assert ends(rows) == [None] * 5
    with pytest.raises(RuleBroken):
        actions.undo_death(person=person, by=by)
    with pytest.raises(Forbidden):
        actions.note_death(person=person, died_on=DAY, by=make_acting(role="bureau"))


def test_nothing_begins_after_that_day():
    person, rows = somebody_of_everything()
    by, later = coordinator(), DAY + timedelta(days=1)
    actions.note_death(person=person, died_on=DAY, by=by)
    organisation = make_membership().organisation
    for act, said in (
        (actions.affiliate_person, {"organisation": make_organisation()}),
        (actions.give_network_role, {"kind": "volunteer"}),
        (actions.add_group_member, {"group": make_group()}),
        (actions.name_representative, {"organisation": organisation, "standing": "alternate"}),
    ):
        with pytest.raises(RuleBroken, match="01/03/2024"):
            act(person=person, starts_on=later, by=by, **said)
    with pytest.raises(RuleBroken):
        actions.correct_network_role(
            network_role=rows[1], starts_on=rows[1].starts_on, ends_on=None, by=by
        )
    with pytest.raises(RuleBroken):
        actions.note_death(person=person, died_on=DAY, by=by)


def test_the_page_says_it_and_takes_it_back(as_user, coordinator):
    person = make_person(audience="members")
    client = as_user(coordinator)
    path = reverse("network:note_death", args=[person.key])
    assert client.get(path).status_code == 200
    page = client.post(path, {"died_on": "2024-03-01"}, follow=True).text
    assert "1er mars 2024" in page
    again = client.post(reverse("network:undo_death", args=[person.key]), follow=True).text
    assert "1er mars 2024" not in again
