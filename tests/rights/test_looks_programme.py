"""What the pages of the programme and of reports gather, for each kind of person.

A row is named by those for whom the hidden thing is; what stands around it is public.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from essaim.kernel.acting import Acting
from essaim.kernel.periods import Period
from essaim.programme.models import (
    Action,
)
from essaim.programme.queries import (
    actions,
    agreements,
    exports,
    figure_background,
    figure_exports,
    figures,
    history,
    home,
    indicator_pages,
    objectives,
    options,
    plan,
)
from essaim.reports.models import Section
from essaim.reports.queries.reports import last_published, reports_for
from essaim.reprise.queries import past_reports
from tests.rights.people import Network
from tests.rights.programme_things import Given, things_of
from tests.rights.table import disagreements, names

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)

LOOKS = """
                                                     v s m d a i q e g f c w b k A r x z l t C
list_actions bureau                                  · · · · · · · · · · · · x x · · · · · · x
list_actions group                                   · · · · · · · · x · · · · · · · · · · · ·
years_of_actions bureau                              · · · · · · · · · · · · x x · · · · · · x
years_of_actions group                               · · · · · · · · x · · · · · · · · · · · ·
list_agreements bureau                               · · · · · · · · · · · · x x · · · · · · x
list_agreements group                                · · · · · · · · x · · · · · · · · · · · ·
agreements_offered bureau                            · · · · · · · · · · · · x x · · · · · · x
agreements_offered group                             · · · · · · · · x · · · · · · · · · · · ·
next_due bureau                                      · · · · · · · · · · · · x x · · · · · · x
next_due group                                       · · · · · · · · x · · · · · · · · · · · ·
list_decisions bureau                                · · · · · · · · · · · · x x · · · · · · x
list_decisions group                                 · · · · · · · · x · · · · · · · · · · · ·
decisions_offered bureau                             · · · · · · · · · · · · x x · · · · · · x
decisions_offered group                              · · · · · · · · x · · · · · · · · · · · ·
programmes_offered bureau                            · · · · · · · · · · · · x x · · · · · · x
programmes_offered group                             · · · · · · · · x · · · · · · · · · · · ·
programmes_of_year bureau                            · · · · · · · · · · · · x x · · · · · · x
programmes_of_year group                             · · · · · · · · x · · · · · · · · · · · ·
current_programme bureau                             · · · · · · · · · · · · x x · · · · · · x
current_programme group                              · · · · · · · · x · · · · · · · · · · · ·
objectives_offered bureau                            · · · · · · · · · · · · x x · · · · · · x
objectives_offered group                             · · · · · · · · x · · · · · · · · · · · ·
other_objectives bureau                              · · · · · · · · · · · · x x · · · · · · x
other_objectives group                               · · · · · · · · x · · · · · · · · · · · ·
indicators_page bureau                               · · · · · · · · · · · · x x · · · · · · x
indicators_page group                                · · · · · · · · x · · · · · · · · · · · ·
round_page bureau                                    · · · · · · · · · · · · x x · · · · · · x
round_page group                                     · · · · · · · · x · · · · · · · · · · · ·
indicator_rows bureau                                · · · · · · · · · · · · x x · · · · · · x
indicator_rows group                                 · · · · · · · · x · · · · · · · · · · · ·
reading_rows bureau                                  · · · · · · · · · · · · x x · · · · · · x
reading_rows group                                   · · · · · · · · x · · · · · · · · · · · ·
indicators_by_unit bureau                            · · · · · · · · · · · · x x · · · · · · x
indicators_by_unit group                             · · · · · · · · x · · · · · · · · · · · ·
figures_of_objective bureau                          · · · · · · · · · · · · x x · · · · · · x
figures_of_objective group                           · · · · · · · · x · · · · · · · · · · · ·
key_figures bureau                                   · · · · · · · · · · · · x x · · · · · · x
key_figures group                                    · · · · · · · · x · · · · · · · · · · · ·
organisation_directory bureau                        · · · · · · · · · · · · x x · · · · · · x
organisation_directory group                         · · · · · · · · x · · · · · · · · · · · ·
people_directory bureau                              · · · · · · · · · · · · x x · · · · · · x
people_directory group                               · · · · · · · · x · · · · · · · · · · · ·
known_organisations bureau                           · · · · · · · · · · · · x x · · · · · · x
known_organisations group                            · · · · · · · · x · · · · · · · · · · · ·
highlights bureau                                    · · · · · · · · · · · · x x · · · · · · x
highlights group                                     · · · · · · · · x · · · · · · · · · · · ·
reports_for bureau                                   · · · · · · · · · · · · x x · · · · · · x
reports_for group                                    · · · · · · · · x · · · · · · · · · · · ·
published bureau                                     · · · · · · · · · · · · x x · · · · · · x
published group                                      · · · · · · · · x · · · · · · · · · · · ·
past_reports_for any                                 · · · · · · · · · · · · · x · · · · · · x
organisations_spoken_for ours                        · · · x x · · · · · · · · · · · · · · · ·
organisations_spoken_for theirs                      · · · · · · · · · · · · · · · · · · · · ·
organisations_spoken_for left                        · · · · · · x · · · · · · · · · · · · · ·
actors_in_words members_card                         · · x x x x · · · · · · x x x · · · · · x
actors_in_words address                              · · · · · · · · · · · · x x x · · · · · x
action_page.carrier bureau                           · · · · · · · · · · · · x x · · · · · · x
action_page.carrier group                            · · · · · · · · x · · · · · · · · · · · ·
action_page.objectives bureau                        · · · · · · · · · · · · x x · · · · · · x
action_page.objectives group                         · · · · · · · · x · · · · · · · · · · · ·
action_page.organisations bureau                     · · · · · · · · · · · · x x · · · · · · x
action_page.organisations group                      · · · · · · · · x · · · · · · · · · · · ·
action_page.people bureau                            · · · · · · · · · · · · x x · · · · · · x
action_page.people group                             · · · · · · · · x · · · · · · · · · · · ·
action_page.evidence bureau                          · · · · · · · · · · · · x x · · · · · · x
action_page.evidence group                           · · · · · · · · x · · · · · · · · · · · ·
action_page.links_out bureau                         · · · · · · · · · · · · x x · · · · · · x
action_page.links_out group                          · · · · · · · · x · · · · · · · · · · · ·
action_page.links_in bureau                          · · · · · · · · · · · · x x · · · · · · x
action_page.links_in group                           · · · · · · · · x · · · · · · · · · · · ·
with_objectives bureau                               · · · · · · · · · · · · x x · · · · · · x
with_objectives group                                · · · · · · · · x · · · · · · · · · · · ·
export_rows.carrier bureau                           · · · · · · · · · · · · x x · · · · · · x
export_rows.carrier group                            · · · · · · · · x · · · · · · · · · · · ·
export_rows.organisations bureau                     · · · · · · · · · · · · x x · · · · · · x
export_rows.organisations group                      · · · · · · · · x · · · · · · · · · · · ·
organisations_of_actions bureau                      · · · · · · · · · · · · x x · · · · · · x
organisations_of_actions group                       · · · · · · · · x · · · · · · · · · · · ·
people_of_actions bureau                             · · · · · · · · · · · · x x · · · · · · x
people_of_actions group                              · · · · · · · · x · · · · · · · · · · · ·
agreement_page.programmes bureau                     · · · · · · · · · · · · x x · · · · · · x
agreement_page.programmes group                      · · · · · · · · x · · · · · · · · · · · ·
agreement_page.objectives bureau                     · · · · · · · · · · · · x x · · · · · · x
agreement_page.objectives group                      · · · · · · · · x · · · · · · · · · · · ·
programme_page.agreements bureau                     · · · · · · · · · · · · x x · · · · · · x
programme_page.agreements group                      · · · · · · · · x · · · · · · · · · · · ·
objective_page.rubrics bureau                        · · · · · · · · · · · · x x · · · · · · x
objective_page.rubrics group                         · · · · · · · · x · · · · · · · · · · · ·
objective_page.actions bureau                        · · · · · · · · · · · · x x · · · · · · x
objective_page.actions group                         · · · · · · · · x · · · · · · · · · · · ·
citations_of bureau                                  · · · · · · · · · · · · x x · · · · · · x
citations_of group                                   · · · · · · · · x · · · · · · · · · · · ·
citations_of.sections bureau                         · · · · · · · · · · · · x x · · · · · · x
citations_of.sections group                          · · · · · · · · x · · · · · · · · · · · ·
readings_of.file bureau                              · · · · · · · · · · · · x x · · · · · · x
readings_of.file group                               · · · · · · · · x · · · · · · · · · · · ·
indicator_rows.objective bureau                      · · · · · · · · · · · · x x · · · · · · x
indicator_rows.objective group                       · · · · · · · · x · · · · · · · · · · · ·
objective_page.texts ours                            · · x x x x · · · · · · x x x · · · · · x
objective_page.came_from bureau                      · · · · · · · · · · · · x x · · · · · · x
objective_page.came_from group                       · · · · · · · · · · · · · · · · · · · · ·
programme_page.judgements ours                       · · x x x x · · · · · · x x x · · · · · x
"""

Look = Callable[[Acting, Given], Any]


def listed(find: Callable[[Acting], Any], row: str) -> Look:
    return lambda by, given: given[row] in find(by)


def on_page(part: str, row: str) -> Look:
    """Whether the page of the public action shows the row."""

    def look(by: Acting, given: Given) -> bool:
        shown = getattr(actions.action_page(given["around"], by), part)
        return given[row] in (shown if isinstance(shown, list) else [shown])

    return look


def in_export(row: str) -> Look:
    def look(by: Acting, given: Given) -> bool:
        around = Action.objects.filter(pk=given["around"].pk)
        (cells,) = exports.export_rows(around, by)
        return any(given[row].name in str(cell) for cell in cells)

    return look


def lines_of(by: Acting, given: Given) -> bool:
    (one,) = actions.with_objectives(Action.objects.filter(pk=given["around"].pk), by)
    return given["objective_link"] in one.objectives_shown


def objectives_of_rubric(by: Acting, given: Given) -> bool:
    (rubric,) = agreements.agreement_page(given["public_agreement"], by, DAY).rubrics
    return given["objective"] in rubric.objectives.all()


def on_objective(part: str, row: str) -> Look:
    def look(by: Acting, given: Given) -> bool:
        year = given.get("year", 2024)
        page = objectives.objective_page(given["public_objective"], year, by, DAY)
        return given[row] in getattr(page, part)

    return look


def cites(of: Callable[[Given], str]) -> Look:
    def look(by: Acting, given: Given) -> bool:
        found = figure_background.citations_of(given["public_indicator"], by)
        return any(one.title.startswith(of(given)) for one in found)

    return look


def objective_in_export(by: Acting, given: Given) -> bool:
    rows = figure_exports.indicator_rows(by)
    return any(given["objective"].code in map(str, row) for row in rows)


def is_told(by: Acting, given: Given) -> bool:
    """Under the name on her card, or the address of her account."""
    key = given["user"].actor.key
    return given["told"] in history.actors_in_words({key}, by).values()


def figure_of(find: Callable[[Acting, Given], Any]) -> Look:
    return lambda by, given: given["indicator"] in {one.indicator for one in find(by, given)}


def shown_texts(by: Acting, given: Given) -> list[Any]:
    return list(objectives.objective_page(given["told_objective"], 2024, by, DAY).texts)


def shown_judgements(by: Acting, given: Given) -> bool:
    programme = given["told_objective"].programme
    return plan.programme_page(programme, 2024, by, DAY).shows_judgements


ASKED: dict[str, Look] = {
    "list_actions": listed(lambda by: actions.list_actions(by, actions.ActionFilter()), "action"),
    "years_of_actions": listed(actions.years_of_actions, "year"),
    "list_agreements": listed(agreements.list_agreements, "agreement"),
    "agreements_offered": listed(options.agreements_offered, "agreement"),
    "next_due": listed(lambda by: [due.report for due in agreements.next_due(by, DAY)], "due"),
    "list_decisions": listed(agreements.list_decisions, "decision"),
    "decisions_offered": listed(options.decisions_offered, "decision"),
    "programmes_offered": listed(options.programmes_offered, "programme"),
    "programmes_of_year": lambda by, given: (
        given["programme"] in past_reports.programmes_of_year(by, given["year"])
    ),
    "current_programme": lambda by, given: (
        given["programme"] == plan.current_programme(by, given["programme"].starts_on)
    ),
    "objectives_offered": listed(options.objectives_offered, "objective"),
    "other_objectives": lambda by, given: (
        given["objective"] in objectives.other_objectives(given["old_objective"], by)
    ),
    "indicators_page": figure_of(
        lambda by, given: [
            row for group in indicator_pages.indicators_page(by).groups for row in group.rows
        ]
    ),
    "round_page": listed(
        lambda by: indicator_pages.round_page(Period.of_year(2024), by).indicators, "indicator"
    ),
    "indicator_rows": lambda by, given: (
        given["indicator"].code in {row[0] for row in figure_exports.indicator_rows(by)}
    ),
    "indicator_rows.objective": objective_in_export,
    "reading_rows": lambda by, given: (
        given["indicator"].code in {row[0] for row in figure_exports.reading_rows(by)}
    ),
    "indicators_by_unit": lambda by, given: (
        given["indicator"].title in past_reports.indicators_by_unit(by)[0]
    ),
    "figures_of_objective": figure_of(
        lambda by, given: figures.figures_of_objective(given["public_objective"], 2024, by)
    ),
    "key_figures": lambda by, given: (
        given["indicator"] in {one.indicator for one in home.key_figures(by, date(2024, 12, 31))[1]}
    ),
    "organisation_directory": lambda by, given: (
        given["carrier"] in options.organisation_directory(by)
    ),
    "people_directory": lambda by, given: given["person"] in options.people_directory(by),
    "known_organisations": lambda by, given: (
        given["carrier"] in past_reports.known_organisations(by).values()
    ),
    "highlights": lambda by, given: (
        given["action"] in home.last_highlights(by, date(given["year"], 12, 31))
    ),
    "reports_for": listed(reports_for, "report"),
    "published": listed(last_published, "snapshot"),
    "past_reports_for": listed(past_reports.past_reports_for, "past_report"),
    "organisations_spoken_for": listed(options.organisations_spoken_for, "organisation"),
    "actors_in_words": is_told,
    "action_page.carrier": on_page("carrier", "carrier"),
    "action_page.objectives": on_page("objectives", "objective_link"),
    "action_page.organisations": on_page("organisations", "organisation_link"),
    "action_page.people": on_page("people", "person_link"),
    "action_page.evidence": on_page("evidence", "evidence"),
    "action_page.links_out": on_page("links_out", "link_out"),
    "action_page.links_in": on_page("links_in", "link_in"),
    "with_objectives": lines_of,
    "export_rows.carrier": in_export("carrier"),
    "export_rows.organisations": in_export("taking_part"),
    "organisations_of_actions": listed(actions.organisations_of_actions, "taking_part"),
    "people_of_actions": listed(actions.people_of_actions, "person"),
    "agreement_page.programmes": lambda by, given: (
        given["programme"]
        in agreements.agreement_page(given["public_agreement"], by, DAY).programmes
    ),
    "agreement_page.objectives": objectives_of_rubric,
    "programme_page.agreements": lambda by, given: (
        given["agreement"]
        in plan.programme_page(given["public_programme"], 2024, by, DAY).agreements
    ),
    "programme_page.judgements": shown_judgements,
    "objective_page.rubrics": on_objective("rubrics", "rubric"),
    "objective_page.actions": lambda by, given: (
        given["held"]
        in dict(objectives.objective_page(given["public_objective"], 2024, by, DAY).actions)
    ),
    "objective_page.came_from": on_objective("came_from", "judgement"),
    "objective_page.texts": shown_texts,
    "citations_of": cites(lambda given: str(given["judgement"])),
    "citations_of.sections": cites(lambda given: str(Section._meta.verbose_name)),
    "readings_of.file": lambda by, given: (
        given["file"]
        in {row.file for row in indicator_pages.readings_of(given["public_indicator"], by)}
    ),
}


def look(name: str, given: Given, by: Acting) -> bool:
    return bool(ASKED[name](by, given))


def test_what_the_pages_gather() -> None:
    network = Network()
    things = things_of(network)
    assert disagreements(LOOKS, look, network.everybody(), things) == ""


def test_every_look_has_its_lines() -> None:
    assert names(LOOKS) == set(ASKED)
