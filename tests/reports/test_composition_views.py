"""The pages on which a report is read and composed."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from essaim.programme.models import Objective
from essaim.reports.models import Report
from tests.factories.accounts import make_user
from tests.factories.programme import (
    make_action,
    make_agreement,
    make_indicator,
    make_programme,
    make_reading,
)
from tests.factories.reports import make_report, make_section, make_told_objective
from tests.reports.material import a_figure

pytestmark = pytest.mark.django_db
UNKNOWN = "⟦"


@pytest.fixture
def objective() -> Objective:
    objective = make_told_objective(make_programme(), evaluation="Le lien tient.")
    indicator = make_indicator(code="visits", title="Visites", objective=objective, is_key=True)
    make_reading(indicator=indicator, scaled=52464)
    make_reading(indicator=indicator, scaled=32732, starts_on=date(2023, 1, 1))
    return objective


@pytest.fixture
def report(objective: Objective) -> Report:
    report = make_report(programme=objective.programme)
    make_section(report=report, markdown="Le site a reçu [[visits]] et [[disparu]].")
    return report


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"reports:{name}", args=args))
    assert response.status_code == 200
    text = response.content.decode()
    assert UNKNOWN not in text
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("&nbsp;", " ")


def test_a_visitor_reads_a_public_report(client, report, objective):
    make_action(title="Rencontre des réseaux", objectives=(objective,))
    text = page(client, "report", report.key)
    for words in ("52 464 visites", "+60 %", "Rencontre des réseaux", "Le lien tient."):
        assert words in text
    assert 'class="token gone"' in text
    assert "formaction" not in text


def test_every_figure_of_a_table_opens_its_page(client, report):
    links = re.findall(
        r'<a class="token" href="([^"]*)">([^<]*)</a>', page(client, "report", report.key)
    )
    addresses = {text: address.partition("?")[2].replace("&amp;", "&") for address, text in links}
    assert addresses["52 464 visites"] == "periode=2024"
    assert addresses["32 732 visites"] == "periode=2024&forme=previous"
    assert addresses["+60 %"] == "periode=2024&forme=growth"


def test_an_axis_opens_with_its_objectives_in_short(client, report):
    text = page(client, "report", report.key)
    assert text.index("L’axe en bref") < text.index("Le lien tient.")


def test_a_report_of_the_bureau_is_not_there_for_others(client, as_user, delegate, report):
    Report.objects.update(audience="bureau")
    assert "Bilan 2024" not in page(client, "reports")
    for visit in (client, as_user(delegate)):
        assert visit.get(report.get_absolute_url()).status_code == 404


def test_an_empty_list_says_once_what_to_do_first(as_user, coordinator):
    assert page(as_user(coordinator), "reports").count(reverse("reports:open_report")) == 1


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, length, django_assert_num_queries):
    reports = [make_report() for _ in range(length)]
    with django_assert_num_queries(2):
        response = client.get(reverse("reports:reports"))
    assert {report for report, _published in response.context["reports"]} == set(reports)


# --- Open -----------------------------------------------------------------------------------------


def test_a_coordinator_opens_a_report(as_user, coordinator):
    programme, agreement = make_programme(), make_agreement()
    programme.agreements.add(agreement)
    client = as_user(coordinator)
    page(client, "open_report")
    answer = {
        "template": "bilan_foundation",
        "year": "2024",
        "programme": programme.pk,
        "agreement": agreement.pk,
        "audience": "bureau",
    }
    response = client.post(reverse("reports:open_report"), answer)
    report = Report.objects.get()
    assert response.url == reverse("reports:composer", args=[report.key])
    assert client.post(reverse("reports:open_report"), answer).status_code == 422
    assert Report.objects.count() == 1


@pytest.mark.parametrize("who", ["bureau_member", "delegate", "stranger", "administrator"])
def test_nobody_else_opens_a_report(as_user, who, request):
    client = as_user(request.getfixturevalue(who))
    assert client.get(reverse("reports:open_report")).status_code == 403


# --- Compose --------------------------------------------------------------------------------------


def test_the_composer_shows_what_is_missing_with_its_place(
    as_user, bureau_member, report, objective
):
    text = page(as_user(bureau_member), "composer", report.key)
    means = reverse("reports:write_objective_text", args=[report.key, objective.key, "means"])
    assert f'<a href="{means}">' in text
    assert "disparu" in text
    assert reverse("reports:write_section", args=[report.key, "conclusion"]) in text


@pytest.mark.parametrize("who", ["delegate", "stranger", "administrator"])
def test_the_composer_is_for_those_who_write(as_user, who, report, request):
    client = as_user(request.getfixturevalue(who))
    assert client.get(reverse("reports:composer", args=[report.key])).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, report):
    assert client.get(reverse("reports:composer", args=[report.key])).status_code == 302


def test_actions_are_left_out_and_moved_by_buttons(as_user, coordinator, report, objective):
    client = as_user(coordinator)
    actions = [
        make_action(title=f"Jour {day}", starts_on=date(2024, 1, day), objectives=(objective,))
        for day in (1, 2, 3)
    ]
    things = [report.key, objective.key]
    back = client.post(
        reverse("reports:move_action", args=[*things, actions[2].key]), {"direction": "up"}
    )
    assert back.url.endswith("/composer/#objectif-1-1")
    client.post(reverse("reports:select_action", args=[*things, actions[0].key]), {"keep": "no"})
    text = page(client, "report", report.key)
    assert re.findall(r"Jour \d", text) == ["Jour 3", "Jour 2"]


def test_an_action_that_one_may_not_see_is_not_there(as_user, bureau_member, report, objective):
    hidden = make_action(audience="group:x", objectives=(objective,))
    url = reverse("reports:select_action", args=[report.key, objective.key, hidden.key])
    assert as_user(bureau_member).post(url, {"keep": "no"}).status_code == 404


@pytest.mark.parametrize("length", [1, 3])
def test_the_composer_costs_the_same_whatever_its_length(
    as_user, coordinator, report, objective, length, django_assert_max_num_queries
):
    client = as_user(coordinator)
    for number in range(length):
        make_action(objectives=(make_told_objective(objective.programme, f"2.{number}"),))
    with django_assert_max_num_queries(25):  # one of them for remarks
        page(client, "composer", report.key)


# --- Write ----------------------------------------------------------------------------------------


def test_the_title_and_the_readers_are_changed(as_user, coordinator, report):
    client = as_user(coordinator)
    page(client, "edit_report", report.key)
    url = reverse("reports:edit_report", args=[report.key])
    client.post(url, {"title": "Notre année", "audience": "members"})
    report.refresh_from_db()
    assert (report.title, report.audience) == ("Notre année", "members")


def test_without_a_programme_the_page_says_what_to_do_first(as_user, coordinator):
    page = as_user(coordinator).get(reverse("reports:open_report"))
    assert "Il n’y a pas encore de programme" in page.content.decode()


def test_the_composer_says_which_text_was_saved_last_and_where_parts_stand(objective) -> None:
    report = make_report(programme=objective.programme)
    browser = Client()
    browser.force_login(make_user(role="bureau"))
    url = reverse("reports:write_section", args=[report.key, "preamble"])
    answer = browser.post(url, {"text": "Voici l’année."})
    assert answer.url.endswith("?enregistre=preamble#preamble")
    page = browser.get(answer.url).content.decode()
    assert page.count("Enregistré") == 1
    assert 'aria-label="Parties du bilan"' in page
    assert "Enregistré" not in browser.get(answer.url.partition("?")[0]).content.decode()


def test_a_key_figure_says_once_what_it_is_a_part_of() -> None:
    base = "392 sur 11\u202f080"
    figure = a_figure(text=f"3,54\u00a0% ({base})", base=base)
    assert (figure.amount, figure.counted) == ("3,54", "%")
