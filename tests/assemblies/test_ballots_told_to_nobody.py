"""A secret ballot leaves no copy: neither in a session nor in the row of its form."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essaim.assemblies.models import SealedSecret, SecretBallot, SignOff
from essaim.journal.models import Submission
from essaim.kernel.kept import IN_SESSION
from essaim.kernel.submissions import FIELD, read_key
from essaim.post.models import Link, Message
from tests.assemblies.lively import token_for
from tests.factories.assemblies import (
    make_elector,
    make_meeting,
    make_open_vote,
    make_rules,
    make_voters,
)
from tests.factories.network import make_delegate, make_organisation
from tests.sending import form_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def elector():
    meeting = make_meeting(body=make_rules(subject={"secrecy": "on_request"}).body)
    make_voters(meeting, 5)
    return make_elector(meeting=meeting, organisation=make_organisation(), present=True)


def ballot_on(client: Client, vote: Any, address: str = "") -> Any:
    urn = reverse("assemblies:cast_secret_ballot", args=[vote.key])
    address = address or vote.get_absolute_url()
    query = address.partition("?")[2]
    return form_on(client, address, f"{urn}?{query}" if query else urn)


def kept_in(client: Client) -> list[Any]:
    return client.session.get(IN_SESSION, [])


def test_a_ballot_sent_again_with_other_words_is_not_kept(client, elector):
    client.force_login(make_delegate(of=elector.membership.organisation))
    vote = make_open_vote(meeting=elector.meeting, is_secret=True)
    form, own = ballot_on(client, vote), f"vote-{elector.key}"
    form.send(client, **{"vote": "for", own: "for", "retour": "seance"})
    form.send(client, **{"vote": "against", own: "against", "retour": "seance"})
    assert vote.box.get().marks == {"vote": "for"}
    assert kept_in(client) == []


def test_nor_where_the_session_was_over(client, elector):
    client.force_login(make_delegate(of=elector.membership.organisation))
    vote = make_open_vote(meeting=elector.meeting, is_secret=True)
    form, own = ballot_on(client, vote), f"vote-{elector.key}"
    client.logout()
    form.send(client, **{"vote": "for", own: "for", "retour": "seance"})
    assert [one.get_decoded().get(IN_SESSION) for one in Session.objects.all()] in ([], [None])


def test_the_row_of_the_form_says_the_same_whatever_the_ballot(client, elector):
    """Its key may become known; trying three answers against a digest would tell the vote."""
    client.force_login(make_delegate(of=elector.membership.organisation))
    vote = make_open_vote(meeting=elector.meeting, is_secret=True)
    form = ballot_on(client, vote)
    form.send(client, vote="for")
    key = read_key(form.fields[FIELD][0])
    assert Submission.objects.get().content == key.mark("said", "")


def test_two_who_share_a_browser_by_links_of_their_mails_each_have_their_own(client, elector):
    other = make_voters(elector.meeting, 1)[0]
    vote = make_open_vote(meeting=elector.meeting)
    mine, theirs = (f"{vote.get_absolute_url()}?jeton={token_for(one)}" for one in (elector, other))
    cast = reverse("assemblies:cast_ballots", args=[vote.key])
    form = form_on(client, mine, f"{cast}?{mine.partition('?')[2]}")
    for said in ("for", "against"):
        form.send(client, **{"vote": said, f"vote-{elector.key}": said, "retour": "seance"})
    assert len(kept_in(client)) == 1

    assert client.get(theirs).context["request"].kept_form is None
    assert client.get(mine).context["request"].kept_form is not None


@pytest.mark.parametrize("by_link", [True, False])
def test_a_secret_vote_writes_to_the_box_the_sheet_and_the_row_of_its_form(
    client, elector, by_link
):
    """A line elsewhere, with its moment or its order, would join a voter to what came then."""
    vote = make_open_vote(meeting=elector.meeting, is_secret=True)
    address = ""
    if by_link:
        address = f"{vote.get_absolute_url()}?jeton={token_for(elector)}"
    else:
        client.force_login(make_delegate(of=elector.membership.organisation))
    form = ballot_on(client, vote, address)
    with CaptureQueriesContext(connection) as queries:
        form.send(client, vote="for")
    assert vote.box.count() == 1
    written = {
        match[1]
        for query in queries
        if (match := re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', query["sql"]))
    }
    of_the_form = {"journal_submission"}
    assert written == {"assemblies_secretballot", "assemblies_signoff"} | of_the_form


def test_no_log_tells_of_a_secret_vote(client, elector, caplog):
    vote = make_open_vote(meeting=elector.meeting, is_secret=True)
    form = ballot_on(client, vote, f"{vote.get_absolute_url()}?jeton={token_for(elector)}")
    with caplog.at_level("INFO"):
        form.send(client, vote="for")
    assert (vote.box.count(), caplog.records) == (1, [])


@pytest.mark.parametrize("model", [SignOff, SecretBallot, SealedSecret, Message, Link])
def test_the_repairs_show_neither_boxes_nor_mails_nor_links(model):
    """Between two votes one would compare box and sheet; a link acts for somebody."""
    assert not admin.site.is_registered(model)
