"""Colleges, memberships and dues."""

import re
from datetime import date
from decimal import Decimal

import pytest

from essaim.journal.models import Entry
from essaim.kernel.errors import RuleBroken
from essaim.network import actions
from essaim.network.models import College, Dues, Membership, Payment
from tests.factories.accounts import coordinator, make_acting
from tests.factories.network import (
    make_college,
    make_dues,
    make_membership,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)


def test_a_college_keeps_its_code():
    by = coordinator()
    college = actions.add_college(code="reseaux", name="Réseaux", by=by)
    with pytest.raises(RuleBroken):
        actions.add_college(code="reseaux", name="Autres", by=by)
    actions.edit_college(college=college, name="Réseaux de l’ESS", by=by)
    assert College.objects.get(code="reseaux").name == "Réseaux de l’ESS"


def test_an_organisation_is_admitted_once_at_a_time():
    by, ours = coordinator(), make_organisation()
    admitted = {"organisation": ours, "college": make_college(), "by": by}
    membership = actions.admit_member(admitted_on=DAY, **admitted)
    with pytest.raises(RuleBroken, match="déjà membre"):
        actions.admit_member(admitted_on=date(2025, 1, 1), **admitted)
    actions.end_membership(membership=membership, ended_on=date(2024, 12, 31), by=by)
    with pytest.raises(RuleBroken):
        actions.admit_member(admitted_on=date(2024, 12, 31), **admitted)
    actions.admit_member(admitted_on=date(2025, 1, 1), **admitted)
    assert ours.memberships.count() == 2


def test_what_was_merged_into_a_member_is_not_admitted_again():
    ours = make_organisation()
    make_membership(organisation=make_organisation(canonical=ours))
    with pytest.raises(RuleBroken):
        actions.admit_member(
            organisation=ours, college=make_college(), admitted_on=DAY, by=coordinator()
        )


def test_a_person_is_admitted_on_her_own():
    person = make_person()
    admitted = {"person": person, "college": make_college(), "by": coordinator()}
    assert actions.admit_member(admitted_on=DAY, **admitted).person == person
    with pytest.raises(RuleBroken):
        actions.admit_member(admitted_on=DAY, **admitted)


@pytest.mark.parametrize("both", [True, False])
def test_a_member_is_one_organisation_or_one_person(both):
    who = {"organisation": make_organisation(), "person": make_person()} if both else {}
    with pytest.raises(RuleBroken):
        actions.admit_member(college=make_college(), admitted_on=DAY, by=coordinator(), **who)
    assert not Membership.objects.exists()


def test_whoever_spoke_for_a_member_that_leaves_does_no_more():
    membership = make_membership()
    past, now, later = (
        make_representation(
            organisation=membership.organisation,
            person=make_person(),
            standing="alternate",
            starts_on=date(year, 1, 1),
            ends_on=date(2022, 6, 30) if year == 2022 else None,
        )
        for year in (2022, 2023, 2025)
    )
    actions.end_membership(membership=membership, ended_on=DAY, by=coordinator())
    kept = membership.organisation.representatives.order_by("starts_on")
    assert [(row.pk, row.ends_on) for row in kept] == [(past.pk, date(2022, 6, 30)), (now.pk, DAY)]
    assert not membership.organisation.representatives.filter(pk=later.pk).exists()


def test_a_membership_ends_once_and_after_it_began():
    by, membership = coordinator(), make_membership(admitted_on=DAY)
    with pytest.raises(RuleBroken):
        actions.end_membership(membership=membership, ended_on=date(2024, 2, 29), by=by)
    actions.end_membership(membership=membership, ended_on=DAY, by=by)
    with pytest.raises(RuleBroken):
        actions.end_membership(membership=membership, ended_on=DAY, by=by)


def test_the_membership_of_a_person_ends():
    membership = make_membership(person=make_person())
    actions.end_membership(membership=membership, ended_on=DAY, by=coordinator())
    assert membership.ended_on == DAY


def test_dues_are_set_exempted_and_set_again():
    by, year = coordinator(), {"membership": make_membership(), "year": 2024}
    dues = actions.set_dues(amount=Decimal("150.50"), by=by, **year)
    assert (dues.amount, dues.exemption) == (Decimal("150.50"), "")
    dues = actions.exempt_dues(reason=" Première année ", by=by, **year)
    assert (dues.amount, dues.exemption) == (Decimal(0), "Première année")
    dues = actions.set_dues(amount=Decimal(20), by=by, **year)
    assert (dues.amount, dues.exemption, Dues.objects.count()) == (Decimal(20), "", 1)


def test_dues_are_refused_with_a_sentence():
    by = coordinator()
    membership = make_membership(admitted_on=date(2022, 5, 1), ended_on=date(2024, 2, 1))
    for year in (2021, 2025):
        with pytest.raises(RuleBroken, match=str(year)):
            actions.set_dues(membership=membership, year=year, amount=Decimal(1), by=by)
    with pytest.raises(RuleBroken, match="négati"):
        actions.set_dues(membership=membership, year=2024, amount=Decimal(-1), by=by)
    with pytest.raises(RuleBroken, match="pourquoi"):
        actions.exempt_dues(membership=membership, year=2024, reason=" ", by=by)
    assert not Dues.objects.exists()


def test_what_was_paid_is_not_exempted_any_more():
    dues = make_dues(paid="10")
    with pytest.raises(RuleBroken):
        actions.exempt_dues(
            membership=dues.membership, year=2024, reason="Trop tard", by=coordinator()
        )


def test_the_bureau_notes_payments_in_several_parts():
    by, dues = make_acting(role="bureau"), make_dues()
    for amount in ("40.00", "60.00"):
        actions.record_payment(dues=dues, amount=Decimal(amount), paid_on=DAY, by=by)
    assert Dues.objects.with_paid().get().paid == Decimal("100.00")


def test_a_payment_is_more_than_zero_and_for_dues_that_are_owed():
    by = coordinator()
    with pytest.raises(RuleBroken):
        actions.record_payment(dues=make_dues(), amount=Decimal(0), paid_on=DAY, by=by)
    exempt = make_dues(amount=Decimal(0), exemption="Première année")
    with pytest.raises(RuleBroken):
        actions.record_payment(dues=exempt, amount=Decimal(1), paid_on=DAY, by=by)


@pytest.mark.parametrize(
    ("paid", "amount", "sentence"),
    [
        ("", "120", "Il reste 100\u00a0€ à payer de ces cotisations, et ceci fait 120\u00a0€."),
        (
            "40",
            "60.01",
            "Il reste 60\u00a0€ à payer de ces cotisations, et ceci fait 60,01\u00a0€.",
        ),
        ("100", "0.01", "Ces cotisations sont payées en entier"),
        ("100", "100", "Ces cotisations sont payées en entier"),
    ],
)
def test_no_more_is_paid_than_is_owed(paid: str, amount: str, sentence: str):
    dues = make_dues(amount=Decimal(100), paid=paid)
    with pytest.raises(RuleBroken, match=re.escape(sentence)):
        actions.record_payment(dues=dues, amount=Decimal(amount), paid_on=DAY, by=coordinator())
    assert Payment.objects.count() == bool(paid)


@pytest.mark.parametrize(("paid", "amount"), [("", "100"), ("40", "60"), ("99.99", "0.01")])
def test_what_is_left_is_paid_to_the_cent(paid: str, amount: str):
    dues = make_dues(amount=Decimal(100), paid=paid)
    actions.record_payment(dues=dues, amount=Decimal(amount), paid_on=DAY, by=coordinator())
    assert Dues.objects.with_paid().get().paid == 100


def test_dues_are_not_set_below_what_is_paid():
    dues = make_dues(amount=Decimal(100), paid="40")
    with pytest.raises(RuleBroken, match="40"):
        set_again(dues, "39.99")
    assert set_again(dues, "40").amount == 40


def set_again(dues: Dues, amount: str) -> Dues:
    membership, year = dues.membership, dues.year
    return actions.set_dues(
        membership=membership, year=year, amount=Decimal(amount), by=coordinator()
    )


def test_a_payment_noted_by_mistake_is_taken_back_and_the_journal_keeps_it():
    by, dues = coordinator(), make_dues()
    payment = actions.record_payment(dues=dues, amount=Decimal(5), paid_on=DAY, by=by)
    actions.withdraw_payment(payment=payment, by=by)
    assert not Payment.objects.exists()
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["network.record_payment", "network.withdraw_payment"]


def test_amounts_are_repeated_for_who_runs_and_owed_and_has_none_yet():
    college = make_college()
    again, left, already, late = (make_membership(college=college) for _ in range(4))
    for membership in (again, left, already):
        make_dues(membership=membership, year=2024, amount=Decimal(30))
    make_dues(membership=already, year=2025, amount=Decimal(45))
    Membership.objects.filter(pk=left.pk).update(ended_on=date(2024, 12, 31))
    made = actions.repeat_dues(
        memberships=[again, left, already, late], year=2025, by=coordinator()
    )
    assert [(dues.membership_id, dues.amount) for dues in made] == [(again.pk, Decimal(30))]
    assert Dues.objects.get(membership=already, year=2025).amount == Decimal(45)
    assert actions.repeat_dues(memberships=[again], year=2025, by=coordinator()) == []
