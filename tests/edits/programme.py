"""Of the programme, its agreements and its figures."""

from uuid import UUID

from django.urls import reverse

from essaim.programme.models import Objective, Rubric
from tests.edits.case import FIRST_ITEM, SECOND_ITEM, EditCase, rich, to
from tests.factories import programme as plan
from tests.reprise.past_reports import open_report


def _mapped() -> Objective:
    programme, agreement = plan.make_programme(), plan.make_agreement()
    programme.agreements.add(agreement)
    for key, code in ((FIRST_ITEM, "A"), (SECOND_ITEM, "B")):
        Rubric.objects.create(
            agreement=agreement, key=UUID(key), code=code, title=f"Rubrique {code}"
        )
    return plan.make_objective(axis=plan.make_axis(programme=programme))


def _part() -> str:
    return plan.make_agreement().get_absolute_url()


def _judged() -> str:
    return to("programme:judge_objective", plan.make_objective(), 2024)


PROGRAMME: dict[str, EditCase] = {
    "programme:edit_agreement": EditCase(
        lambda: to("programme:edit_agreement", plan.make_agreement()),
        "notes",
        "Vu avec la préfecture.",
        "Vu avec la région.",
    ),
    "programme:set_agreement_year": EditCase(
        _part,
        "year_form-amount",
        "1200",
        "1400",
        (("year_form-year", "2024"),),
        (("year_form-year", "2024"),),
        is_shown=False,
    ),
    "programme:set_rubric": EditCase(
        _part,
        "rubric_form-title",
        "Des cafés",
        "Des marchés",
        (("rubric_form-code", "A"),),
        (("rubric_form-code", "A"),),
        is_shown=False,
    ),
    "programme:set_report_due": EditCase(
        _part,
        "due_form-due_on",
        "2025-02-03",
        "2025-04-05",
        (("due_form-kind", "final"), ("due_form-year", "2024")),
        (("due_form-kind", "final"), ("due_form-year", "2024")),
        is_shown=False,
    ),
    "programme:edit_action": EditCase(
        lambda: to("programme:edit_action", plan.make_action()),
        "title",
        "Veillée des cafés",
        "Veillée des marchés",
        is_kept_at_once=True,
    ),
    "programme:edit_decision": EditCase(
        lambda: to("programme:edit_decision", plan.make_decision()),
        "text",
        "Se réunir le lundi",
        "Se réunir le mardi",
    ),
    "programme:edit_programme": EditCase(
        lambda: to("programme:edit_programme", plan.make_programme()),
        "introduction",
        "Trois ans de cafés.",
        "Trois ans de marchés.",
    ),
    "programme:edit_axis": EditCase(
        lambda: to("programme:edit_axis", plan.make_axis()), "title", "Cafés", "Marchés"
    ),
    "programme:edit_objective": EditCase(
        lambda: to("programme:edit_objective", plan.make_objective()), "title", "Cafés", "Marchés"
    ),
    "programme:map_objective": EditCase(
        lambda: to("programme:map_objective", _mapped()), "rubrics", FIRST_ITEM, SECOND_ITEM
    ),
    "programme:judge_objective": EditCase(
        _judged, "reason", "La salle a fermé.", "Le groupe s’est séparé."
    ),
    "programme:write_objective_year": rich(
        lambda: to("programme:write_objective_year", plan.make_objective(), 2024, "evaluation")
    ),
    "programme:edit_indicator": EditCase(
        lambda: reverse("programme:edit_indicator", args=[plan.make_indicator().code]),
        "definition",
        "Comptées à la porte.",
        "Comptées au comptoir.",
    ),
    "programme:correct_reading": EditCase(
        lambda: to("programme:correct_reading", plan.make_reading()),
        "source_note",
        "compté par Alix",
        "compté par Camille",
    ),
    "programme:take_readings": EditCase(
        lambda: (
            plan.make_reading(indicator=plan.make_indicator(code="visites")),
            reverse("programme:take_readings") + "?periode=2024",
        )[1],
        "value-visites",
        "120",
        "140",
    ),
    "reprise:review_past_report": EditCase(
        lambda: to("reprise:review_past_report", open_report(), 2),
        "o0-title",
        "Des cafés",
        "Des marchés",
        is_kept=False,
    ),
}
