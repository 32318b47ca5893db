"""A visitor who reads makes no rows: however often an address is opened, no table grows."""

import pytest
from django.apps import apps
from django.test import Client

from tests.routes import routes
from tests.test_head import filled

pytestmark = pytest.mark.django_db
FORGED = {"str": "forge:" + "a" * 43}


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_no_address_gains_rows_by_being_opened_by_visitors() -> None:
    paths = [filled(route.address) for route in routes()]
    paths += [path.replace("/mot", f"/{FORGED['str']}") for path in paths if "/mot" in path]
    for path in paths:
        Client().get(path)
    before = rows()
    for path in paths:
        Client().get(path)
        Client().get(f"{path}?next=/&q=mot&page=2")

    assert rows() == before
    assert before["sessions.Session"] == 0
