"""The rule and the queryset agree: what a list shows is what the rule lets one open.

For every kind of row with an audience, and every kind of person.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from essaim.accounts.queries import acting_as
from essaim.files.models import StoredFile
from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.models import Visible
from essaim.kernel.rules import can
from essaim.network.models import Group
from essaim.questions.models import Questionnaire
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_body
from tests.factories.files import make_file
from tests.factories.network import make_delegate, make_group, make_organisation, make_person
from tests.factories.programme import (
    make_action,
    make_agreement,
    make_decision,
    make_indicator,
    make_programme,
)
from tests.factories.questions import make_questionnaire
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db


def kept_file(*, audience: str) -> StoredFile:
    """Nobody may store a file for a group of which she is not: the row is told so afterwards."""
    stored = make_file()
    stored.audience = audience
    stored.save(update_fields=["audience"])
    return stored


def open_questionnaire(*, audience: str) -> Questionnaire:
    """Whoever reads its answers sees it too: here those to whom it is put."""
    row: Questionnaire = make_questionnaire(audience=audience, answers_audience=audience)
    return row


MAKERS: dict[str, Callable[..., Any]] = {
    "files.StoredFile": kept_file,
    "questions.Questionnaire": open_questionnaire,
    "network.Organisation": make_organisation,
    "network.Person": make_person,
    "network.Group": make_group,
    "programme.Agreement": make_agreement,
    "programme.Programme": make_programme,
    "programme.Decision": make_decision,
    "programme.Action": make_action,
    "programme.Indicator": make_indicator,
    "reports.Report": make_report,
    "assemblies.Body": make_body,
}
#: The rule that opens a row, where its name is not `view_` and the model's.
RULES = {"files.StoredFile": ("files.view_file", "stored")}
PEOPLE = ["visitor", "stranger", "delegate", "in the group", "bureau", "coordination", "admin"]


def acting(kind: str, group: Group) -> Acting:
    if kind == "visitor":
        return VISITOR
    if kind == "delegate":
        return acting_as(make_delegate())
    if kind == "in the group":
        person = make_person(user=make_user())
        group.members.create(person=person, starts_on="2020-01-01")
        return acting_as(person.user)
    role = {"stranger": "", "admin": "administrator"}.get(kind, kind)
    return acting_as(make_user(role=role))


def may_open(by: Acting, label: str, row: Any) -> bool:
    """What the rule of the model says; without one, the audience is the rule."""
    room, model = label.split(".")
    verb, name = RULES.get(label, (f"{room}.view_{model.lower()}", model.lower()))
    try:
        return can(by, verb, **{name: row})
    except KeyError:
        return row.audience in by.capacities


def test_every_model_with_an_audience_is_tried() -> None:
    assert {model._meta.label for model in apps.get_models() if issubclass(model, Visible)} == set(
        MAKERS
    )


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("label", MAKERS)
def test_a_list_shows_what_the_rule_lets_one_open(label: str, kind: str) -> None:
    group = make_group(audience="bureau")
    by = acting(kind, group)
    model: Any = apps.get_model(label)
    audiences = ["public", "members", "bureau", f"group:{group.key}"]
    rows = [MAKERS[label](audience=audience) for audience in audiences]
    shown = set(model.objects.visible_to(by).filter(pk__in=[row.pk for row in rows]))
    assert shown == {row for row in rows if may_open(by, label, row)}


def test_the_people_of_a_group_see_what_is_theirs_alone() -> None:
    group = make_group(audience="bureau")
    action = make_action(audience=f"group:{group.key}")
    seen = {kind: action in type(action).objects.visible_to(acting(kind, group)) for kind in PEOPLE}
    assert [kind for kind, sees in seen.items() if sees] == ["in the group"]
