"""A text names somebody of the register, or it does not."""

import pytest

from essaim.network.queries.names import Names, names_of_people
from tests.factories.network import make_person

NAMES = [("Zéphyrine", "Ombredane"), ("Jean-Paul", "Petit"), ("", "Collectif Rouge"), ("Léo", "")]


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Bureau\n\nZéphyrine Ombredane", True),
        ("OMBREDANE Zephyrine à la trésorerie", True),
        ("Z. Ombredane et d’autres", True),
        ("Mandat à Mme Ombredane", True),
        ("M. Petit tient la caisse", True),
        ("Zéphyrine et Paul Ombredane", True),
        ("Mandat à Jean-Paul de Petit", True),
        ("Confié au Collectif  rouge", True),
        ("Léo ouvre la porte", True),
        ("Un petit déjeuner", False),
        ("Le collectif est rouge", False),
        ("La rue Ombredane", False),
        ("Zéphyrine ouvre", False),
        ("Léonie ouvre la porte", False),
        ("", False),
    ],
)
def test_a_name_stands_in_a_text(text, is_named):
    assert Names.of(NAMES).stand_in(text) is is_named


@pytest.mark.django_db
def test_the_register_is_read_at_once_whoever_may_see_it(django_assert_num_queries):
    make_person(given_name="Zéphyrine", family_name="Ombredane", audience="bureau")
    with django_assert_num_queries(1):
        names = names_of_people()
    assert names.stand_in("Zéphyrine Ombredane")
    assert not names.stand_in("Paul Durand")
