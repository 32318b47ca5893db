"""Who may do what with files."""

import pytest

from essaim.accounts.queries import acting_as
from essaim.files import rules
from essaim.files.models import StoredFile
from essaim.kernel.acting import VISITOR
from tests.factories.accounts import make_acting, make_user
from tests.factories.files import make_file
from tests.factories.network import make_delegate

pytestmark = pytest.mark.django_db


def test_the_rule_and_the_queryset_agree_for_every_kind_of_person():
    kept = [make_file(audience=audience) for audience in ("public", "members", "bureau")]
    people = [VISITOR, make_acting(), acting_as(make_delegate())]
    people += [make_acting(role=role) for role in ("bureau", "coordination", "administrator")]
    for acting in people:
        ruled = {stored for stored in kept if rules.view_file(acting, stored)}
        assert set(StoredFile.objects.visible_to(acting)) == ruled


def test_a_visitor_sees_public_files_only():
    public, _members = make_file(audience="public"), make_file()
    assert list(StoredFile.objects.visible_to(VISITOR)) == [public]


def test_members_keep_files_for_people_of_whom_they_are():
    member, stranger = acting_as(make_delegate()), acting_as(make_user())
    assert rules.store_file(member)
    assert rules.store_file(member, audience="public")
    assert not rules.store_file(member, audience="bureau")
    assert not rules.store_file(stranger)
    assert not rules.store_file(VISITOR)


def test_whoever_stored_a_file_and_the_coordination_may_remove_it():
    owner = acting_as(make_delegate())
    stored = make_file(by=owner)
    assert rules.discard_file(owner, stored)
    assert rules.discard_file(make_acting(role="coordination"), stored)
    assert not rules.discard_file(acting_as(make_delegate()), stored)
    assert not rules.discard_file(make_acting(role="bureau"), stored)
    assert not rules.discard_file(VISITOR, stored)


def test_an_owner_does_not_describe_a_file_for_people_of_whom_she_is_not():
    owner = acting_as(make_delegate())
    stored = make_file(by=owner)
    assert rules.describe_file(owner, stored, audience="public")
    assert not rules.describe_file(owner, stored, audience="bureau")
    assert not rules.describe_file(acting_as(make_delegate()), stored)
