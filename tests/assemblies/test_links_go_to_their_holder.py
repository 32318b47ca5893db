"""A link that answers or votes in somebody's name goes to their address, whoever sends it again."""

import pytest
from django.core import mail
from django.test import TestCase
from django.urls import reverse

from essaim.accounts.queries import acting_as
from essaim.assemblies.minutes.actions.minutes import submit_minutes
from essaim.assemblies.roll.actions.convening import convene_meeting
from essaim.journal.models import Entry
from essaim.kernel.errors import RuleBroken
from essaim.network import actions as network
from essaim.network.models import Representation
from essaim.post.actions import resend_message
from essaim.post.models import Link, Message
from tests.assemblies.test_convening import member, planned
from tests.factories.accounts import coordinator, make_user
from tests.factories.assemblies import make_elector
from tests.factories.dates import bureau, propose
from tests.factories.minutes import make_minutes, make_whole_meeting
from tests.factories.network import make_person, make_representation
from tests.factories.post import make_failed_message

pytestmark = pytest.mark.django_db
HERS, CORRECT, OTHER = "elle@membre.example", "juste@membre.example", "moi@reseau.example"


@pytest.fixture
def organisation():
    return member("Réseau", HERS, email="contact@membre.example")


def convened():
    convene_meeting(meeting=planned(), by=coordinator())
    return Message.objects.get(reason="assemblies.convocation")


def failed(message):
    Message.objects.filter(pk=message.pk).update(state="failed", sent_at=None, error="550")
    message.refresh_from_db()
    return message


def resend(message, recipient=""):
    with TestCase.captureOnCommitCallbacks(execute=True):
        resend_message(message=message, recipient=recipient, by=coordinator())
    return mail.outbox[-1].to


def titular(organisation):
    return Representation.objects.get(organisation=organisation).person


def test_nobody_has_the_link_of_another_sent_to_themselves(organisation):
    message = failed(convened())
    sent = len(mail.outbox)
    with pytest.raises(RuleBroken, match="sa propre adresse"):
        resend(message, OTHER)
    message.refresh_from_db()
    assert (message.recipient, message.state, len(mail.outbox)) == (HERS, "failed", sent)


def test_it_goes_again_to_its_holder(organisation):
    assert resend(failed(convened())) == [HERS]


def test_a_slip_is_corrected_on_the_card_and_the_journal_says_by_whom(organisation):
    message = failed(convened())
    person = titular(organisation)
    by = coordinator()
    network.edit_person(person=person, email=CORRECT, by=by)
    assert resend(message) == [CORRECT]
    line = Entry.objects.filter(verb="network.edit_person").latest("id")
    assert (line.actor_key, line.target_key) == (by.key, person.key)


def test_the_address_of_an_organisation_is_corrected_on_its_card():
    organisation = member("Réseau", email="contac@membre.example")
    message = failed(convened())
    with pytest.raises(RuleBroken):
        resend(message, OTHER)
    network.edit_organisation(organisation=organisation, email=CORRECT, by=coordinator())
    assert resend(message) == [CORRECT]


def test_whoever_speaks_for_the_member_no_more_is_sent_no_link(organisation):
    message = failed(convened())
    Representation.objects.all().delete()
    make_representation(organisation=organisation, person=make_person(email=OTHER))
    for recipient in ("", HERS, OTHER):
        with pytest.raises(RuleBroken):
            resend(message, recipient)


def test_a_mail_without_such_a_link_goes_where_one_says():
    assert resend(make_failed_message(), OTHER) == [OTHER]


def test_the_form_offers_their_address_alone(organisation, as_user):
    message = failed(convened())
    browser = as_user(make_user(role="coordination"))
    address = reverse("post:resend_message", args=[message.key])
    page = browser.get(address).text
    assert "<select" in page
    assert HERS in page
    browser.post(address, {"recipient": OTHER})
    message.refresh_from_db()
    assert (message.recipient, message.state) == (HERS, "failed")
    browser.post(address, {"recipient": HERS})
    message.refresh_from_db()
    assert message.state != "failed"


def told_of_change():
    return list(
        Message.objects.filter(reason="network.address").values_list("recipient", flat=True)
    )


def test_a_former_address_hears_that_links_go_elsewhere(organisation):
    convened()
    network.edit_person(person=titular(organisation), email=OTHER, by=coordinator())
    assert told_of_change() == [HERS]
    text = Message.objects.get(reason="network.address").text
    assert OTHER not in text
    assert "journal" in text


def test_a_merge_that_takes_links_elsewhere_is_told_too(organisation):
    convened()
    other = make_person(email=OTHER)
    network.merge_person(person=titular(organisation), into=other, by=coordinator())
    assert told_of_change() == [HERS]


def test_so_does_the_former_address_of_an_organisation():
    organisation = member("Réseau", email="contact@membre.example")
    convened()
    network.edit_organisation(organisation=organisation, email=OTHER, by=coordinator())
    assert told_of_change() == ["contact@membre.example"]


def test_whoever_changes_their_own_address_is_told_nothing(organisation):
    convened()
    person = titular(organisation)
    person.user = make_user()
    person.save()
    network.edit_person(person=person, email=CORRECT, by=acting_as(person.user))
    assert told_of_change() == []


@pytest.mark.parametrize("card", [{"phone": "06 00 00 00 00"}, {"email": HERS.upper()}])
def test_what_is_no_other_address_is_not_told(organisation, card):
    convened()
    network.edit_person(person=titular(organisation), by=coordinator(), **card)
    assert told_of_change() == []


def test_an_address_that_refuses_mails_is_told_nothing(organisation):
    failed(convened())
    network.edit_person(person=titular(organisation), email=CORRECT, by=coordinator())
    assert told_of_change() == []


def test_it_hears_of_it_when_no_link_is_in_force_either(organisation):
    """The next convocation would not reach it any more."""
    convened()
    Link.objects.update(revoked_at="2024-01-01T00:00Z")
    network.edit_person(person=titular(organisation), email=CORRECT, by=coordinator())
    assert told_of_change() == [HERS]


def test_an_address_to_which_nothing_was_written_is_told_nothing(organisation):
    network.edit_person(person=titular(organisation), email=CORRECT, by=coordinator())
    assert told_of_change() == []


def dates_asked():
    propose(bureau("Elle"))
    return Message.objects.get(reason="assemblies.dates")


def minutes_to_read():
    meeting = make_whole_meeting()
    meeting.chair.email = HERS
    meeting.chair.save()
    elector = make_elector(meeting=meeting, person=meeting.chair, present=True)
    submit_minutes(minutes=make_minutes(meeting=meeting), by=coordinator())
    return Message.objects.get(
        reason="assemblies.minutes", person_key=elector.membership.person.key
    )


@pytest.mark.parametrize("written", [dates_asked, minutes_to_read])
def test_so_it_is_with_every_mail_that_carries_a_link(written):
    message = failed(written())
    with pytest.raises(RuleBroken):
        resend(message, OTHER)
    assert resend(message) == [HERS]
