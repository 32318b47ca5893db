"""`essaim administer`: whoever holds the host names an administrator of the house."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from essaim.accounts import actions
from essaim.accounts.models import HouseRole, User
from essaim.accounts.queries import acting_as
from essaim.journal.models import Entry
from essaim.kernel.errors import Forbidden
from tests.factories.accounts import make_acting, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "alix@reseau.example"


def closed() -> None:
    user = make_user(email=ADDRESS)
    User.objects.filter(pk=user.pk).update(is_active=False)


def held(since: int, until: int | None) -> None:
    """Days from today; without a last one, for good."""
    today = timezone.localdate()
    last = None if until is None else today + timedelta(days=until)
    HouseRole.objects.create(
        user=make_user(email=ADDRESS),
        role="administrator",
        since=today + timedelta(days=since),
        until=last,
    )


@pytest.mark.parametrize(
    "before",
    [
        lambda: None,  # nobody
        lambda: make_user(email="Alix@reseau.example"),
        closed,
        lambda: held(-30, -1),
        lambda: held(-30, 0),
        lambda: held(-30, 5),
        lambda: held(5, None),
        lambda: held(5, 9),
        lambda: held(-30, None),
    ],
)
def test_the_account_administers_the_house_from_today(before, capsys) -> None:
    before()
    call_command("administer", ADDRESS)
    assert capsys.readouterr().out.startswith(ADDRESS)
    user = User.objects.get(email__iexact=ADDRESS)
    assert acting_as(user).is_one_of("administrator")
    lasting = HouseRole.objects.lasting("administrator", timezone.localdate())
    assert [role.user for role in lasting] == [user]
    call_command("administer", ADDRESS)
    assert lasting.count() == 1


@pytest.mark.parametrize(
    "spans",
    [
        [(-300, 30), (60, None)],
        [(-300, 30), (60, 90), (120, None)],
        [(5, 9), (20, None)],
        [(-300, 0), (20, None)],
        [(-300, -30), (-20, 5), (20, 40)],
    ],
)
def test_several_spans_become_one(spans, capsys) -> None:
    user, today = make_user(email=ADDRESS), timezone.localdate()

    def day(count):
        return None if count is None else today + timedelta(days=count)

    for since, until in spans:
        HouseRole.objects.create(
            user=user, role="administrator", since=day(since), until=day(until)
        )
    call_command("administer", ADDRESS)
    over = [span for span in spans if span[1] is not None and span[1] <= 0]
    running = HouseRole.objects.exclude(until__lte=today)
    first = min(0, *(since for since, _until in spans if (since, _until) not in over))
    assert list(running.values_list("since", "until")) == [(day(first), None)]
    assert HouseRole.objects.count() == len(over) + 1


def test_other_roles_and_their_days_stay(capsys) -> None:
    user = make_user(email=ADDRESS, role="bureau")
    call_command("administer", ADDRESS)
    roles = user.house_roles.order_by("role").values_list("role", "since")
    assert list(roles) == [("administrator", timezone.localdate()), ("bureau", date(2020, 1, 1))]


def test_the_journal_tells_of_the_command(capsys) -> None:
    call_command("administer", ADDRESS)
    entry = Entry.objects.get(verb="accounts.name_administrator")
    assert entry.target_key == User.objects.get(email=ADDRESS).key


def test_no_role_of_the_house_does_that() -> None:
    with pytest.raises(Forbidden):
        actions.name_administrator(email=ADDRESS, by=make_acting(role="coordination"))
    with pytest.raises(Forbidden):
        actions.name_administrator(email=ADDRESS, by=make_acting(role="administrator"))


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(CommandError, match="“alix” is no e-mail address"):
        call_command("administer", "alix")
