"""What proves the actions of a report: told to those who may open it."""

from datetime import date

import pytest

from essaim.documents.document import ActionItem, ActionList, Document
from essaim.programme.models import Action, Evidence
from essaim.reports.queries.composition import compose
from essaim.reports.queries.publication import standing_alone
from tests.factories.files import make_file
from tests.factories.programme import make_action, make_programme
from tests.factories.reports import make_report, make_told_objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def action() -> Action:
    return make_action(objectives=(make_told_objective(make_programme()),))


def told(action: Action, audience: str = "public") -> Document:
    programme = action.objective_links.get().objective.programme
    return compose(make_report(programme=programme, audience=audience))


def items(document: Document) -> list[ActionItem]:
    lists = [block for block in document.blocks if isinstance(block, ActionList)]
    return [item for block in lists for item in block.items]


def proofs(document: Document) -> list[str]:
    return [each.href for item in items(document) for each in item.evidence]


def test_a_link_is_told_with_its_action(action: Action) -> None:
    Evidence.objects.create(action=action, title="Article", url="https://presse.example/1")
    Evidence.objects.create(action=make_action(), title="Autre", url="https://presse.example/2")
    (item,) = items(told(action))
    assert [(each.title, each.href) for each in item.evidence] == [
        ("Article", "https://presse.example/1")
    ]


@pytest.mark.parametrize(
    ("of_file", "of_report", "is_told"),
    [("public", "public", True), ("bureau", "public", False), ("bureau", "bureau", True)],
)
def test_a_file_is_told_to_those_who_may_open_it(action, of_file, of_report, is_told) -> None:
    file = make_file(audience=of_file)
    Evidence.objects.create(action=action, title="Affiche", file=file)
    assert proofs(told(action, of_report)) == ([file.get_absolute_url()] if is_told else [])


def test_out_of_the_house_only_what_opens_without_an_account_is_left(action: Action) -> None:
    Evidence.objects.create(action=action, title="Affiche", file=make_file(audience="public"))
    Evidence.objects.create(action=action, title="Article", url="https://presse.example/1")
    assert proofs(standing_alone(told(action))) == ["https://presse.example/1"]


def test_the_evidence_of_a_hidden_action_is_not_read(action: Action) -> None:
    Evidence.objects.create(action=action, title="Article", url="https://presse.example/1")
    Action.objects.filter(pk=action.pk).update(audience="bureau")
    assert "presse.example" not in told(action).to_json()


def test_another_year_has_its_own(action: Action) -> None:
    Evidence.objects.create(action=action, title="Article", url="https://presse.example/1")
    day = date(2023, 3, 1)
    Action.objects.filter(pk=action.pk).update(starts_on=day, ends_on=day)
    assert proofs(told(action)) == []
