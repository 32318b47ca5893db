"""Searching a large house: CPU of the page, and its growth with the number of things."""

from collections.abc import Iterator
from functools import partial

from django.test import Client

from bench.large import add_actions, add_organisations
from bench.lines import Line, cpu_once, cpu_seconds
from essaim.network.models import Organisation
from essaim.programme.models import Action
from essaim.search.indexing import rebuild

FEW, MANY = 1_000, 20_000
#: What is typed → what it is.
ASKED = {
    "rencontre": "a word of every eighth thing",
    "numero 777": "two words of few things",
    "organisatoin 15001": "a misspelt name",
    "12 a": "the beginning of a name",
}


def lines() -> Iterator[Line]:
    times: dict[int, dict[str, float]] = {}
    client = Client(HTTP_HOST="localhost")
    for wanted in (FEW, MANY):
        add_actions(wanted - Action.objects.count())
        add_organisations(wanted - Organisation.objects.count())
        spent = cpu_once(rebuild)
        yield Line(f"index of {2 * wanted} things made anew", f"{spent:.1f} s CPU")
        times[wanted] = {
            typed: cpu_seconds(partial(client.get, "/chercher/", {"q": typed})) for typed in ASKED
        }
    for typed, what in ASKED.items():
        few, many = times[FEW][typed], times[MANY][typed]
        told = f"{many * 1000:.1f} ms CPU, ×{many / few:.1f} from {2 * FEW} things to {2 * MANY}"
        yield Line(f"search: {what}", told, "≤ 12 ms")
