"""The pages of colleges, memberships and dues, for the bureau, a stranger and a visitor."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.journal.models import Entry
from essaim.kernel.tabular import read_table
from essaim.network.models import College, Dues, Membership, Payment
from tests.factories.network import (
    make_college,
    make_dues,
    make_membership,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    text = response.content.decode()
    assert "unknown variable" not in text
    return text


def at(verb: str, *parts) -> str:
    return reverse(f"network:{verb}", args=[getattr(part, "key", part) for part in parts])


@pytest.mark.parametrize("length", [1, 3])
def test_the_dues_of_a_year_cost_the_same_whatever_their_number(
    as_user, bureau_member, length, django_assert_num_queries
):
    for _ in range(length):
        make_dues(amount=Decimal("100.50"), paid="40")
        make_membership(person=make_person())
    browser = as_user(bureau_member)
    with django_assert_num_queries(11):
        text = text_of(browser.get("/reseau/cotisations/2024/"))
    assert "sans montant" in text


def test_the_dues_of_a_year_say_where_each_stands(as_user, bureau_member):
    make_dues(amount=Decimal(100), paid="40")
    make_dues(amount=Decimal(50), paid="50")
    make_dues(amount=Decimal(0), exemption="Première année")
    text = text_of(as_user(bureau_member).get("/reseau/cotisations/2024/"))
    for words in ("reste 60", "réglée", "exemptée", "Première année", "150"):
        assert words in text


def test_dues_are_for_the_bureau(client, as_user, delegate):
    membership = make_membership()
    for address in (
        "/reseau/cotisations/",
        "/reseau/cotisations/2024.csv",
        at("membership", membership),
    ):
        assert client.get(address).status_code == 302
        assert as_user(delegate).get(address).status_code == 403
        client.logout()


def test_the_dues_of_today_come_first_and_a_year_of_nothing_is_empty(as_user, bureau_member):
    browser = as_user(bureau_member)
    response = browser.get("/reseau/cotisations/")
    assert response.context["dues"].year == timezone.localdate().year
    assert "Pas de membre cette année-là" in text_of(response)
    assert browser.get("/reseau/cotisations/1/").status_code == 404


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_the_dues_of_a_year_leave_as_a_table(as_user, bureau_member, extension):
    make_dues(amount=Decimal("100.50"), paid="40.25")
    response = as_user(bureau_member).get(f"/reseau/cotisations/2024.{extension}")
    table = read_table(response.getvalue(), f"cotisations.{extension}")
    cells = dict(zip(table.header, table.rows[0].cells, strict=True))
    owed, paid = cells["Montant dû (€)"], cells["Payé (€)"]
    assert [owed.replace(",", "."), paid.replace(",", ".")] in [
        ["100.50", "40.25"],
        ["100.5", "40.25"],
    ]


def test_coordination_admits_an_organisation_and_ends_its_membership(as_user, coordinator):
    ours, college, browser = make_organisation(), make_college(), as_user(coordinator)
    typed = {"college": college.pk, "admitted_on": "2023-01-01"}
    text = text_of(browser.post(at("admit_member", ours), typed, follow=True))
    assert "depuis le 1er janvier 2023" in text
    assert browser.post(at("admit_member", ours), typed).status_code == 422
    membership = Membership.objects.get()
    browser.post(at("end_membership", membership), {"ended_on": "2024-06-30"})
    membership.refresh_from_db()
    assert membership.ended_on == date(2024, 6, 30)


def test_coordination_admits_a_person(as_user, coordinator):
    person = make_person()
    typed = {"college": make_college().pk, "admitted_on": "2023-01-01"}
    as_user(coordinator).post(at("admit_person", person), typed)
    assert Membership.objects.get().person == person


def test_dues_are_set_paid_and_taken_back(as_user, coordinator):
    membership, browser = make_membership(), as_user(coordinator)
    assert "Pas encore de cotisation" in text_of(browser.get(at("membership", membership)))
    browser.post(at("set_dues", membership, 2024), {"amount": "1 250,50 €"})
    dues = Dues.objects.get()
    assert dues.amount == Decimal("1250.50")
    assert 'value="1\u202f250,50"' in text_of(browser.get(at("record_payment", dues)))
    payment = {"amount": "250,50", "paid_on": "2024-02-01"}
    text = text_of(browser.post(at("record_payment", dues), payment, follow=True))
    assert "reste 1\u202f000" in text
    browser.post(at("withdraw_payment", Payment.objects.get()))
    assert not Payment.objects.exists()


def test_dues_are_exempted_with_a_reason(as_user, coordinator):
    membership, browser = make_membership(), as_user(coordinator)
    exempt = at("exempt_dues", membership, 2024)
    assert browser.post(exempt, {"reason": ""}).status_code == 422
    text = text_of(browser.post(exempt, {"reason": "Première année"}, follow=True))
    assert "Première année" in text


@pytest.mark.parametrize("amount", ["", "-1", "abc", "1,234", "99999999"])
def test_an_amount_that_is_none_is_refused(as_user, coordinator, amount):
    address = at("set_dues", make_membership(), 2024)
    assert as_user(coordinator).post(address, {"amount": amount}).status_code == 422
    assert not Dues.objects.exists()


def test_the_bureau_records_payments_and_sets_nothing(as_user, bureau_member):
    dues, browser = make_dues(), as_user(bureau_member)
    browser.post(at("record_payment", dues), {"amount": "10", "paid_on": "2024-02-01"})
    assert Payment.objects.get().amount == Decimal(10)
    assert browser.post(at("set_dues", dues.membership, 2024), {"amount": "1"}).status_code == 403
    assert browser.post(at("end_membership", dues.membership)).status_code == 403


def test_coordination_keeps_the_colleges(as_user, coordinator):
    browser = as_user(coordinator)
    assert "Pas encore de collège" in text_of(browser.get("/reseau/colleges/"))
    browser.post("/reseau/colleges/ajouter/", {"name": "Réseaux", "code": "reseaux"})
    college = College.objects.get()
    text = browser.post(at("edit_college", college), {"name": "Structures"}, follow=True)
    assert "Structures" in text_of(text)


def test_colleges_are_for_the_coordination(as_user, bureau_member):
    assert as_user(bureau_member).get("/reseau/colleges/").status_code == 403


def test_without_a_college_the_page_of_admission_says_what_to_do_first(as_user, coordinator):
    page = at("admit_person", make_person())
    told = "Il n’y a pas encore de collège"
    assert told in text_of(as_user(coordinator).get(page))
    make_college()
    assert told not in text_of(as_user(coordinator).get(page))


def test_the_coordination_takes_the_amounts_of_last_year_in_one_gesture(
    as_user, coordinator, bureau_member
):
    college = make_college()
    again, exempt, *_new = (make_membership(college=college) for _ in range(3))
    make_dues(membership=again, year=2024, amount=Decimal("120.50"))
    make_dues(membership=exempt, year=2024, amount=Decimal(0), exemption="Difficultés")
    address = at("repeat_dues", 2025)
    text = text_of(as_user(coordinator).get("/reseau/cotisations/2025/"))
    assert "3 membres n’ont pas encore de montant pour cette année." in text
    assert "Comme en 2024\xa0: 1 montant" in text
    assert address in text
    text = text_of(as_user(bureau_member).get("/reseau/cotisations/2025/"))
    assert "la coordination les fixe" in text
    assert address not in text
    assert as_user(bureau_member).post(address).status_code == 403
    browser = as_user(coordinator)
    assert browser.get(address).status_code == 405
    browser.post(address)
    browser.post(address)
    dues = Dues.objects.get(year=2025)
    assert (dues.membership, dues.amount, dues.starts_on) == (
        again,
        Decimal("120.50"),
        date(2025, 1, 1),
    )
    assert Entry.objects.get(target_key=dues.key).verb == "network.set_dues"
    assert address not in text_of(browser.get("/reseau/cotisations/2025/"))


def test_who_has_something_left_to_pay_comes_first(as_user, bureau_member):
    for name, paid in (("Alpha", "50"), ("Bêta", ""), ("Delta", "10")):
        membership = make_membership(organisation=make_organisation(name=name))
        if paid:
            make_dues(membership=membership, amount=Decimal(50), paid=paid)
    response = as_user(bureau_member).get("/reseau/cotisations/2024/")
    names = [line.name for line in response.context["page"].object_list]
    assert names == ["Delta", "Alpha", "Bêta"]
