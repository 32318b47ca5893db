"""A meeting under way, and how its pages are read."""

from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from essaim.assemblies.acts import SIT
from essaim.assemblies.models import Elector, Meeting
from essaim.post.actions import Holder, make_links
from essaim.post.links import token_of
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_attendance,
    make_elector,
    make_item,
    make_meeting,
    make_proxy,
    make_rules,
)
from tests.factories.network import make_organisation

A_THIRD = {"quorum_kind": "fraction", "quorum_numerator": 1, "quorum_denominator": 3}


def text_of(response: Any) -> str:
    """What is read; no variable is unknown to its template."""
    assert response.status_code == 200
    text = response.content.decode()
    assert "⟦" not in text
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def address(name: str, thing: Any) -> str:
    return reverse(f"assemblies:{name}", args=[thing.key])


def token_for(elector: Elector) -> str:
    """What stands in the address of the link by which an elector follows the meeting."""
    made = make_links(
        act=SIT,
        about_key=elector.meeting.key,
        holders=[Holder(grants=f"elector:{elector.key}")],
        expires_at=datetime(2100, 1, 1, tzinfo=UTC),
        by=house(),
    )
    return token_of(made[0])


def lively_meeting() -> Meeting:
    """One here, one represented by her, one expected; an item under way and one to come."""
    body = make_rules(subject=A_THIRD, remote_allowed=True).body
    meeting = make_meeting(body=body)
    names = ("Ici", "Absente", "Attendue")
    here, giver, _expected = (
        make_elector(meeting=meeting, organisation=make_organisation(name=name)) for name in names
    )
    make_attendance(elector=here, means="remote")
    make_proxy(giver=giver, holder=here)
    meeting.electors.filter(name="Attendue").update(answer="coming", answered_at=meeting.starts_at)
    meeting.current_item = make_item(meeting=meeting, title="Rapport moral")
    meeting.save()
    make_item(meeting=meeting, title="Rapport financier")
    return meeting
