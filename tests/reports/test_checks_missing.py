"""What a report lacks is said, with its place."""

from dataclasses import replace
from datetime import date

import pytest

from essaim.reports.checks import Severity, find_all
from essaim.reports.checks.missing import (
    empty_sections,
    objectives_in_order,
    objectives_without_action,
    required_parts,
    unanswered_rubrics,
    unexplained_changes,
)
from essaim.reports.material import DecisionNote
from tests.reports.material import a_material, a_prose, an_objective

COMPLETE = {"evaluation": "Le lien tient.", "means": "Du temps salarié."}


def test_a_complete_report_has_nothing_to_say():
    material = a_material(an_objective(**COMPLETE), preamble="L’année fut dense.")
    assert find_all(material) == []


@pytest.mark.parametrize(("part", "name"), [("evaluation", "Évaluation"), ("means", "Moyens")])
def test_an_objective_needs_its_judgement_and_its_means(part, name):
    material = a_material(an_objective(**{**COMPLETE, part: ""}))
    (finding,) = required_parts(material)
    assert (finding.severity, finding.url) == (Severity.SERIOUS, f"/ecrire/1.1/{part}")
    assert name in finding.sentence


def test_results_may_be_missing():
    assert list(required_parts(a_material(an_objective(**COMPLETE)))) == []


def test_an_objective_needs_an_action():
    (finding,) = objectives_without_action(a_material(an_objective(facts=0, **COMPLETE)))
    assert finding.url == "/bilan/composer#objectif-1-1"


def test_a_transformed_objective_needs_no_action_but_a_decision():
    changed = replace(an_objective(facts=0, **COMPLETE), reason="Trop loin.")
    assert list(objectives_without_action(a_material(changed))) == []
    (finding,) = unexplained_changes(a_material(changed))
    assert finding.severity is Severity.WARNING
    decided = replace(changed, decision=DecisionNote("…", "Bureau", date(2024, 3, 1), ""))
    assert list(unexplained_changes(a_material(decided))) == []


def test_a_required_section_is_written():
    empty = {"preamble": a_prose("", is_required=True)}
    (finding,) = empty_sections(a_material(sections=empty))
    assert (finding.severity, finding.url) == (Severity.SERIOUS, "/ecrire/preamble")


@pytest.mark.parametrize(
    ("codes", "expected", "count"),
    [
        (["1.1", "1.2"], ["1.1", "1.2"], 0),
        (["1.2", "1.1"], ["1.1", "1.2"], 1),
        (["1.1"], ["1.1", "1.2"], 1),
        (["1.1", "1.1", "1.2"], ["1.1", "1.2"], 1),
        (["1.1", "2.1"], ["1.1"], 1),
    ],
)
def test_each_objective_stands_once_in_its_order(codes, expected, count):
    material = a_material(*(an_objective(code) for code in codes), expected=expected)
    assert len(list(objectives_in_order(material))) == count


def test_each_heading_of_the_agreement_is_answered():
    material = a_material(rubrics=[("A Réseau", True), ("B Plaidoyer", False)])
    (finding,) = unanswered_rubrics(material)
    assert "B Plaidoyer" in finding.sentence
