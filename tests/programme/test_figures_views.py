"""The pages of figures, as each kind of reader finds them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.files.models import StoredFile
from essaim.kernel.numbers import NARROW_SPACE
from essaim.programme.actions.figures import add_reading, correct_reading, record_figure_uses
from essaim.programme.content import ReadingContent
from essaim.programme.models import Indicator, IndicatorTerm, Reading
from tests.factories.programme import (
    make_action,
    make_axis,
    make_indicator,
    make_objective,
    make_objective_year,
    make_programme,
    make_reading,
)

pytestmark = pytest.mark.django_db

NINETY_NINE = ReadingContent(value=Decimal(99))


@pytest.fixture(autouse=True)
def in_english(client: Client) -> Any:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    with translation.override("en"):
        yield


def text_of(response: Any) -> str:
    """What is read, every space an ordinary one; no variable is unknown to its template.

    A page that answers what was sent is one that refuses it.
    """
    assert response.status_code == (422 if response.wsgi_request.method == "POST" else 200)
    text = response.content.decode()
    assert "⟦" not in text
    return " ".join(text.replace(NARROW_SPACE, " ").replace("\u00a0", " ").split())


def make_visits(**fields: Any) -> Indicator:
    visits = make_indicator(code="visites", title="Visites", **fields)
    make_reading(indicator=visits, scaled=52464, source_note="statistiques du site")
    make_reading(indicator=visits, scaled=32732, starts_on=date(2023, 1, 1))
    return visits


def test_the_list_shows_the_year_the_one_before_and_the_change(client: Client) -> None:
    make_visits(is_key=True)
    text = text_of(client.get(reverse("programme:indicators")))
    for part in ("Figures of 2024", "52,464 visites", "32,732 visites", "+60%", "Key figures"):
        assert part in text
    assert "Figures of 2023" in text_of(client.get("/programme/indicateurs/?annee=2023"))
    assert client.get("/programme/indicateurs/?annee=demain").status_code == 404


def test_an_empty_list_says_once_what_to_do_first(as_user: Any, coordinator: User) -> None:
    text = text_of(as_user(coordinator).get(reverse("programme:indicators")))
    assert "No figure yet" in text
    assert text.count(reverse("programme:add_indicator")) == 1
    assert reverse("programme:take_readings") not in text


def test_a_visitor_sees_public_figures_alone(client: Client) -> None:
    make_visits()
    hidden = make_indicator(code="secret", audience="members", title="Cachée")
    make_reading(indicator=hidden)
    text = text_of(client.get(reverse("programme:indicators")))
    assert "Visites" in text
    assert "Cachée" not in text
    assert client.get(hidden.get_absolute_url()).status_code == 404
    for name in ("export_indicators", "export_readings"):
        exported = client.get(reverse(f"programme:{name}")).getvalue().decode("utf-8-sig")
        assert "visites" in exported
        assert "secret" not in exported


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    client: Client, length: int, django_assert_num_queries: Any
) -> None:
    objective = make_objective()
    for number in range(length):
        make_reading(indicator=make_indicator(objective=objective))
        make_indicator(source="computed", measure="programme.actions", code=f"counted-{number}")
    client.get(reverse("programme:indicators"))
    with django_assert_num_queries(4):
        text_of(client.get(reverse("programme:indicators")))


def test_a_figure_opens_onto_formula_source_and_readings(client: Client) -> None:
    visits = make_visits()
    text = text_of(client.get(visits.get_absolute_url(), {"periode": "2024", "forme": "growth"}))
    for part in (
        "+60%",
        "(52,464 − 32,732) ÷ 32,732 ≈ +60.28%",
        "Source: statistiques du site",
        "4,372 a month",
        "52,464 ÷ 12 months = 4,372",
        "<svg",
    ):
        assert part in text
    for wrong in ({"periode": "2024-13"}, {"forme": "guess"}):
        assert client.get(visits.get_absolute_url(), wrong).status_code == 404


def test_a_figure_stands_under_the_figures_in_the_menu(client: Client) -> None:
    page = client.get(make_visits().get_absolute_url())
    (fold,) = [fold for fold in page.context["menu"].main if fold.is_current]
    assert [line.url for line in fold.lines if line.is_current] == [reverse("programme:indicators")]


def test_a_figure_without_value_says_why(client: Client) -> None:
    visits = make_visits()
    text = text_of(client.get(visits.get_absolute_url(), {"periode": "2020"}))
    assert "There is no reading for 2020." in text


def test_a_counted_figure_lists_what_the_reader_may_see(client: Client) -> None:
    meetings = make_indicator(source="computed", measure="programme.actions.meeting")
    make_action(title="Assemblée de printemps")
    make_action(title="Réunion du bureau", audience="bureau")
    text = text_of(client.get(meetings.get_absolute_url(), {"periode": "2024"}))
    assert "2 visites" in text
    assert "Assemblée de printemps" in text
    assert "Réunion du bureau" not in text
    assert "1 record is not shown. Their audience is the members: sign in to see them." in text


def test_a_derived_figure_opens_onto_its_terms(client: Client) -> None:
    rate = make_indicator(
        source="derived", derivation="share", unit="%", is_ratio=True, code="taux", decimals=1
    )
    for position, (value, title) in enumerate(((392, "Réactions"), (11080, "Impressions"))):
        operand = make_indicator(title=title)
        make_reading(indicator=operand, scaled=value)
        IndicatorTerm.objects.create(indicator=rate, operand=operand, position=position)
    text = text_of(client.get(rate.get_absolute_url()))
    for part in ("3.5% (392 out of 11,080)", "392 ÷ 11,080 ≈ 3.5%", "Réactions", "Impressions"):
        assert part in text


def test_members_see_where_it_is_cited_and_what_it_said_before(
    as_user: Any, coordinator: User, client: Client
) -> None:
    visits = make_indicator(code="visites")
    by = acting_as(coordinator)
    reading = add_reading(indicator=visits, starts_on=date(2024, 1, 1), content=NINETY_NINE, by=by)
    correct_reading(reading=reading, content=replace(NINETY_NINE, value=Decimal(100)), by=by)
    record_figure_uses(make_objective_year(), "evaluation", [("visites", "2024", "value")])
    anonymous = text_of(client.get(visits.get_absolute_url()))
    assert "Where it is cited" not in anonymous
    assert "History" not in anonymous
    text = text_of(as_user(coordinator).get(visits.get_absolute_url()))
    for part in ("Where it is cited", "Correction of a reading (2024)", "99", "evaluation"):
        assert part in text


@pytest.mark.parametrize("length", [1, 3])
def test_a_figure_costs_the_same_whatever_it_holds(
    client: Client, length: int, django_assert_num_queries: Any
) -> None:
    visits = make_indicator(code="visites", objective=make_objective())
    for number in range(length):
        make_reading(indicator=visits, starts_on=date(2020 + number, 1, 1))
    client.get(visits.get_absolute_url())
    with django_assert_num_queries(3):
        text_of(client.get(visits.get_absolute_url(), {"periode": "2020"}))


def test_a_coordinator_defines_an_indicator(as_user: Any, coordinator: User) -> None:
    browser, objective = as_user(coordinator), make_objective()
    assert "Nature" in text_of(browser.get(reverse("programme:add_indicator")))
    typed = {"title": "Été des abonnés", "nature": "stock", "audience": "public", "decimals": "0"}
    browser.post(reverse("programme:add_indicator"), {**typed, "objective": str(objective.key)})
    made = Indicator.objects.get()
    assert (made.code, made.source, made.objective) == ("ete-des-abonnes", "declared", objective)
    edit = reverse("programme:edit_indicator", args=[made.code])
    assert "Été des abonnés" in text_of(browser.get(edit))
    browser.post(edit, {**typed, "title": "Abonnés", "code": made.code, "direction": "up"})
    made.refresh_from_db()
    assert (made.title, made.direction, made.objective) == ("Abonnés", "up", None)
    refused = {**typed, "code": made.code}
    assert "already an indicator" in text_of(
        browser.post(reverse("programme:add_indicator"), refused)
    )
    wrong = {**typed, "derivation": "sum", "terms": "nobody"}
    assert "No indicator has the code “nobody”." in text_of(
        browser.post(reverse("programme:add_indicator"), wrong)
    )
    browser.post(reverse("programme:remove_indicator", args=[made.code]))
    assert not Indicator.objects.exists()


def test_a_reading_is_noted_corrected_and_withdrawn(as_user: Any, coordinator: User) -> None:
    browser, visits = as_user(coordinator), make_indicator(decimals=1)
    add = reverse("programme:add_reading", args=[visits.code])
    assert 'value="2024-05"' in text_of(browser.get(add, {"periode": "2024-05"}))
    typed = {"period": "03/2024", "value": "1,234.5", "qualifier": "exact", "source_note": "site"}
    response = browser.post(add, typed, follow=True)
    reading = Reading.objects.get()
    assert (reading.scaled, reading.starts_on) == (12345, date(2024, 3, 1))
    assert reverse("programme:withdraw_reading", args=[reading.key]) in text_of(response)
    assert "already a reading for this period" in text_of(browser.post(add, typed))
    correct = reverse("programme:correct_reading", args=[reading.key])
    assert 'value="1 234.5"' in text_of(browser.get(correct))
    browser.post(correct, {"value": "1 300", "qualifier": "approximate"})
    reading.refresh_from_db()
    assert (reading.scaled, reading.qualifier) == (13000, "approximate")
    browser.post(reverse("programme:withdraw_reading", args=[reading.key]))
    assert not Reading.objects.exists()


def test_a_file_proves_a_reading_until_it_is_taken_away(
    as_user: Any, coordinator: User, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    visits, browser = make_indicator(code="visites"), as_user(coordinator)
    data = {"period": "2024", "value": "9", "qualifier": "exact"}
    file = SimpleUploadedFile("releve.txt", b"9 visites\n")
    add = reverse("programme:add_reading", args=["visites"])
    browser.post(add, {**data, "evidence_file": file})
    stored, reading = StoredFile.objects.get(), Reading.objects.get()
    assert (reading.evidence_file, stored.audience) == (stored, visits.audience)
    page = text_of(browser.get(visits.get_absolute_url()))
    assert reverse("files:file", args=[stored.key]) in page
    correct = reverse("programme:correct_reading", args=[reading.key])
    assert "Take “releve.txt” away" in text_of(browser.get(correct))
    browser.post(correct, data)
    assert Reading.objects.get().evidence_file == stored
    browser.post(correct, {**data, "without_file": "on"})
    assert Reading.objects.get().evidence_file is None


def test_a_bad_file_is_told_and_nothing_is_noted(as_user: Any, bureau_member: User) -> None:
    make_indicator(code="visites")
    add = reverse("programme:add_reading", args=["visites"])
    data = {"period": "2024", "value": "9", "qualifier": "exact"}
    file = SimpleUploadedFile("programme.exe", b"\x7fELF\x00\x01\x02")
    answer = as_user(bureau_member).post(add, {**data, "evidence_file": file})
    assert "programme.exe" in text_of(answer)
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"value": "many"}, "is not a number"),
        ({"period": "someday"}, "Write a year, a month or a day"),
        ({"period": "2024-02-30"}, "This day does not exist."),
    ],
)
def test_what_cannot_be_read_is_told(
    as_user: Any, bureau_member: User, typed: dict[str, str], sentence: str
) -> None:
    add = reverse("programme:add_reading", args=[make_indicator().code])
    data = {"period": "15/03/2024", "value": "1", "qualifier": "exact", **typed}
    assert sentence in text_of(as_user(bureau_member).post(add, data))


def test_a_rate_is_asked_with_its_base(as_user: Any, bureau_member: User) -> None:
    rate = make_indicator(is_ratio=True, unit="%")
    add = reverse("programme:add_reading", args=[rate.code])
    data = {"period": "2024", "numerator": "1", "denominator": "0", "qualifier": "exact"}
    browser = as_user(bureau_member)
    assert "nothing can be divided by 0" in text_of(browser.post(add, data))
    assert "Give a whole number." in text_of(browser.post(add, {**data, "denominator": "1.5"}))
    browser.post(add, {**data, "denominator": "4"})
    assert Reading.objects.get().denominator == 4


def test_a_month_is_noted_on_one_screen(as_user: Any, bureau_member: User) -> None:
    browser = as_user(bureau_member)
    visits = make_indicator(code="visites")
    make_indicator(code="taux", is_ratio=True)
    make_indicator(code="compte", source="computed", measure="programme.actions")
    make_reading(indicator=visits, starts_on=date(2023, 1, 1), source_note="Matomo")
    page = f"{reverse('programme:take_readings')}?periode=2024-03"
    text = text_of(browser.get(page))
    assert "Readings of March 2024" in text
    assert "value-compte" not in text
    typed = {"value-visites": "10", "numerator-taux": "1", "denominator-taux": "3"}
    response = browser.post(page, typed)
    assert response["Location"].endswith("?periode=2024-04")
    assert visits.readings.get(granularity="month").source_note == "Matomo"
    assert Reading.objects.filter(granularity="month").count() == 2
    assert 'value="10"' in text_of(browser.get(page))
    assert "its numerator and its base" in text_of(browser.post(page, {"numerator-taux": "1"}))


@pytest.mark.parametrize("length", [1, 3])
def test_the_screen_of_a_month_costs_the_same_whatever_its_length(
    as_user: Any, bureau_member: User, length: int, django_assert_num_queries: Any
) -> None:
    browser = as_user(bureau_member)
    for _number in range(length):
        make_reading(indicator=make_indicator(objective=make_objective()))
    page = f"{reverse('programme:take_readings')}?periode=2024"
    browser.get(page)
    with django_assert_num_queries(8):
        text_of(browser.get(page))


def test_strangers_and_delegates_change_nothing(as_user: Any, delegate: User) -> None:
    browser, reading = as_user(delegate), make_reading()
    for name, args in (
        ("add_indicator", []),
        ("edit_indicator", [reading.indicator.code]),
        ("add_reading", [reading.indicator.code]),
        ("correct_reading", [reading.key]),
        ("take_readings", []),
    ):
        assert browser.get(reverse(f"programme:{name}", args=args)).status_code == 403, name
    for name, args in (("withdraw_reading", reading.key), ("remove_indicator", None)):
        address = reverse(f"programme:{name}", args=[args or reading.indicator.code])
        assert browser.post(address).status_code == 403


def test_exports_neutralise_formulas(client: Client) -> None:
    make_reading(indicator=make_indicator(title="=1+1", decimals=1), scaled=125)
    for name in ("export_indicators", "export_readings"):
        text = client.get(reverse(f"programme:{name}")).getvalue().decode("utf-8-sig")
        assert '"\'=1+1"' in text
    assert '"12,5"' in text


def test_indicators_stand_in_the_order_of_the_plan(client: Client) -> None:
    """Each objective is first of its axis: the axis decides."""
    programme = make_programme(audience="public")
    for place in (2, 1):
        axis = make_axis(programme=programme, code=str(place), position=place)
        objective = make_objective(axis=axis, code=f"{place}.1", position=1)
        make_reading(indicator=make_indicator(objective=objective))
    groups = client.get(reverse("programme:indicators")).context["page"].groups
    assert [group.objective.code for group in groups if group.objective] == ["1.1", "2.1"]


def test_a_figure_of_an_objective_bears_its_sign_once(client: Client) -> None:
    objective = make_objective(axis=make_axis(programme=make_programme(audience="public")))
    relayed = make_indicator(objective=objective, unit="article", audience="public")
    make_reading(indicator=relayed, qualifier="approximate")
    page = client.get(f"{objective.get_absolute_url()}?annee=2024").content.decode()
    assert page.count("≈") == 1
