"""The lists of the room as tables: what the reader may not see stays blank."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from essaim.kernel.acting import Acting
from essaim.kernel.row_columns import CHUNK, columns_of_rows, one_of
from essaim.kernel.sheet_cells import Cell
from essaim.network.columns import DUES, ORGANISATIONS, SEPARATOR
from essaim.network.enums import LegalForm, OrganisationKind
from essaim.network.models import Organisation
from essaim.network.queries.memberships import DuesYear, dues_lines
from essaim.network.queries.organisations import with_membership
from essaim.questions.queries import Fields, columns_of_fields

#: Whose audience each of these columns obeys.
_OBEYS = {
    "street": "address_audience",
    "postcode": "address_audience",
    "city": "address_audience",
    "commune_code": "address_audience",
    "latitude": "address_audience",
    "longitude": "address_audience",
    "email": "email_audience",
    "phone": "phone_audience",
}
_NAMES = (
    *dict.fromkeys(_OBEYS.values()),
    "pk",
    *(column.code for column in ORGANISATIONS if column.code != "themes"),
)


def organisation_rows(
    organisations: QuerySet[Organisation], acting: Acting, fields: Fields | None = None
) -> Iterator[Sequence[Cell]]:
    """One row an organisation, read by the thousand; then the fields of the network."""
    words = {
        "kind": {code: str(label) for code, label in OrganisationKind.choices},
        "legal_form": {code: str(label) for code, label in LegalForm.choices},
    }
    capacities = acting.capacities
    rows = with_membership(organisations, timezone.localdate())
    for columns in columns_of_rows(rows, _NAMES):
        for code, audience in _OBEYS.items():
            cells = zip(columns[code], columns[audience], strict=True)
            columns[code] = [cell if who in capacities else "" for cell, who in cells]
        for code, labels in words.items():
            columns[code] = [labels.get(value, value) for value in columns[code]]
        themes = _themes(columns["pk"])
        columns["themes"] = [f"{SEPARATOR} ".join(themes.get(pk, ())) for pk in columns["pk"]]
        keys = columns["key"]
        columns["key"] = [str(key) for key in keys]
        more = columns_of_fields(fields, keys) if fields else []
        yield from zip(*(columns[column.code] for column in ORGANISATIONS), *more, strict=True)


def _themes(ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """The themes of each, in their order."""
    links = Organisation.themes.through.objects.filter(organisation__in=one_of(ids))
    themes: defaultdict[int, list[str]] = defaultdict(list)
    ordered = links.order_by("theme__folded", "theme__pk")
    for pk, name in ordered.values_list("organisation_id", "theme__name"):
        themes[pk].append(name)
    return themes


def dues_rows(dues: DuesYear) -> Iterator[list[Cell]]:
    """One row a membership, read by the thousand."""
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
