"""Saving a form empties nothing that its reader may not see: it stays, its name withheld."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from essaim.programme.models import Rubric
from tests.factories.programme import (
    make_agreement,
    make_decision,
    make_objective,
    make_objective_year,
    make_programme,
)

pytestmark = pytest.mark.django_db

HIDDEN = "group:00000000-0000-4000-8000-000000000000"


def sent(page: str) -> dict[str, list[str]]:
    """The form of a page as a browser sends it, nothing touched."""
    form = BeautifulSoup(page, "html.parser").select_one("main form")
    fields: dict[str, list[str]] = {}
    for box in form.select("input[name], textarea[name]"):
        if box.get("type") not in {"checkbox", "radio"} or box.has_attr("checked"):
            value = box.get("value", "") if box.name == "input" else box.text
            fields.setdefault(box["name"], []).append(value)
    for menu in form.select("select[name]"):
        chosen = menu.select("option[selected]") or menu.select("option")[:1]
        fields[menu["name"]] = [option.get("value", "") for option in chosen]
    return fields


def save_untouched(client, address: str) -> str:
    page = client.get(address).text
    answer = client.post(address, sent(page))
    assert answer.status_code in {302, 303}, answer.text
    return page


def test_a_judgement_keeps_its_decision_and_what_it_became(as_user, coordinator):
    objective = make_objective()
    elsewhere = make_objective(title="Objectif caché")
    type(elsewhere.programme).objects.filter(pk=elsewhere.programme_id).update(audience=HIDDEN)
    decision = make_decision(text="Décision cachée", audience=HIDDEN)
    judgement = make_objective_year(
        objective=objective,
        status="transformed",
        reason="La demande a changé.",
        decision=decision,
        became=elsewhere,
    )
    address = reverse("programme:judge_objective", args=[objective.key, 2024])

    page = save_untouched(as_user(coordinator), address)

    assert "Décision cachée" not in page
    assert "Objectif caché" not in page
    judgement.refresh_from_db()
    assert (judgement.decision, judgement.became) == (decision, elsewhere)


def test_a_programme_keeps_its_agreements_and_the_one_it_follows(as_user, coordinator):
    before = make_programme(title="Programme caché", audience=HIDDEN)
    programme = make_programme(follows=before)
    agreement = make_agreement(title="Convention cachée", audience=HIDDEN)
    programme.agreements.add(agreement)
    address = reverse("programme:edit_programme", args=[programme.key])

    page = save_untouched(as_user(coordinator), address)

    assert "Convention cachée" not in page
    assert "Programme caché" not in page
    programme.refresh_from_db()
    assert (programme.follows, list(programme.agreements.all())) == (before, [agreement])


def test_an_objective_keeps_its_rubrics(as_user, coordinator):
    objective = make_objective()
    agreement = make_agreement(audience=HIDDEN)
    agreement.programmes.add(objective.programme)
    rubric = Rubric.objects.create(agreement=agreement, code="R1", title="Rubrique cachée")
    objective.rubrics.add(rubric)
    address = reverse("programme:map_objective", args=[objective.key])

    page = save_untouched(as_user(coordinator), address)

    assert "Rubrique cachée" not in page
    assert list(objective.rubrics.all()) == [rubric]
