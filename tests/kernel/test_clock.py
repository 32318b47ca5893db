"""The hours of the house say whose they are."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from essaim.kernel.clock import clock_words


@pytest.mark.parametrize(
    ("zone", "french", "english"),
    [
        ("Europe/Paris", "heure de Paris", "Paris time"),
        ("Indian/Reunion", "heure de La Réunion", "Réunion time"),
        ("America/Guadeloupe", "heure de la Guadeloupe", "Guadeloupe time"),
        ("Pacific/Noumea", "heure de Nouvelle-Calédonie", "New Caledonia time"),
        ("America/Miquelon", "heure de Saint-Pierre-et-Miquelon", "Saint-Pierre and Miquelon time"),
        ("America/New_York", "heure de New York", "the time of New York"),
    ],
)
def test_a_clock_is_told_by_its_place(settings, zone, french, english) -> None:
    settings.TIME_ZONE = zone
    timezone.get_default_timezone.cache_clear()
    try:
        with override("fr"):
            assert clock_words() == french
        with override("en"):
            assert clock_words() == english
    finally:
        settings.TIME_ZONE = "Europe/Paris"
        timezone.get_default_timezone.cache_clear()


@pytest.mark.django_db
def test_every_page_says_it_once_for_all_its_hours(client) -> None:
    assert "Les heures sont données en heure de Paris" in client.get("/compte/entrer/").text
