"""The lists of the room as tables: what the reader may not see stays blank."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from essaim.kernel.acting import Acting
from essaim.kernel.exports import Cell
from essaim.network.columns import DUES, ORGANISATIONS, SEPARATOR
from essaim.network.models import Organisation
from essaim.network.queries.memberships import DuesYear, dues_lines
from essaim.network.queries.organisations import with_membership
from essaim.questions.queries import Fields, cells_beside

CHUNK = 500
#: Whose audience each of these columns obeys.
_OBEYS = {
    "street": "address",
    "postcode": "address",
    "city": "address",
    "commune_code": "address",
    "latitude": "address",
    "longitude": "address",
    "email": "email",
    "phone": "phone",
}


def organisation_rows(
    organisations: QuerySet[Organisation], acting: Acting, fields: Fields | None = None
) -> Iterator[list[Cell]]:
    """One row an organisation, read by five hundred; then the fields of the network."""
    rows = with_membership(organisations, timezone.localdate()).iterator(chunk_size=CHUNK)
    for organisation, more in cells_beside(rows, fields):
        yield [*(_cell(organisation, column.code, acting) for column in ORGANISATIONS), *more]


def _cell(organisation: Any, code: str, acting: Acting) -> Cell:
    obeys = _OBEYS.get(code)
    if obeys and not acting.is_one_of(getattr(organisation, f"{obeys}_audience")):
        return ""
    if code == "themes":
        return f"{SEPARATOR} ".join(theme.name for theme in organisation.theme_rows)
    if code in {"kind", "legal_form"}:
        return str(getattr(organisation, f"get_{code}_display")())
    if code == "key":
        return str(organisation.key)
    cell: Cell = getattr(organisation, code)
    return cell


def dues_rows(dues: DuesYear) -> Iterator[list[Cell]]:
    """One row a membership, read by five hundred."""
    for start in range(0, len(dues.calls), CHUNK):
        for line in dues_lines(dues.calls[start : start + CHUNK]):
            cells: dict[str, Cell] = {
                "member": line.name,
                "college": str(line.membership.college),
                "year": dues.year,
                "amount": line.amount if line.dues else None,
                "paid": line.paid,
                "remaining": line.remaining,
                "exemption": line.exemption,
            }
            yield [cells[column.code] for column in DUES]
