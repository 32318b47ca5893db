"""By which door one comes into a meeting that few people see: audience, group, voice, office."""

import pytest

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Meeting
from essaim.kernel.acting import VISITOR
from essaim.kernel.rules import can
from tests.assemblies.lively import address
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_body, make_elector, make_meeting, make_open_vote
from tests.factories.network import make_delegate, make_group, make_organisation, make_person
from tests.factories.programme import make_action

pytestmark = pytest.mark.django_db
PEOPLE = ["in the group", "convened", "chair", "member", "stranger", "visitor"]


@pytest.fixture
def narrow():
    """A meeting that a group alone sees; a network that is not of the group is convened too."""
    group = make_group(people=(make_person(user=make_user()),), audience="bureau")
    action = make_action(kind="meeting", audience=f"group:{group.key}", title="Comité")
    body = make_body(group=group, audience=f"group:{group.key}")
    meeting = make_meeting(body=body, action=action, chair=make_person(user=make_user()))
    make_elector(meeting=meeting, organisation=make_organisation(name="Conviée"), present=True)
    return meeting


def account(meeting, kind):
    if kind == "in the group":
        return meeting.body.group.members.get().person.user
    if kind == "convened":
        return make_delegate(of=meeting.electors.get().membership.organisation)
    if kind == "chair":
        return meeting.chair.user
    return make_delegate() if kind == "member" else make_user()


def opens(client, page):
    return client.get(page).status_code == 200


@pytest.mark.parametrize("kind", PEOPLE)
def test_who_is_convened_sits_in_the_group_or_presides_comes_in_and_nobody_else(
    client, narrow, kind
):
    vote = make_open_vote(meeting=narrow)
    if kind != "visitor":
        client.force_login(account(narrow, kind))
    pages = [narrow.get_absolute_url(), address("sitting", narrow), vote.get_absolute_url()]
    comes_in = kind in {"in the group", "convened", "chair"}
    assert [opens(client, page) for page in pages] == [comes_in] * 3


@pytest.mark.parametrize("kind", PEOPLE)
def test_the_rule_of_a_meeting_and_its_list_agree(narrow, kind):
    by = VISITOR if kind == "visitor" else acting_as(account(narrow, kind))
    seen = Meeting.objects.visible_to(by).filter(pk=narrow.pk).exists()
    assert seen == can(by, "assemblies.view_meeting", meeting=narrow)


def test_whoever_is_convened_to_a_narrow_meeting_votes_with_her_account(as_user, narrow):
    vote, elector = make_open_vote(meeting=narrow), narrow.electors.get()
    browser = as_user(account(narrow, "convened"))
    browser.post(address("cast_ballots", vote), {"voice": str(elector.key), "vote": "for"})
    assert vote.ballots.get().elector == elector


def test_somebody_else_casts_nothing_there(as_user, narrow):
    vote, elector = make_open_vote(meeting=narrow), narrow.electors.get()
    said = {"voice": str(elector.key), "vote": "for"}
    done = as_user(account(narrow, "member")).post(address("cast_ballots", vote), said)
    assert (done.status_code, vote.ballots.count()) == (404, 0)


def test_a_meeting_is_listed_once_however_many_voices_one_has(narrow):
    delegate = account(narrow, "convened")
    make_elector(meeting=narrow, person=delegate.person)
    assert Meeting.objects.visible_to(acting_as(delegate)).get() == narrow
