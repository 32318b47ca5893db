"""Who may note, mend and see actions; and that the rule and the list agree."""

from dataclasses import replace

import pytest

from essaim.accounts.queries import acting_as
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import Forbidden
from essaim.kernel.rules import can
from essaim.programme.actions.together import discard_actions, edit_actions
from essaim.programme.content import ActionContent
from essaim.programme.models import Action
from tests.factories.accounts import make_acting
from tests.factories.network import make_delegate, make_group, make_organisation, make_person
from tests.factories.programme import DAY, make_action

pytestmark = pytest.mark.django_db

MENDING = [
    "cancel_action",
    "discard_action",
    "restore_action",
    "restore_revision",
    "highlight_action",
    "link_actions",
    "unlink_actions",
    "add_evidence",
    "add_file_evidence",
    "remove_evidence",
]


def content(**fields: object) -> ActionContent:
    return ActionContent(**{"title": "Atelier", "starts_on": DAY, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["coordination", "bureau"])
def test_the_coordination_and_the_bureau_note_and_mend_everything(role: str) -> None:
    by, action = make_acting(role=role), make_action(audience="bureau")
    assert can(by, "programme.add_action", content=content())
    assert can(by, "programme.edit_action", action=action)
    assert all(can(by, f"programme.{verb}", action=action) for verb in MENDING)


@pytest.mark.parametrize("role", ["", "administrator"])
def test_others_read_and_write_nothing(role: str) -> None:
    by, action = make_acting(role=role), make_action()
    assert not can(by, "programme.add_action")
    assert not can(by, "programme.edit_action", action=action)
    assert not any(can(by, f"programme.{verb}", action=action) for verb in MENDING)


def test_a_visitor_writes_nothing_and_reads_no_history() -> None:
    action = make_action(audience="public")
    assert can(VISITOR, "programme.view_action", action=action)
    assert not can(VISITOR, "programme.view_history", action=action)
    assert not can(VISITOR, "programme.add_action")


def test_a_delegate_notes_what_her_organisation_carries_and_nothing_else() -> None:
    ours, theirs = make_organisation(), make_organisation()
    by = acting_as(make_delegate(of=ours))
    assert can(by, "programme.add_action")
    assert can(by, "programme.add_action", content=content(carried_by=ours))
    assert not can(by, "programme.add_action", content=content(carried_by=theirs))
    assert not can(by, "programme.add_action", content=content())
    assert not can(by, "programme.add_proven_action", content=content())


def test_a_delegate_mends_what_hers_carries_and_keeps_it_there() -> None:
    ours, theirs = make_organisation(), make_organisation()
    by = acting_as(make_delegate(of=ours))
    own, other = make_action(carried_by=ours), make_action(carried_by=theirs)
    assert can(by, "programme.edit_action", action=own, content=content(carried_by=ours))
    assert not can(by, "programme.edit_action", action=own, content=content(carried_by=theirs))
    assert not can(by, "programme.edit_action", action=other)
    assert all(can(by, f"programme.{verb}", action=own) for verb in MENDING)


def test_a_delegate_does_not_mend_what_she_may_not_see() -> None:
    ours = make_organisation()
    by = acting_as(make_delegate(of=ours))
    assert not can(
        by, "programme.edit_action", action=make_action(carried_by=ours, audience="bureau")
    )


def test_the_rule_and_the_list_agree_for_every_kind_of_reader() -> None:
    member = make_delegate()
    group = make_group(people=(make_person(), member.person))
    for audience in ("public", "members", "bureau", f"group:{group.key}"):
        make_action(audience=audience)
    readers = [VISITOR, acting_as(member), *(make_acting(role=r) for r in ("", "bureau"))]
    for reader in readers:
        listed = set(Action.objects.visible_to(reader))
        allowed = {
            a for a in Action.objects.all() if can(reader, "programme.view_action", action=a)
        }
        assert listed == allowed
    assert [Action.objects.visible_to(reader).count() for reader in readers] == [1, 3, 1, 3]


def test_the_rule_is_asked_of_each_action_that_is_discarded_with_others() -> None:
    ours, theirs = make_organisation(), make_organisation()
    by = acting_as(make_delegate(of=ours))
    own, other = make_action(carried_by=ours), make_action(carried_by=theirs)
    with pytest.raises(Forbidden):
        discard_actions(actions=[own, other], by=by)
    assert not Action.objects.filter(state="discarded").exists()


def test_the_rule_looks_at_what_is_said_of_each_action_that_is_edited_with_others() -> None:
    ours, theirs = make_organisation(), make_organisation()
    by = acting_as(make_delegate(of=ours))
    first, second = make_action(carried_by=ours), make_action(carried_by=ours)
    contents = [ActionContent.of(first), replace(ActionContent.of(second), carried_by=theirs)]
    with pytest.raises(Forbidden):
        edit_actions(actions=[first, second], contents=contents, by=by)
    assert Action.objects.filter(carried_by=ours).count() == 2
