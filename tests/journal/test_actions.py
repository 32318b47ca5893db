"""The decorator @action, the journal and the revisions."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from essaim.accounts import actions
from essaim.accounts.models import HouseRole, User
from essaim.accounts.queries import acting_as
from essaim.journal.actions import rewrite_revisions
from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import house, make_acting, make_user

pytestmark = pytest.mark.django_db


def test_an_action_leaves_one_line_with_its_verb_target_and_actor() -> None:
    by = make_acting(role="coordination")
    user = actions.make_account(email="alix@reseau.example", by=by)
    line = Entry.objects.get()
    assert (line.verb, line.target_model, line.target_key, line.actor_key) == (
        "accounts.make_account",
        "accounts.user",
        user.key,
        by.key,
    )


def test_an_action_without_the_right_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(Forbidden):
        actions.make_account(email="alix@reseau.example", by=make_acting())
    with pytest.raises(Forbidden):
        actions.make_account(email="alix@reseau.example", by=VISITOR)
    assert Entry.objects.count() == 0
    assert not User.objects.filter(email="alix@reseau.example").exists()


def test_an_action_that_breaks_a_rule_leaves_nothing() -> None:
    by = make_acting(role="coordination")
    make_user(email="alix@reseau.example")
    with pytest.raises(RuleBroken, match=r"Alix@reseau\.example"):
        actions.make_account(email="Alix@reseau.example", by=by)
    assert Entry.objects.count() == 0


def test_a_change_names_the_fields_and_keeps_the_former_values() -> None:
    user = actions.make_account(email="alix@reseau.example", by=house())
    actions.close_account(user=user, by=house())
    assert Entry.objects.latest("id").fields == ["is_active"]
    numbers = Revision.objects.of(user.key).values_list("number", "record__is_active")
    assert list(numbers) == [(2, False), (1, True)]


def test_an_action_inside_another_joins_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from essaim.accounts import rules
    from essaim.journal.actions import action
    from essaim.kernel.acting import Acting

    monkeypatch.setattr(rules, "welcome", lambda by: True, raising=False)

    def welcome(*, email: str, by: Acting) -> User:
        """Make an account for somebody who may not make one, within a larger verb."""
        return actions.make_account(email=email, by=by)

    welcome.__module__ = "essaim.accounts.actions"
    action(welcome)(email="alix@reseau.example", by=make_acting())
    inner, outer = Entry.objects.order_by("id")
    assert (inner.verb, inner.within) == ("accounts.make_account", outer.key)
    assert (outer.verb, outer.within) == ("accounts.welcome", None)


def test_a_deed_that_removes_its_target_is_still_told() -> None:
    user = make_user()
    actions.erase_account(user=user, by=acting_as(user))
    assert Entry.objects.get().target_key == user.key


def test_erasure_rewrites_former_values_and_leaves_the_lines() -> None:
    user = actions.make_account(email="alix@reseau.example", by=house())
    assert rewrite_revisions(User, [user.key], email="") == 1
    assert Revision.objects.get(target_key=user.key).record["email"] == ""
    assert Entry.objects.filter(target_key=user.key).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_to_change_or_remove_a_line() -> None:
    actions.make_account(email="alix@reseau.example", by=house())
    line = Entry.objects.get()
    migration = import_migration()
    with connection.schema_editor() as editor:
        migration.install(None, editor)
    try:
        for attempt in (
            lambda: Entry.objects.filter(pk=line.pk).update(verb="accounts.nothing"),
            lambda: Entry.objects.filter(pk=line.pk).delete(),
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                attempt()
    finally:
        with connection.schema_editor() as editor:
            migration.remove(None, editor)
    assert Entry.objects.get().verb == "accounts.make_account"


def import_migration():
    from importlib import import_module

    return import_module("essaim.journal.migrations.0002_journal_is_append_only")


def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_role_that_ended_gives_nothing() -> None:
    user = make_user()
    HouseRole.objects.create(
        user=user, role="bureau", since=date(2020, 1, 1), until=date(2021, 1, 1)
    )
    assert acting_as(user).capacities == {"public"}
