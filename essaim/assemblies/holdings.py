"""What a person holds in the room, for the export of her data, in plain words and times."""

from collections.abc import Iterator, Mapping
from typing import Any

from essaim.assemblies.models import Attendance
from essaim.network.models import Person
from essaim.network.queries.clusters import people_like

Row = Mapping[str, Any]


def attendances(person_id: int) -> Iterator[Row]:
    """Meetings in whose room she was, with the times."""
    asked = Person.objects.select_related("canonical").get(pk=person_id)
    hers = Attendance.objects.filter(person__in=people_like(asked.canonical or asked))
    for one in hers.select_related("meeting__action", "elector").order_by("arrived_at", "pk"):
        yield {
            "meeting": str(one.meeting),
            "for": one.elector.name if one.elector else "",
            "as": one.capacity,
            "how": one.means,
            "arrived_at": one.arrived_at.isoformat(),
            "left_at": one.left_at.isoformat() if one.left_at else "",
        }
