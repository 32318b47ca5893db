"""Organisations merge, split, give birth on a day: before and after are both true."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from essaim.kernel.among_many import A_MENU
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.periods import Period
from essaim.network import actions
from essaim.network.models import Affiliation, Dues, Membership, Succession
from essaim.network.queries import member_organisations
from essaim.network.queries.dues import paid_up_on
from essaim.network.queries.measures import count_member_organisations
from tests.factories.accounts import coordinator, make_acting
from tests.factories.network import (
    make_affiliation,
    make_dues,
    make_link,
    make_membership,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db
DAY, EVE = date(2024, 7, 1), date(2024, 6, 30)


def member(name, **fields):
    """A member since 2020, with somebody who speaks for it and somebody who works there."""
    ours = make_organisation(name=name)
    make_membership(organisation=ours, **fields)
    make_representation(organisation=ours, person=make_person())
    make_affiliation(organisation=ours, person=make_person(), title="Animatrice")
    return ours


def note(organisation, kind, *successors, by=None, **said):
    return actions.note_succession(
        organisation=organisation, kind=kind, successors=successors, happened_on=DAY,
        by=by or coordinator(), **said,
    )  # fmt: skip


def members_on(day):
    return {one.name for one in member_organisations(day)}


def counted(ends_on):
    period = Period(starts_on=date(2024, 1, 1), ends_on=ends_on)
    return count_member_organisations(period)[None]


def test_two_members_merge_into_a_new_one_and_the_past_stays():
    one, other, new = member("Un"), member("Deux"), make_organisation(name="Ensemble")
    by = coordinator()
    note(one, "merger", new, by=by)
    note(other, "merger", new, by=by)

    assert members_on(EVE) == {"Un", "Deux"}
    assert members_on(DAY) == {"Ensemble"}
    assert (counted(EVE), counted(DAY)) == (2, 1)
    assert Membership.objects.get(organisation=new).college == one.memberships.get().college
    assert one.representatives.get().ends_on == EVE
    assert not new.representatives.exists()
    brought = Affiliation.objects.filter(organisation=new, ends_on=None)
    assert {(row.title, row.starts_on) for row in brought} == {("Animatrice", DAY)}
    assert brought.count() == 2
    one.refresh_from_db()
    assert one.canonical is None


def test_one_member_takes_up_another_and_stays_as_it_was():
    taken, stays = member("Petit"), member("Grand")
    before = stays.memberships.get()
    note(taken, "merger", stays)
    assert members_on(DAY) == {"Grand"}
    assert stays.memberships.get() == before


def test_a_member_splits_in_two():
    whole = member("Tout")
    parts = [make_organisation(name="Nord"), make_organisation(name="Sud")]
    note(whole, "split", *parts)
    assert (members_on(EVE), members_on(DAY)) == ({"Tout"}, {"Nord", "Sud"})
    assert not Affiliation.objects.filter(organisation__in=parts).exists()


def test_a_member_gives_birth_and_goes_on():
    mother, child = member("Mère"), make_organisation(name="Fille")
    note(mother, "child", child)
    assert members_on(DAY) == {"Mère", "Fille"}
    assert mother.representatives.get().ends_on is None


def test_dues_that_were_settled_are_not_asked_again():
    settled, late = member("À jour"), member("En retard")
    make_dues(membership=settled.memberships.get(), year=2024, paid="100")
    make_dues(membership=late.memberships.get(), year=2024)
    first, second = make_organisation(name="A"), make_organisation(name="B")
    note(settled, "merger", first)
    note(late, "merger", second)

    assert Dues.objects.get(membership__organisation=first).exemption == "Réglées par À jour"
    assert not Dues.objects.filter(membership__organisation=second).exists()
    assert first.memberships.get().pk in paid_up_on(date(2024, 10, 1))
    assert Dues.objects.get(membership__organisation=settled).amount == Decimal(100)


def test_what_comes_after_joins_only_if_one_says_so():
    new = make_organisation(name="Ailleurs")
    note(member("Ici"), "merger", new, joins=False)
    assert members_on(DAY) == set()
    outside, other = make_organisation(name="Dehors"), make_organisation(name="Autre")
    note(outside, "merger", other)
    assert members_on(DAY) == set()


def test_links_end_with_what_ended():
    one, target = member("Un"), make_organisation()
    out, back = make_link(source=one, target=target), make_link(source=target, target=one)
    note(one, "merger", make_organisation())
    for link in (out, back):
        link.refresh_from_db()
        assert link.ends_on == EVE


def test_it_is_taken_back_with_all_that_it_changed():
    one, new, by = member("Un"), make_organisation(name="Neuf"), coordinator()
    make_dues(membership=one.memberships.get(), year=2024, paid="100")
    link = make_link(source=one, target=make_organisation())
    note(one, "merger", new, by=by)
    actions.undo_succession(succession=Succession.objects.get(), by=by)

    link.refresh_from_db()
    assert (members_on(DAY), link.ends_on) == ({"Un"}, None)
    assert one.memberships.get().ended_on is None
    assert one.representatives.get().ends_on is None
    assert one.affiliations.get().ends_on is None
    assert not Affiliation.objects.filter(organisation=new).exists()
    assert not Succession.objects.exists()
    note(one, "merger", new, by=by)


def test_what_took_part_since_is_not_taken_back():
    one, new, by = member("Un"), make_organisation(name="Neuf"), coordinator()
    note(one, "merger", new, by=by)
    make_dues(membership=new.memberships.get(), year=2024, paid="100")
    with pytest.raises(RuleBroken):
        actions.undo_succession(succession=Succession.objects.get(), by=by)
    assert Succession.objects.exists()


def test_what_cannot_be_is_refused():
    one, other = member("Un"), make_organisation()
    for kind, successors in (
        ("merger", [one]), ("merger", []), ("merger", [other, make_organisation()]),
        ("split", [other]), ("child", []),
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            note(one, kind, *successors)
    with pytest.raises(Forbidden):
        note(one, "merger", other, by=make_acting(role="bureau"))
    note(one, "merger", other)
    with pytest.raises(RuleBroken):
        note(one, "split", other, make_organisation())
    with pytest.raises(RuleBroken):
        note(make_organisation(), "merger", one)
    with pytest.raises(RuleBroken):
        note(make_organisation(is_house=True), "merger", other)
    late = make_organisation()
    make_membership(organisation=late, admitted_on=date(2024, 9, 1))
    with pytest.raises(RuleBroken):
        note(late, "merger", other)


def test_the_database_holds_it_once_and_never_of_itself():
    one, other = make_organisation(), make_organisation()
    said = {"predecessor": one, "kind": "merger", "happened_on": DAY}
    Succession.objects.create(successor=other, **said)
    for successor in (other, one):
        with pytest.raises(IntegrityError), transaction.atomic():
            Succession.objects.create(successor=successor, **said)


def test_its_page_tells_what_came_before_and_after(as_user, coordinator):
    one, new = member("Un"), make_organisation(name="Neuf")
    path = reverse("network:note_succession", args=[one.key])
    browser = as_user(coordinator)
    assert browser.get(path).status_code == 200
    said = {"kind": "merger", "successors": [new.pk], "happened_on": "2024-07-01", "joins": "on"}
    page = browser.post(path, said, follow=True).text
    assert "fusionne dans" in page
    assert "1er juillet 2024" in page
    assert "Un" in browser.get(new.get_absolute_url()).text
    undo = reverse("network:undo_succession", args=[Succession.objects.get().key])
    assert "fusionne dans" not in browser.post(undo, follow=True).text


def test_what_comes_after_is_typed_where_there_are_many(as_user, coordinator):
    before, *after = (make_organisation(name=f"Ruche {at}") for at in range(A_MENU + 2))
    address = reverse("network:note_succession", args=[before.key])
    browser = as_user(coordinator)
    assert "<select" not in browser.get(address).text
    typed = {"kind": "split", "successors": ["ruche 4", "Ruche 5", ""], "happened_on": "2026-01-01"}
    browser.post(address, typed)
    assert {row.successor for row in before.successions_out.all()} == {after[3], after[4]}
