"""The rows merged into one are few among many: they are found without reading all."""

import pytest
from django.db import connection

from essaim.network.models import Person
from essaim.network.queries.clusters import people_like
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db
MANY = 600


def count_rows() -> None:
    """As a database does by itself, or a host; a table this small would be read whole for less."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        else:
            cursor.execute("ANALYZE sqlite_schema")  # has it look at what it counted just now


def reads_all(plan: str) -> bool:
    return "SCAN network_" in plan or "Seq Scan" in plan


def test_the_page_of_a_person_does_not_read_all_of_them() -> None:
    ours = make_person()
    Person.objects.bulk_create(Person(given_name=f"Autre {number}") for number in range(MANY))
    count_rows()
    assert not reads_all(people_like(ours).explain())
