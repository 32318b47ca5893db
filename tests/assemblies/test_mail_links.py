"""The links of mails, one by one: forged, of another act, too old, withdrawn, pressed again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.models import Amendment
from essaim.journal.models import Entry
from essaim.post.links import token_of
from tests.factories.assemblies import make_elector, make_item, make_meeting, make_open_vote
from tests.factories.minutes import make_minutes
from tests.factories.post import make_link

pytestmark = pytest.mark.django_db
ACTS = ["assemblies.answer", "assemblies.sit", "assemblies.read_minutes"]


class Door:
    """What a link of each kind opens, and one act by it."""

    def __init__(self, act, **link):
        self.act = act
        thing = {
            "assemblies.answer": self.convened,
            "assemblies.sit": self.voting,
            "assemblies.read_minutes": self.reading,
        }[act]()
        grants = f"elector:{self.elector.key}"
        self.link = make_link(act=act, about_key=thing.key, grants=grants, **link)
        self.token = token_of(self.link)

    def convened(self):
        starts_at = timezone.now() + timedelta(days=20)
        meeting = make_meeting(state="convened", opened_at=None, starts_at=starts_at)
        make_item(meeting=meeting)
        self.elector = make_elector(meeting=meeting)
        self.said = {"answer": "coming"}
        return meeting

    def voting(self):
        meeting = make_meeting()
        self.elector = make_elector(meeting=meeting, present=True)
        self.vote = make_open_vote(meeting=meeting)
        self.said = {"voice": str(self.elector.key), "vote": "for"}
        return meeting

    def reading(self):
        minutes = make_minutes(state="submitted")
        self.elector = make_elector(meeting=minutes.meeting, present=True)
        self.said = {"elector": str(self.elector.key), "text": "J’ai dit oui."}
        return minutes

    def page(self, token):
        names = {
            "assemblies.answer": "answer_by_link",
            "assemblies.sit": "sitting_by_link",
            "assemblies.read_minutes": "read_minutes",
        }
        return reverse(f"assemblies:{names[self.act]}", args=[token])

    def deed(self, token):
        if self.act == "assemblies.answer":
            return self.page(token)
        name, thing = {
            "assemblies.sit": ("cast_ballots", self.elector.meeting.resolutions.first()),
            "assemblies.read_minutes": ("ask_amendment", self.elector.meeting),
        }[self.act]
        return f"{reverse(f'assemblies:{name}', args=[thing.key])}?jeton={token}"

    def statuses(self, client, token):
        """Of reading by that token, and of acting by it."""
        return client.get(self.page(token)).status_code, client.post(
            self.deed(token), self.said
        ).status_code

    def done(self):
        """How often the act was done."""
        if self.act == "assemblies.answer":
            self.elector.refresh_from_db()
            return int(self.elector.answer == "coming")
        if self.act == "assemblies.sit":
            return self.vote.ballots.count()
        return Amendment.objects.count()


VERBS = {
    "assemblies.answer": "assemblies.answer_convocation",
    "assemblies.sit": "assemblies.cast_ballot",
    "assemblies.read_minutes": "assemblies.ask_amendment",
}


@pytest.mark.parametrize("act", ACTS)
def test_a_link_opens_its_page_and_does_its_act_under_its_own_actor(client, act):
    door = Door(act)
    assert door.statuses(client, door.token) == (200, 302)
    assert door.done() == 1
    assert Entry.objects.get(verb=VERBS[act]).actor_key == door.link.actor_id


@pytest.mark.parametrize("act", ACTS)
def test_reading_by_it_writes_nothing_however_often_a_scanner_does(client, act):
    door = Door(act)
    before = Entry.objects.count()
    for _ in range(3):
        client.get(door.page(door.token))
    door.link.refresh_from_db()
    assert (door.done(), door.link.used_at, Entry.objects.count()) == (0, None, before)


@pytest.mark.parametrize("act", ACTS)
def test_pressed_again_it_does_once_what_it_does(client, act):
    door = Door(act)
    for _ in range(3):
        assert client.post(door.deed(door.token), door.said).status_code == 302
    assert door.done() == 1


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("length", [1, 10, 43])
def test_a_forged_one_opens_nothing(client, act, length):
    door = Door(act)
    body, _dot, signature = door.token.partition(".")
    other_way = "".join("B" if one == "A" else "A" for one in signature[:length])
    forged = f"{body}.{other_way}{signature[length:]}"
    assert door.statuses(client, forged) == (404, 404)
    other = token_of(make_link()).partition(".")[0]
    assert door.statuses(client, f"{other}.{signature}") == (404, 404)
    assert door.done() == 0


@pytest.mark.parametrize("act", ACTS)
def test_one_that_is_too_old_or_withdrawn_says_so(client, act):
    now = timezone.now()
    old = {"made_at": now - timedelta(days=9), "expires_at": now - timedelta(seconds=1)}
    for over in (old, {"revoked_at": now}):
        door = Door(act, **over)
        assert door.statuses(client, door.token) == (410, 410)
        assert door.done() == 0


@pytest.mark.parametrize("act", ACTS)
def test_one_made_for_another_act_opens_nothing(client, act):
    door = Door(act)
    for other in {*ACTS, "assemblies.calendar"} - {act}:
        door.link.act = other
        door.link.save()
        assert door.statuses(client, door.token) == (404, 404)
    assert door.done() == 0


@pytest.mark.parametrize("act", ACTS)
def test_it_does_nothing_in_the_name_of_somebody_else(client, act):
    door, other = Door(act), Door(act)
    theirs = other.deed(door.token)
    if act == "assemblies.answer":  # the address itself says for whom: nothing else is read
        client.post(door.deed(door.token), {**door.said, "elector": str(other.elector.key)})
    else:
        assert client.post(theirs, other.said).status_code == 404
        assert client.post(door.deed(door.token), other.said).status_code in {404, 422}
    assert other.done() == 0
