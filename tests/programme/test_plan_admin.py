"""Repairs: everything can be looked at, and nothing changed without a journal line."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.accounts.models import User
from tests.factories.programme import make_action, make_objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def repairs(client: Client, administrator: User) -> Client:
    administrator.is_staff = administrator.is_superuser = True
    administrator.save()
    client.force_login(administrator)
    return client


def test_an_action_is_found_and_opened_and_never_changed(repairs: Client) -> None:
    action = make_action(title="Séminaire", objectives=(make_objective(),))
    page_of_list = repairs.get(reverse("admin:programme_action_changelist"), {"q": "seminaire"})
    assert "Séminaire" in page_of_list.text
    page = reverse("admin:programme_action_change", args=[action.pk])
    assert "Séminaire" in repairs.get(page).text
    gone = reverse("admin:programme_action_delete", args=[action.pk])
    assert [repairs.post(gone).status_code, repairs.post(page).status_code] == [403, 403]


@pytest.mark.parametrize(
    "model", ["programme", "agreement", "axis", "objective", "objectiveyear", "decision"]
)
def test_the_rest_of_the_plan_can_be_opened(repairs: Client, model: str) -> None:
    make_objective()
    page = repairs.get(reverse(f"admin:programme_{model}_changelist"))
    assert page.context["cl"].result_count in {0, 1}
