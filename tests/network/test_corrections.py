"""Days put right, endings undone, and what stood before."""

from datetime import date

import pytest
from django.urls import reverse

from essaim.accounts.days import days_that_stood
from essaim.journal.models import Entry
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.network import actions
from essaim.network.models import Dues, GroupMember, Representation
from tests.factories.accounts import coordinator, make_acting
from tests.factories.network import (
    make_affiliation,
    make_college,
    make_dues,
    make_group,
    make_link,
    make_membership,
    make_network_role,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2021, 3, 1), date(2023, 6, 30)


def of_each_kind():
    """Action, the name that it gives to the row, and a row that runs since 2020."""
    member = make_organisation()
    make_membership(organisation=member)
    person = make_person()
    return [
        (actions.correct_affiliation, "affiliation",
         make_affiliation(person=person, organisation=member)),
        (actions.correct_network_role, "network_role", make_network_role(person=person)),
        (actions.correct_group_member, "group_member",
         make_group(people=(person,)).members.get()),
        (actions.correct_representation, "representation",
         make_representation(person=person, organisation=member)),
        (actions.correct_organisation_link, "link",
         make_link(source=member, target=make_organisation())),
    ]  # fmt: skip


def test_the_days_of_each_kind_are_put_right_and_an_ending_is_undone():
    by = coordinator()
    for act, name, row in of_each_kind():
        act(**{name: row}, starts_on=SINCE, ends_on=UNTIL, by=by)
        act(**{name: row}, starts_on=SINCE, ends_on=None, by=by)
        row.refresh_from_db()
        assert (row.starts_on, row.ends_on) == (SINCE, None)
        stood = [(one.starts_on, one.ends_on) for one in days_that_stood(row)]
        assert stood == [(date(2020, 1, 1), None), (SINCE, UNTIL), (SINCE, None)]


def test_what_cannot_be_is_refused_in_each_kind():
    by = coordinator()
    for act, name, row in of_each_kind():
        with pytest.raises(RuleBroken, match="avant"):
            act(**{name: row}, starts_on=UNTIL, ends_on=SINCE, by=by)
        with pytest.raises(RuleBroken):
            act(**{name: row}, starts_on=row.starts_on, ends_on=row.ends_on, by=by)
        with pytest.raises(Forbidden):
            act(**{name: row}, starts_on=SINCE, ends_on=None, by=make_acting(role="bureau"))


def test_two_lines_about_the_same_never_cross():
    by, person = coordinator(), make_person()
    make_network_role(person=person, ends_on=date(2021, 12, 31))
    later = make_network_role(person=person, starts_on=date(2022, 1, 1))
    with pytest.raises(RuleBroken):
        actions.correct_network_role(
            network_role=later, starts_on=date(2021, 6, 1), ends_on=None, by=by
        )
    same_day = date(2021, 12, 31)
    actions.correct_network_role(network_role=later, starts_on=same_day, ends_on=None, by=by)


def test_there_is_one_titular_at_a_time_in_the_past_too():
    by, member = coordinator(), make_organisation()
    make_membership(organisation=member)
    first = make_representation(
        organisation=member, person=make_person(), ends_on=date(2021, 12, 31)
    )
    make_representation(organisation=member, person=make_person(), starts_on=date(2022, 1, 1))
    with pytest.raises(RuleBroken):
        actions.correct_representation(
            representation=first, starts_on=first.starts_on, ends_on=date(2022, 5, 1), by=by
        )
    with pytest.raises(RuleBroken):
        actions.correct_representation(
            representation=first, starts_on=date(2019, 1, 1), ends_on=first.ends_on, by=by
        )


def test_undoing_the_end_of_a_membership_lets_its_titular_speak_again():
    by, member = coordinator(), make_organisation()
    membership = make_membership(organisation=member)
    row = make_representation(organisation=member, person=make_person())
    actions.end_membership(membership=membership, ended_on=UNTIL, by=by)
    row.refresh_from_db()
    assert row.ends_on == UNTIL

    actions.correct_membership(
        membership=membership, admitted_on=membership.admitted_on, ended_on=None, by=by
    )

    row.refresh_from_db()
    membership.refresh_from_db()
    assert (membership.ended_on, row.ends_on) == (None, None)
    assert Entry.objects.filter(verb="network.correct_representation").count() == 2


def test_whoever_was_replaced_does_not_come_back_with_the_membership():
    by, member = coordinator(), make_organisation()
    membership = make_membership(organisation=member, ended_on=UNTIL)
    again = make_membership(
        organisation=member, college=make_college(), admitted_on=date(2024, 1, 1)
    )
    old = make_representation(organisation=member, person=make_person(), ends_on=UNTIL)
    new = make_representation(organisation=member, person=make_person(), starts_on=date(2024, 1, 1))
    actions.correct_membership(
        membership=membership,
        admitted_on=membership.admitted_on,
        ended_on=date(2023, 12, 31),
        by=by,
    )
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.ends_on, new.ends_on, again.ended_on) == (UNTIL, None, None)


def test_a_membership_does_not_cross_another_nor_drop_what_was_paid():
    by, member = coordinator(), make_organisation()
    membership = make_membership(organisation=member, ended_on=UNTIL)
    make_membership(organisation=member, admitted_on=date(2024, 1, 1))
    make_dues(membership=membership, year=2022)
    make_dues(membership=membership, year=2023, paid="100")
    with pytest.raises(RuleBroken):
        actions.correct_membership(
            membership=membership, admitted_on=SINCE, ended_on=date(2024, 2, 1), by=by
        )
    with pytest.raises(RuleBroken, match="2023"):
        actions.correct_membership(
            membership=membership, admitted_on=SINCE, ended_on=date(2021, 12, 31), by=by
        )
    Dues.objects.get(year=2023).payments.all().delete()
    actions.correct_membership(
        membership=membership, admitted_on=SINCE, ended_on=date(2021, 12, 31), by=by
    )
    assert not Dues.objects.exists()


def test_days_are_corrected_on_a_page_that_tells_what_stood(as_user, coordinator, delegate):
    row = make_representation(organisation=make_membership().organisation, person=make_person())
    path = reverse("network:correct_representation", args=[row.key])
    client = as_user(coordinator)
    said = {"starts_on": "2021-03-01", "ends_on": "2023-06-30"}

    assert client.post(path, said).status_code == 302
    row.refresh_from_db()
    assert (row.starts_on, row.ends_on) == (SINCE, UNTIL)
    page = client.get(path).text
    assert "1er janvier 2020" in page
    refused = client.post(path, {"starts_on": "2024-01-01", "ends_on": "2023-01-01"})
    assert refused.status_code == 422
    assert 'value="2024-01-01"' in refused.text
    assert as_user(delegate).get(path).status_code == 403


def test_every_kind_has_its_page(as_user, coordinator):
    client = as_user(coordinator)
    membership = make_membership()
    paths = [reverse("network:correct_membership", args=[membership.key])]
    paths += [reverse(f"network:{act.__name__}", args=[row.key]) for act, _n, row in of_each_kind()]
    assert [client.get(path).status_code for path in paths] == [200] * 6
    assert GroupMember.objects.count() == Representation.objects.count() == 1
    said = {"admitted_on": "2019-01-01", "ended_on": ""}
    assert client.post(paths[0], said).status_code == 302
