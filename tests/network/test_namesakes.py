"""Organisations and people of one name, in every list to choose from: each in words of its own."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from essaim.kernel.choices import SeenChoiceField
from essaim.kernel.namesakes import labels_of
from essaim.network.models import Organisation, Person
from essaim.programme.queries.options import Directory
from tests.factories.network import make_affiliation, make_organisation, make_person

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def of_one_name():
    return [
        make_organisation(name="Réseau Terre", city="Tours", kind="network"),
        make_organisation(name="Reseau terre", city="Nantes", kind="network"),
    ]


def test_organisations_of_one_name_are_told_by_their_place():
    tours, nantes = labels_of([*of_one_name(), make_organisation(name="Autre", city="Lyon")])[:2]
    assert tours.startswith("Réseau Terre · Tours · ")
    assert nantes.startswith("Reseau terre · Nantes · ")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"short_name": "RT", "name": "Réseau des territoires"}, "RT · Réseau des territoires"),
        ({"name": "RT", "siren": "356000000"}, "· 356000000"),
        ({"name": "RT", "rna": "W751234567"}, "· W751234567"),
    ],
)
def test_acronym_and_numbers_tell_apart(fields, words: str):
    one = make_organisation(**fields)
    (label, _other) = labels_of([one, make_organisation(name="RT", siren="000000001")])
    assert words in label


def test_a_place_that_is_not_public_tells_nothing():
    hidden = make_organisation(name="RT", city="Tours", address_audience="bureau")
    label, _other = labels_of([hidden, make_organisation(name="RT", city="Nantes")])
    assert "Tours" not in label


def test_whoever_stands_alone_keeps_the_name():
    rows = [make_organisation(name="Réseau Terre", city="Tours"), make_organisation(name="Eau")]
    assert labels_of(rows) == ["Réseau Terre", "Eau"]
    assert labels_of([]) == []


def test_those_of_whom_nothing_else_is_known_are_numbered():
    first, second = labels_of([make_organisation(name="RT") for _time in range(2)])
    assert first.endswith(
        "fiche n°\N{NO-BREAK SPACE}1 à ce nom, dans l’ordre où elles ont été notées"
    )
    assert second.endswith(
        "fiche n°\N{NO-BREAK SPACE}2 à ce nom, dans l’ordre où elles ont été notées"
    )


def test_people_of_one_name_are_told_by_where_they_belong(django_assert_num_queries):
    people = [make_person(given_name="Ana", family_name="Roy") for _time in range(3)]
    seen, hidden = make_organisation(name="MES"), make_organisation(name="Caché", audience="bureau")
    make_affiliation(person=people[0], organisation=seen)
    make_affiliation(person=people[1], organisation=hidden)
    for one in people:
        Person.objects.filter(pk=one.pk).update(audience="public")
    with django_assert_num_queries(1):
        labels = labels_of(people)
    assert labels[0] == "Ana Roy · MES"
    assert "Caché" not in " ".join(labels)
    assert len(set(labels)) == 3


def test_where_somebody_belongs_is_not_told_of_whom_fewer_people_see():
    people = [make_person(given_name="Ana", family_name="Roy") for _time in range(2)]
    make_affiliation(person=people[0], organisation=make_organisation(name="MES"))
    Person.objects.update(audience="bureau")
    assert "MES" not in " ".join(labels_of(people))


def test_the_page_of_a_merge_says_which_is_which(as_user, coordinator):
    tours, _nantes = of_one_name()
    kept = make_organisation(name="Réseau Terre", city="Brest")
    address = reverse("network:merge_organisation", args=[kept.key])
    text = as_user(coordinator).get(address).text
    assert "Réseau Terre · Tours" in text
    assert "rejoint l’autre\u00a0: Réseau Terre · Brest" in text
    client = as_user(coordinator)
    assert client.post(address, {"into": tours.pk}).status_code == 302
    kept.refresh_from_db()
    assert kept.canonical == tours


def test_a_name_withheld_is_not_told_by_its_namesakes():
    tours, nantes = of_one_name()
    field = SeenChoiceField(Organisation.objects.none())
    field.offer(Organisation.objects.filter(pk=tours.pk), kept=[nantes.pk])
    labels = [label for _value, label in field.choices]
    assert "Réseau Terre" in labels
    assert "Nantes" not in " ".join(map(str, labels))


def test_typed_alone_the_name_of_two_finds_neither():
    tours, nantes = of_one_name()
    directory = Directory(Organisation.objects.filter(pk__in=[tours.pk, nantes.pk]).order_by("pk"))
    assert directory.find("réseau terre") is None
    assert [directory.find(label) for label in directory.names] == [tours, nantes]
    assert directory.label_of(nantes).startswith("Reseau terre · Nantes")


def test_no_list_of_organisations_or_people_is_without_their_words():
    """A field of Django shows bare names: `SeenChoiceField` tells those of one name apart."""
    bare = re.compile(r"forms\.Model(?:Multiple)?ChoiceField\(\s*(?:queryset=)?(?:Organis|Person)")
    found = [
        str(path.relative_to(ROOT))
        for path in ROOT.glob("essaim/*/forms/**/*.py")
        if bare.search(path.read_text())
    ]
    assert found == []


def test_on_two_days_the_newest_belonging_comes_first():
    people = [make_person(given_name="Ana", family_name="Roy") for _time in range(2)]
    for name, day in (("Ancienne", date(2020, 1, 1)), ("Neuve", date(2024, 1, 1))):
        organisation = make_organisation(name=name)
        make_affiliation(person=people[0], organisation=organisation, starts_on=day)
    Person.objects.update(audience="public")
    assert labels_of(people)[0] == "Ana Roy · Neuve · Ancienne"
