"""What rooms show on the home page: to whom, in which order, and at what cost."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.kernel.acting import VISITOR
from essaim.kernel.manifest import offered
from essaim.kernel.offering.panels import Panel, Place, panels_for
from essaim.portal import homepage
from essaim.portal.views import doors
from essaim.reports.models import Snapshot
from tests.factories.accounts import make_acting, make_user
from tests.factories.assemblies import make_meeting
from tests.factories.network import make_membership, make_organisation
from tests.factories.programme import (
    make_action,
    make_agreement,
    make_axis,
    make_indicator,
    make_objective,
    make_objective_year,
    make_programme,
    make_reading,
)
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db

ON = date(2024, 6, 1)


def shown(acting, code, on=ON):
    """What this panel shows; None where it is not there."""
    panels = [panel for panel in offered("panels") if panel.code == code]
    rows = [row for rows in panels_for(panels, acting, on).values() for row in rows]
    return rows[0].shows if rows else None


def test_panels_stand_in_their_places_in_their_order() -> None:
    panels = [
        Panel("a.second", "Second", "a.html", lambda acting, on: {}, Place.MAIN, 20),
        Panel("a.first", "First", "a.html", lambda acting, on: {"title": "On top"}, Place.MAIN, 10),
        Panel("a.silent", "Silent", "a.html", lambda acting, on: None, Place.MAIN, 5),
        Panel("a.hidden", "Hidden", "a.html", lambda acting, on: {}, shown_to=lambda acting: False),
        Panel("a.aside", "Aside", "a.html", lambda acting, on: {}),
    ]
    places = panels_for(panels, VISITOR, ON)
    titles = {place: [row.title for row in rows] for place, rows in places.items() if rows}
    assert titles == {"main": ["On top", "Second"], "side": ["Aside"]}


def test_each_panel_has_a_code_of_its_own_and_a_heading() -> None:
    panels = list(offered("panels"))
    assert len({panel.code for panel in panels}) == len(panels)
    assert all(str(panel.label) for panel in panels)


def test_the_home_knows_no_room() -> None:
    for module in (homepage, doors):
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        assert set(re.findall(r"essaim\.(\w+)", text)) <= {"kernel", "portal"}


def test_key_figures_are_of_the_last_year_that_was_read() -> None:
    visits = make_indicator(is_key=True, audience="public", title="Visites")
    for year, value in ((2022, 100), (2023, 150), (2025, 7)):
        make_reading(indicator=visits, starts_on=date(year, 1, 1), scaled=value)
    make_indicator(is_key=True, audience="public", title="Jamais relevé")
    make_reading(
        indicator=make_indicator(is_key=True, audience="bureau"), starts_on=date(2024, 1, 1)
    )
    panel = shown(VISITOR, "programme.figures")
    (figure,) = panel["figures"]
    assert panel["title"] == "2023 en chiffres"
    assert (figure.number, figure.change) == ("150", "+50\u202f%")
    assert figure.url == f"{visits.get_absolute_url()}?periode=2023"


def test_a_rate_is_shown_large_and_its_base_once_below_it() -> None:
    rate = make_indicator(is_key=True, audience="public", is_ratio=True, unit="%", decimals=2)
    make_reading(indicator=rate, starts_on=date(2023, 1, 1), numerator=392, denominator=11080)
    (figure,) = shown(VISITOR, "programme.figures")["figures"]
    assert (figure.number, figure.base) == ("3,54\u202f%", "392 sur 11\u202f080")


def test_a_figure_that_was_nothing_changes_by_a_difference() -> None:
    visits = make_indicator(is_key=True, audience="public")
    for year, value in ((2022, 0), (2023, 5)):
        make_reading(indicator=visits, starts_on=date(year, 1, 1), scaled=value)
    (figure,) = shown(VISITOR, "programme.figures")["figures"]
    assert figure.change.startswith("+5")


def test_highlights_are_of_the_last_year_that_has_any() -> None:
    for title, year in (("Avant", 2022), ("Fête", 2023), ("À venir", 2025)):
        make_action(title=title, is_highlight=True, audience="public", starts_on=date(year, 5, 1))
    make_action(title="Ordinaire", audience="public", starts_on=date(2024, 5, 1))
    panel = shown(VISITOR, "programme.highlights")
    assert panel["year"] == 2023
    assert [item["title"] for item in panel["items"]] == ["Fête"]


def test_what_funders_expect_is_for_those_who_work_here_for_three_months() -> None:
    agreement = make_agreement(audience="members")
    for days in (-1, 0, 90, 91):
        agreement.reports_due.create(
            kind="interim", year=2000 + days, due_on=ON + timedelta(days=days)
        )
    assert shown(VISITOR, "programme.due") is None
    due = shown(make_acting(role="coordination"), "programme.due")["due"]
    assert [row.days_left for row in due] == [0, 90]


def test_the_axes_are_for_everybody_and_what_is_missing_for_those_who_work_here() -> None:
    programme = make_programme(
        audience="public", starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31)
    )
    axis = make_axis(programme=programme)
    told, silent = (make_objective(axis=axis) for _ in range(2))
    make_action(objectives=(told,), starts_on=date(2024, 3, 1))
    make_objective_year(
        objective=told, year=2024, status="achieved", evaluation="<p>Bien.</p>", means="<p>x</p>"
    )
    assert list(shown(VISITOR, "programme.plan")["axes"]) == [axis]
    assert shown(VISITOR, "programme.plan")["untold"] == []
    (line,) = shown(make_acting(role="coordination"), "programme.plan")["untold"]
    assert line.code == silent.code
    assert len(line.missing) == 3


def test_where_there_is_no_programme_its_panel_says_nothing() -> None:
    """Whoever may begin one reads so among what waits for them, and once."""
    for acting in (VISITOR, make_acting(role="coordination")):
        assert shown(acting, "programme.plan") is None
    today, by = timezone.localdate(), make_acting(role="coordination")
    waiting = [str(each.sentence) for each in homepage.what_waits(by, today)]
    assert [line.startswith("Commencer le programme") for line in waiting] == [True]


def test_of_each_report_the_last_version_is_shown() -> None:
    hidden, report = make_report(audience="bureau"), make_report(audience="public", title="Bilan")
    for number, of in ((1, report), (2, report), (1, hidden)):
        Snapshot.objects.create(
            report=of, number=number, document="{}", sha256="0" * 64, published_at=timezone.now()
        )
    (version,) = shown(VISITOR, "reports.published")["versions"]
    assert (version.report.title, version.number) == ("Bilan", 2)


def test_meetings_to_come_are_those_that_one_sees() -> None:
    starts_at = timezone.now() + timedelta(days=3)
    for title, audience in (("Ouverte", "public"), ("Du bureau", "bureau")):
        action = make_action(
            title=title,
            audience=audience,
            state="planned",
            starts_on=timezone.localdate(starts_at),
        )
        make_meeting(action=action, starts_at=starts_at)
    titles = [row.action.title for row in shown(VISITOR, "assemblies.coming")["meetings"]]
    assert titles == ["Ouverte"]
    everything = shown(make_acting(role="bureau"), "assemblies.coming")["meetings"]
    assert {row.action.title for row in everything} == {"Ouverte", "Du bureau"}


def test_members_are_counted_and_delegates_find_their_organisation(delegate) -> None:
    assert shown(VISITOR, "network.spoken_for") is None
    assert shown(make_acting(), "network.spoken_for") is None
    (organisation,) = shown(acting_as(delegate), "network.spoken_for")["organisations"]
    make_membership(organisation=make_organisation(), admitted_on=date(2020, 1, 1))
    assert shown(VISITOR, "network.members", timezone.localdate())["count"] >= 1
    page = reverse("network:organisation", args=[organisation.key])
    assert organisation.get_absolute_url() == page


def test_a_house_that_was_just_opened_shows_who_it_is_and_where_to_begin(as_user) -> None:
    make_organisation(name="Réseau des réseaux", is_house=True, audience="public")
    page = as_user(make_user(role="coordination")).get("/").text
    assert "<h1>Réseau des réseaux</h1>" in page
    assert reverse("programme:add_programme") in page
    assert "n’est pas encore ouverte" not in page


@pytest.mark.parametrize("length", [1, 3])
def test_no_panel_costs_more_for_more_to_show(length: int, django_assert_num_queries) -> None:
    acting = acting_as(make_user(role="coordination"))
    programme = make_programme(audience="public", starts_on=date(2024, 1, 1))
    for number in range(length):
        objective = make_objective(axis=make_axis(programme=programme))
        make_action(objectives=(objective,), is_highlight=True, starts_on=date(2024, 5, 1))
        make_reading(indicator=make_indicator(is_key=True), starts_on=date(2024, 1, 1))
        make_agreement().reports_due.create(kind="interim", year=2020 + number, due_on=ON)
        make_meeting(starts_at=timezone.now() + timedelta(days=number + 1))
        Snapshot.objects.create(
            report=make_report(), number=1, document="{}", sha256="0", published_at=timezone.now()
        )
    costs = {"programme.figures": 2, "programme.plan": 5, "portal.waiting": None, "portal.news": 4}
    costs["portal.first_steps"] = 3  # what is put aside, all counts, where the next one is taken
    for panel in offered("panels"):
        wanted = costs.get(panel.code, 1)
        if wanted is None or panel.code == "network.spoken_for":
            continue
        with django_assert_num_queries(wanted):
            shows = panel.show(acting, ON)
            if shows is not None:
                [list(value) for value in shows.values() if hasattr(value, "query")]
