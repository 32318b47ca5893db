"""Forgetting a person: her address and her words go, the proof stays."""

from uuid import uuid4

import pytest
from django.utils import timezone

from essaim.accounts.queries import names_of_actors
from essaim.journal.models import Revision
from essaim.kernel.manifest import offered
from essaim.network.erasure import forget
from essaim.network.models import Person
from essaim.post import actions
from essaim.post.links import LinkRevoked, address_of, open_link, token_of
from essaim.post.models import Attachment, Link, Message
from tests.factories.network import make_person
from tests.factories.post import (
    make_failed_message,
    make_link,
    make_message,
    make_sent_message,
)
from tests.personal import forget_in, held_in

pytestmark = pytest.mark.django_db
ACT = "tests.answer"


def erased(person: Person) -> list[str]:
    """As every room forgets them; the sentences that are told."""
    return forget(person, offered("personal"))


def test_forgetting_a_person_leaves_the_proof_without_her() -> None:
    person, about = make_person(email="alix@membre.example"), uuid4()
    her = person.key
    sent = make_sent_message(person_key=her, about_key=about, once_key="c:1")
    waiting = make_message(person_key=her)
    failed = make_failed_message(recipient="Alix@membre.example")
    other = make_sent_message(reply_to="alix@membre.example")
    Attachment.objects.create(message=sent, name="a", content_type="b/c", content=b"x")
    kept = forget_in("post", person.pk)
    assert kept == [
        "Qu’un mail est parti ce jour-là, sans l’adresse\u00a0: des décisions s’y appuient."
    ]
    hers = Message.objects.exclude(pk=other.pk).order_by("id")
    assert {(m.recipient, m.text, m.person_key) for m in hers} == {("", "", None)}
    assert [m.state for m in hers] == ["sent", "withdrawn", "failed"]
    assert "550" not in hers.get(pk=failed.pk).error
    other.refresh_from_db()
    assert (other.reply_to, other.text != "") == ("", True)
    assert (sent.sent_at, waiting.pk) == (Message.objects.get(about_key=about).sent_at, hers[1].pk)
    assert not Attachment.objects.exists()


def test_forgetting_a_person_ends_her_links_and_their_actors() -> None:
    person = make_person()
    her = person.key
    hers, other = make_link(person_key=her, email="alix@membre.example"), make_link()
    key = hers.actor_id
    actions.use_link(link=hers, by=open_link(token_of(hers), ACT).acting)
    assert forget_in("post", person.pk) == []
    hers.refresh_from_db()
    assert (hers.person_key, hers.email, hers.actor_id) == (None, "", None)
    assert names_of_actors({key}) == {}
    with pytest.raises(LinkRevoked):
        open_link(token_of(hers), ACT)
    assert Link.objects.in_force(timezone.now()).get() == other
    record = Revision.objects.get(target_key=hers.key).record
    assert {"person_key", "email", "actor"} & set(record) == set()


def test_a_mail_to_somebody_else_at_the_same_address_stays() -> None:
    other = make_sent_message(recipient="contact@membre.example", person_key=uuid4())
    assert forget_in("post", make_person(email="contact@membre.example").pk) == []
    other.refresh_from_db()
    assert other.recipient == "contact@membre.example"


def test_erasing_a_person_of_the_network_forgets_what_was_written_to_her() -> None:
    person = make_person(email="alix@membre.example")
    merged = make_person(canonical=person)
    for fields in ({"person_key": merged.key}, {"recipient": "alix@membre.example"}):
        make_sent_message(**fields)
    assert len(erased(person)) == 1
    assert set(Message.objects.values_list("recipient", "text")) == {("", "")}


def test_her_export_holds_her_mails_without_what_acts_in_her_name() -> None:
    person = make_person()
    address = address_of(make_link(), "reports:funder_reading")
    make_sent_message(person_key=person.key, subject="À vous", text=f"Ici : {address}")
    make_sent_message()
    (row,) = held_in("post.mails", person.pk)
    assert (row["subject"], row["state"]) == ("À vous", "sent")
    assert row["text"].endswith("/…/")
