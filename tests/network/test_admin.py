"""The repairs show rows and change none."""

import pytest

from tests.factories.accounts import make_user
from tests.factories.network import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def repairs(as_user):
    user = make_user()
    user.is_staff = user.is_superuser = True
    user.save()
    return as_user(user)


@pytest.mark.parametrize("model", ["organisation", "person", "membership", "dues", "theme"])
def test_the_repairs_list_and_add_nothing(repairs, model):
    assert "⟦" not in repairs.get(f"/reparations/network/{model}/").content.decode()
    assert repairs.get(f"/reparations/network/{model}/add/").status_code == 403


def test_a_row_is_read_and_not_changed(repairs):
    ours = make_organisation(name="Les Ruches")
    address = f"/reparations/network/organisation/{ours.pk}/change/"
    assert "Les Ruches" in repairs.get(address).content.decode()
    assert repairs.post(address, {"name": "Autre"}).status_code == 403
