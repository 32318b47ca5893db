"""The pages on which a report is read and composed."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from essaim.programme.models import Objective, ObjectiveYear
from essaim.reports.models import Report, Section
from tests.factories.programme import (
    make_action,
    make_agreement,
    make_indicator,
    make_programme,
    make_reading,
)
from tests.factories.reports import make_report, make_section, make_told_objective

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
    for told in ("52 464 visites", "+60 %", "Rencontre des réseaux", "Le lien tient."):
        assert told in text
    assert 'class="token gone"' in text
    assert "formaction" not in text


def test_a_report_of_the_bureau_is_not_there_for_others(client, as_user, delegate, report):
    Report.objects.update(audience="bureau")
    assert "Bilan 2024" not in page(client, "reports")
    for visit in (client, as_user(delegate)):
        assert visit.get(report.get_absolute_url()).status_code == 404


def test_an_empty_list_says_what_to_do_first(as_user, coordinator):
    assert reverse("reports:open_report") in page(as_user(coordinator), "reports")


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, length, django_assert_num_queries):
    reports = [make_report() for _ in range(length)]
    with django_assert_num_queries(1):
        response = client.get(reverse("reports:reports"))
    assert set(response.context["reports"]) == set(reports)


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
    assert client.post(reverse("reports:open_report"), answer).status_code == 200
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
    told = page(client, "report", report.key)
    assert re.findall(r"Jour \d", told) == ["Jour 3", "Jour 2"]


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
    with django_assert_max_num_queries(24):
        page(client, "composer", report.key)


# --- Write ----------------------------------------------------------------------------------------


def test_the_text_stands_as_markdown_and_as_rich_text(as_user, coordinator, report):
    text = page(as_user(coordinator), "write_section", report.key, "preamble")
    assert "Le site a reçu [[visits]] et [[disparu]]." in text
    assert "&gt;52 464 visites&lt;/span&gt;" in text
    assert "<code>[[visits|growth]]</code>" in text


@pytest.mark.parametrize(
    ("syntax", "typed"),
    [
        ("markdown", "Soit [[visits|growth]], **beaucoup**."),
        (
            "html",
            '<p>Soit <span data-figure="visits" data-form="growth">+60 %</span>, <b>beaucoup</b>.',
        ),
    ],
)
def test_with_or_without_script_the_same_text_is_kept(as_user, coordinator, report, syntax, typed):
    url = reverse("reports:write_section", args=[report.key, "preamble"])
    answer = {"text": typed, "syntax": syntax, "version": "0"}
    response = as_user(coordinator).post(url, answer)
    assert response.url == f"{reverse('reports:composer', args=[report.key])}#preamble"
    assert Section.objects.get().text == (
        '<p>Soit <span data-figure="visits" data-form="growth"></span>, '
        "<strong>beaucoup</strong>.</p>"
    )


def test_a_judgement_is_written_from_the_composer(as_user, coordinator, report, objective):
    url = reverse("reports:write_objective_text", args=[report.key, objective.key, "means"])
    client = as_user(coordinator)
    assert client.get(url).status_code == 200
    client.post(url, {"text": "Deux salariées.", "syntax": "markdown", "version": "0"})
    assert ObjectiveYear.objects.get().means == "<p>Deux salariées.</p>"


def test_two_people_saving_one_text_both_keep_theirs(as_user, coordinator, report):
    client = as_user(coordinator)
    url = reverse("reports:write_section", args=[report.key, "preamble"])
    client.post(url, {"text": "Le premier.", "syntax": "markdown", "version": "0"})
    second = client.post(url, {"text": "Le second.", "syntax": "markdown", "version": "0"})
    assert second.status_code == 409
    shown = second.content.decode()
    assert UNKNOWN not in shown
    assert shown.index("<p>Le premier.</p>") < shown.index("<p>Le second.</p>")
    assert 'name="version" value="1"' in shown
    merged = {"text": "Les deux.", "syntax": "markdown", "version": "1"}
    assert client.post(url, merged).status_code == 302
    assert Section.objects.get().text == "<p>Les deux.</p>"


def test_nothing_typed_is_lost_when_it_is_refused(as_user, coordinator, report):
    url = reverse("reports:write_section", args=[report.key, "preamble"])
    answer = {"text": "<p>Un <em>long</em> travail.</p>", "syntax": "html", "version": "x"}
    response = as_user(coordinator).post(url, answer)
    assert response.status_code == 422
    assert "Un *long* travail." in response.content.decode()


def test_hostile_text_leaves_nothing_that_runs(as_user, coordinator, report):
    client = as_user(coordinator)
    url = reverse("reports:write_section", args=[report.key, "preamble"])
    typed = '<script>x()</script><p><a href="javascript:x()">là</a> <span data-figure="&quot;><b">'
    client.post(url, {"text": typed, "syntax": "html", "version": "0"})
    assert "<script>x()" not in page(client, "report", report.key)
    assert "javascript:" not in page(client, "write_section", report.key, "preamble")


@pytest.mark.parametrize("part", ["facts", "colophon"])
def test_a_part_that_is_no_text_has_no_page(as_user, coordinator, report, objective, part):
    url = reverse("reports:write_objective_text", args=[report.key, objective.key, part])
    assert as_user(coordinator).get(url).status_code == 404


def test_the_title_and_the_readers_are_changed(as_user, coordinator, report):
    client = as_user(coordinator)
    page(client, "edit_report", report.key)
    url = reverse("reports:edit_report", args=[report.key])
    client.post(url, {"title": "Notre année", "audience": "members"})
    report.refresh_from_db()
    assert (report.title, report.audience) == ("Notre année", "members")
