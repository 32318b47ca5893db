"""The rows merged into one are few among many: they are found without reading all."""

import pytest
from django.db import connection
from django.db.models import QuerySet

from essaim.network.models import Organisation, Person
from essaim.network.queries.clusters import organisations_like, people_like
from tests.factories.network import make_organisation, make_person

pytestmark = pytest.mark.django_db
MANY = 600


def finds_few(rows: QuerySet, index: str) -> bool:
    """PostgreSQL knows how many stand for nothing; read whole, a small table costs it less."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = rows.explain()
    return "Seq Scan" not in plan if connection.vendor == "postgresql" else index in plan


def test_the_page_of_an_organisation_does_not_read_all_of_them() -> None:
    ours = make_organisation()
    Organisation.objects.bulk_create(
        Organisation(name=f"Autre {number}", kind="structure") for number in range(MANY)
    )
    assert finds_few(organisations_like(ours), "organisation_merged")


def test_the_page_of_a_person_does_not_read_all_of_them() -> None:
    ours = make_person()
    Person.objects.bulk_create(Person(given_name=f"Autre {number}") for number in range(MANY))
    assert finds_few(people_like(ours), "person_merged")
