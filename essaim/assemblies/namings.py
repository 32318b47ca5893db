"""Pages of the room that name a row by a label made for it (`kernel.manifest.Naming`)."""

from collections.abc import Iterator

from django.db.models import QuerySet

from essaim.kernel.manifest import Naming
from essaim.programme.models import Action, Decision


def naming_body(body: int) -> Iterator[Action | Decision]:
    """Its meetings, as the actions that they are, and what it decided, as the register tells it."""
    yield from Action.objects.filter(meeting__body=body).order_by("-starts_on", "-pk")
    decided = Decision.objects.filter(undertaking__meeting__body=body)
    yield from decided.order_by("-decided_on", "-pk")


def handing_out(file: int) -> QuerySet[Action]:
    """The meetings on whose agendas the file lies."""
    found = Action.objects.filter(meeting__items__documents__file=file)
    return found.distinct().order_by("-starts_on", "-pk")


NAMINGS = (Naming("assemblies.Body", naming_body), Naming("files.StoredFile", handing_out))
