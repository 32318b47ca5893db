"""Who may do what with the people of the house."""

import pytest

from essaim.accounts.queries import acting_as
from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.rules import can
from essaim.network import actions
from tests.factories.accounts import coordinator, make_acting, make_user
from tests.factories.network import (
    make_affiliation,
    make_delegate,
    make_membership,
    make_network_role,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db

COORDINATION_ALONE = sorted(
    set(actions.__all__)
    - {"edit_organisation", "edit_person", "end_affiliation", "name_representative"}
    - {"open_person_account", "record_payment", "withdraw_payment", "edit_look", "edit_senders"}
    - {"invite_person", "send_invitation", "withdraw_invitation"}
    - {"repeat_dues"}  # asks for each what `set_dues` asks
)


def everybody_else() -> list[Acting]:
    delegate = acting_as(make_delegate())
    return [VISITOR, make_acting(), delegate, make_acting(role="administrator")]


@pytest.mark.parametrize("verb", COORDINATION_ALONE)
def test_coordination_keeps_the_registers_alone(verb):
    assert can(coordinator(), f"network.{verb}")
    assert not any(can(by, f"network.{verb}") for by in everybody_else())
    assert not can(make_acting(role="bureau"), f"network.{verb}")


@pytest.mark.parametrize("verb", ["record_payment", "withdraw_payment", "view_dues"])
def test_the_bureau_keeps_the_till(verb):
    assert can(coordinator(), f"network.{verb}")
    assert can(make_acting(role="bureau"), f"network.{verb}")
    assert not any(can(by, f"network.{verb}") for by in everybody_else())


def test_an_administrator_opens_accounts():
    assert can(make_acting(role="administrator"), "network.open_person_account")
    assert can(coordinator(), "network.open_person_account")
    assert not can(make_acting(role="bureau"), "network.open_person_account")


def test_a_delegate_edits_the_card_of_her_own_organisation():
    ours, theirs = make_organisation(), make_organisation()
    by = acting_as(make_delegate(of=ours))
    assert can(by, "network.edit_organisation", organisation=ours)
    assert not can(by, "network.edit_organisation", organisation=theirs)
    assert not can(VISITOR, "network.edit_organisation", organisation=ours)


@pytest.mark.parametrize(
    "beyond", [{"kind": "funder"}, {"audience": "bureau"}, {"is_house": True}], ids=str
)
def test_a_delegate_does_not_say_what_her_organisation_is_to_the_network(beyond):
    ours = make_organisation()
    by = acting_as(make_delegate(of=ours))
    assert not can(by, "network.edit_organisation", organisation=ours, **beyond)
    assert can(coordinator(), "network.edit_organisation", organisation=ours, **beyond)


def test_a_delegate_names_alternates_of_her_own_organisation():
    ours, theirs = make_organisation(), make_organisation()
    by = acting_as(make_delegate(of=ours))
    verb = "network.name_representative"
    assert can(by, verb, organisation=ours, standing="alternate")
    assert not can(by, verb, organisation=ours, standing="titular")
    assert not can(by, verb, organisation=theirs, standing="alternate")
    assert can(coordinator(), verb, organisation=ours, standing="titular")


def test_a_person_keeps_her_own_card_and_leaves_when_she_wishes():
    user = make_user()
    herself, another = make_person(user=user), make_person()
    by = acting_as(user)
    assert can(by, "network.edit_person", person=herself)
    assert not can(by, "network.edit_person", person=another)
    hers = make_affiliation(person=herself, organisation=make_organisation())
    anothers = make_affiliation(person=another, organisation=make_organisation())
    assert can(by, "network.end_affiliation", affiliation=hers)
    assert not can(by, "network.end_affiliation", affiliation=anothers)
    assert can(coordinator(), "network.end_affiliation", affiliation=anothers)


def test_people_are_for_members():
    member = make_user()
    make_membership(person=make_person(user=member))
    assert can(acting_as(member), "network.view_people")
    assert not can(make_acting(), "network.view_people")
    assert not can(VISITOR, "network.view_people")


def test_a_role_in_the_life_of_the_network_gives_no_right():
    user = make_user()
    make_network_role(person=make_person(user=user), kind="treasury")
    assert not can(acting_as(user), "network.view_dues")
    assert not acting_as(user).is_one_of("bureau")
