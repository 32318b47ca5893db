"""Live parts at sealed addresses: each opens by its own seal, as long as the meeting is as wide."""

import pytest
from django.urls import reverse

from essaim.assemblies.sitting.views import desk, sitting
from tests.assemblies.lively import address
from tests.factories.assemblies import make_item, make_meeting, make_rules, make_voters

pytestmark = pytest.mark.django_db
PARTS = ("sitting_now", "screen_now", "rounds_now")


@pytest.fixture
def meeting():
    meeting = make_meeting(body=make_rules().body)
    make_voters(meeting, 5)
    meeting.current_item = make_item(meeting=meeting, title="Les comptes")
    meeting.save()
    return meeting


@pytest.fixture(params=["sitting", "screen"])
def live(request, as_user, coordinator, meeting):
    """The address at which the page asks for its part."""
    return as_user(coordinator).get(address(request.param, meeting)).context["live_url"]


def widen(meeting, audience):
    meeting.action.audience = audience
    meeting.action.save()


def test_a_seal_opens_its_own_part_and_no_other(client, live):
    assert "Les comptes" in client.get(live).text
    seal = live.rstrip("/").rpartition("/")[2]
    others = [reverse(f"assemblies:{part}", args=[seal]) for part in PARTS]
    answers = {url == live: client.get(url).status_code for url in others}
    assert answers == {True: 200, False: 404}


@pytest.mark.parametrize(
    ("sealed", "now", "status"),
    [
        ("public", "public", 200),
        ("public", "members", 404),
        ("public", "bureau", 404),
        ("members", "bureau", 404),
        ("members", "public", 200),
        ("bureau", "members", 200),
    ],
)
@pytest.mark.parametrize("part", [sitting, desk])
def test_what_was_narrowed_since_opens_no_more(client, meeting, part, sealed, now, status):
    widen(meeting, sealed)
    words = [str(meeting.key), "fr", *(["before"] if part is sitting else [])]
    live = part.SEAL.address_of(meeting, *words)
    assert client.get(live).status_code == 200
    widen(meeting, now)
    assert client.get(live).status_code == status


@pytest.mark.parametrize(
    ("state", "status"), [("planned", 404), ("cancelled", 404), ("convened", 200), ("closed", 200)]
)
def test_what_was_called_off_opens_no_more(client, meeting, live, state, status):
    meeting.state, meeting.cancelled_because = state, "Neige"
    meeting.closed_at = meeting.starts_at if state == "closed" else None
    meeting.save()
    assert client.get(live).status_code == status
