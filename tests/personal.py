"""Personal data as the rooms declare them: what one of them forgets, and what a part tells."""

from typing import Any

from django.test import Client
from django.urls import reverse

from essaim.kernel.manifest import manifests, offered
from essaim.network.erasure import forget
from essaim.network.models import Person
from essaim.network.queries.clusters import whom_of


def forget_in(room: str, person_id: int) -> list[str]:
    """As one room alone forgets somebody; the sentences that it tells."""
    (personal,) = [manifest.personal for manifest in manifests() if manifest.room == room]
    return forget(Person.objects.get(pk=person_id), personal)


def held_in(code: str, person_id: int) -> list[dict[str, Any]]:
    """The rows of one part of the export."""
    (part,) = [held for held in offered("personal") if held.code == code]
    return [dict(row) for row in part.exported(whom_of(Person.objects.get(pk=person_id)))]


def pages_of_my_data(browser: Client) -> list[str]:
    """Every page of what is held on whoever asks, as each leads to the next."""
    address = reverse("portal:my_data")
    pages = [browser.get(address).text]
    while f'?page={len(pages) + 1}" rel="next"' in pages[-1]:
        pages.append(browser.get(address, {"page": len(pages) + 1}).text)
    return pages
