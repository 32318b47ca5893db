"""Convening: notice, mails with links of one's own, reminders, changes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.roll.actions.changes import cancel_meeting, move_meeting
from essaim.assemblies.roll.actions.convening import (
    convene_meeting,
    refresh_roll,
    remind_electors,
    send_convocations,
)
from essaim.assemblies.roll.queries.convocation import recipients_in
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.post.links import LinkRevoked, open_link, token_of
from essaim.post.models import Link, Message
from tests.factories.accounts import coordinator
from tests.factories.assemblies import (
    make_body,
    make_item,
    make_meeting,
    make_rules,
)
from tests.factories.network import (
    make_membership,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db
IN_A_MONTH = timedelta(days=30)


def planned(*, starts_at=None, **rules):
    """In thirty days, with an agenda of one item."""
    body = make_rules(body=make_body(), **rules).body
    meeting = make_meeting(
        body=body, state="planned", starts_at=starts_at or timezone.now() + IN_A_MONTH
    )
    make_item(meeting=meeting, title="Rapport d’activité", minutes_planned=20)
    return meeting


def member(name="Réseau", *emails, **fields):
    """A member with a titular, then alternates, one an address."""
    organisation = make_organisation(name=name, **fields)
    for number, email in enumerate(emails):
        make_representation(
            organisation=organisation,
            person=make_person(email=email),
            standing="alternate" if number else "titular",
        )
    make_membership(organisation=organisation)
    return organisation


def test_convening_freezes_the_rules_makes_the_roll_and_queues_a_mail_a_voice():
    member("Réseau", "titulaire@r.example", "suppleante@r.example")
    meeting = planned()
    convene_meeting(meeting=meeting, by=coordinator())
    meeting.refresh_from_db()
    assert (meeting.state, meeting.rules) == ("convened", meeting.body.rules.get())
    assert not meeting.is_on_short_notice
    elector = meeting.electors.get()
    written = Message.objects.order_by("pk").values_list("recipient", "reason", "about_key")
    assert list(written) == [
        ("titulaire@r.example", "assemblies.convocation", meeting.key),
        ("suppleante@r.example", "assemblies.convocation", meeting.key),
    ]
    assert set(Link.objects.values_list("grants", flat=True)) == {f"elector:{elector.key}"}


def test_the_mail_says_when_what_and_the_rules_and_holds_the_four_answers():
    member("Café & fils", "ana@r.example")
    meeting = planned(remote_allowed=True, proxy_cap=2, proxy_article="Art. 9.")
    convene_meeting(meeting=meeting, by=coordinator())
    mail = Message.objects.get()
    token = token_of(Link.objects.get(act="assemblies.answer"))
    for word in ("viens", "distance", "excuse", "pouvoir"):
        assert f"/assemblees/reponse/{token}/?reponse={word}" in mail.text
        assert f"/assemblees/reponse/{token}/?reponse={word}" in mail.html
    told = ("Café & fils", "Rapport d’activité", "20 minutes", "Art. 9.")
    assert [words for words in told if words not in mail.text] == []
    assert "Café &amp; fils" in mail.html
    assert "\n\n\n" not in mail.text


def test_the_meeting_goes_with_the_mail_for_a_calendar():
    member("Réseau", "ana@r.example")
    meeting = planned()
    convene_meeting(meeting=meeting, by=coordinator())
    enclosed = Message.objects.get().attachments.get()
    assert (enclosed.name, enclosed.content_type) == (
        "reunion.ics",
        "text/calendar; charset=utf-8; method=PUBLISH",
    )
    assert str(meeting.key).encode() in bytes(enclosed.content)


@pytest.mark.parametrize("missing", ["rules", "agenda", "electors"])
def test_without_rules_agenda_or_electors_nobody_is_convened(missing):
    meeting = planned()
    if missing != "electors":
        member("Réseau", "ana@r.example")
    if missing == "rules":
        meeting.body.rules.get().subjects.all().delete()
        meeting.body.rules.all().delete()
    if missing == "agenda":
        meeting.items.all().delete()
    with pytest.raises(RuleBroken):
        convene_meeting(meeting=meeting, by=coordinator())
    meeting.refresh_from_db()
    assert (meeting.state, meeting.electors.count(), Message.objects.count()) == ("planned", 0, 0)


def test_too_short_a_notice_is_refused_with_the_article_unless_one_convenes_in_spite_of_it():
    member("Réseau", "ana@r.example")
    soon = timezone.now() + timedelta(days=8)
    meeting = planned(starts_at=soon, notice_article="Art. 11 : quinze jours.")
    with pytest.raises(RuleBroken, match=r"Art\. 11"):
        convene_meeting(meeting=meeting, by=coordinator())
    convene_meeting(meeting=meeting, by=coordinator(), despite_short_notice=True)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.is_on_short_notice) == ("convened", True)


def test_a_meeting_that_is_over_is_noted_as_convened_and_no_mail_leaves():
    member("Réseau", "ana@r.example")
    meeting = planned(starts_at=datetime(2024, 10, 14, 8, 0, tzinfo=UTC))
    at = datetime(2024, 9, 20, 8, 0, tzinfo=UTC)
    convene_meeting(meeting=meeting, by=coordinator(), at=at)
    meeting.refresh_from_db()
    assert (meeting.convened_at, meeting.electors.count()) == (at, 1)
    assert not Message.objects.exists()
    assert not Link.objects.exists()


def test_a_meeting_is_convened_once_and_by_whom_convenes(stranger):
    member("Réseau", "ana@r.example")
    meeting = planned()
    with pytest.raises(Forbidden):
        convene_meeting(meeting=meeting, by=acting_as(stranger))
    convene_meeting(meeting=meeting, by=coordinator())
    with pytest.raises(RuleBroken):
        convene_meeting(meeting=meeting, by=coordinator())


def test_without_an_address_the_organisations_own_serves_else_a_letter_does():
    member("Maison", "", email="contact@maison.example")
    member("Loin", "")
    meeting = planned()
    convene_meeting(meeting=meeting, by=coordinator())
    assert Message.objects.get().recipient == "contact@maison.example"
    assert [one.name for one in recipients_in(meeting).by_letter] == ["Loin"]


def test_whoever_comes_onto_the_roll_is_written_to_and_the_others_are_not_again():
    member("Premier", "un@r.example")
    meeting, by = planned(), coordinator()
    convene_meeting(meeting=meeting, by=by)
    member("Second", "deux@r.example")
    refresh_roll(meeting=meeting, by=by)
    for _ in range(2):
        send_convocations(meeting=meeting, by=by)
    recipients = Message.objects.order_by("pk").values_list("recipient", flat=True)
    assert list(recipients) == ["un@r.example", "deux@r.example"]
    assert Link.objects.count() == 4


def test_those_who_have_not_answered_are_reminded_once_an_occasion():
    member("Muet", "muet@r.example")
    member("Venu", "venu@r.example")
    meeting, by = planned(), coordinator()
    convene_meeting(meeting=meeting, by=by)
    meeting.electors.filter(name="Venu").update(answer="coming", answered_at=timezone.now())
    for occasion in ("7", "7", "2", "", ""):
        remind_electors(meeting=meeting, by=by, occasion=occasion)
    reminders = Message.objects.filter(reason="assemblies.reminder")
    assert list(reminders.values_list("recipient", flat=True)) == ["muet@r.example"] * 3


def test_a_move_is_announced_with_links_that_last_and_a_cancellation_ends_them():
    member("Réseau", "ana@r.example")
    meeting, by = planned(), coordinator()
    convene_meeting(meeting=meeting, by=by)
    starts_at, ends_at = meeting.starts_at + IN_A_MONTH, meeting.ends_at + IN_A_MONTH
    move_meeting(meeting=meeting, starts_at=starts_at, ends_at=ends_at, by=by)
    link = Link.objects.filter(act="assemblies.answer").latest("pk")
    assert (link.expires_at, Link.objects.count()) == (ends_at, 4)

    cancel_meeting(meeting=meeting, reason="La salle est fermée.", by=by)
    with pytest.raises(LinkRevoked):
        open_link(token_of(link), "assemblies.answer")
    assert "La salle est fermée." in Message.objects.latest("pk").text
    subjects = list(Message.objects.order_by("pk").values_list("subject", flat=True))
    assert [subject.partition("\u00a0:")[0] for subject in subjects] == [
        "Convocation",
        "Nouvelle date ou nouveau lieu",
        "Annulée",
    ]


def test_of_a_meeting_that_was_not_convened_nobody_is_told():
    member("Réseau", "ana@r.example")
    cancel_meeting(meeting=planned(), reason="Reportée.", by=coordinator())
    assert not Message.objects.exists()


@pytest.mark.parametrize("length", [1, 3])
def test_convening_costs_the_same_whatever_the_number(length, django_assert_num_queries):
    for number in range(length):
        member(f"Membre {number}", f"titulaire{number}@r.example")
    meeting, by = planned(), coordinator()
    with django_assert_num_queries(46):
        convene_meeting(meeting=meeting, by=by)
