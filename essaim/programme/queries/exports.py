"""The list of actions as a table, in the columns that the import reads back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db.models import QuerySet

from essaim.kernel.acting import Acting
from essaim.kernel.exports import Cell
from essaim.programme.columns import COLUMNS, ROLE_SEPARATOR, SEPARATOR
from essaim.programme.enums import ActionState, OrganisationRole, Precision
from essaim.programme.models import Action, ActionObjective, ActionOrganisation, Evidence
from essaim.programme.words import kind_labels
from essaim.questions.queries import Fields, cells_beside

CHUNK = 500
#: Columns of the table that are those of an action, as they are.
PLAIN = (
    "source", "external_id", "kind", "title", "starts_on", "ends_on", "precision", "state",
    "place", "commune_code", "summary", "audience",
)  # fmt: skip
_Parts = Mapping[int, Sequence[str]]  # id of an action → what one of its cells is joined of


def export_rows(
    actions: QuerySet[Action], acting: Acting, fields: Fields | None = None
) -> Iterator[list[Cell]]:
    """One row an action, read by five hundred: a long list never stands whole in memory."""
    words = {
        "kind": {code: str(label) for code, label in kind_labels().items()},
        "precision": _labels(Precision.choices),
        "state": _labels(ActionState.choices),
    }
    columns = ("pk", "key", "carried_by__name", "carried_by__audience", *PLAIN)
    rows = actions.values_list(*columns, named=True).iterator(chunk_size=CHUNK)
    while some := list(islice(rows, CHUNK)):
        parts = _parts([row.pk for row in some], acting)
        for row, more in cells_beside(some, fields, CHUNK):
            cells: dict[str, Cell] = {name: getattr(row, name) for name in PLAIN}
            cells |= {name: of[str(cells[name])] for name, of in words.items() if cells[name] in of}
            cells |= {name: f"{SEPARATOR} ".join(of[row.pk]) for name, of in parts.items()}
            shown = row.carried_by__name and row.carried_by__audience in acting.capacities
            cells["carried_by"] = row.carried_by__name if shown else ""
            yield [*(cells[column.code] for column in COLUMNS), *more]


def _parts(ids: Sequence[int], acting: Acting) -> Mapping[str, _Parts]:
    """What cells of several parts are joined of, in three queries, as this reader may see it."""
    capacities = acting.capacities
    objectives = ActionObjective.objects.filter(
        action__in=ids, objective__programme__audience__in=capacities
    )
    organisations = ActionOrganisation.objects.filter(
        action__in=ids, organisation__audience__in=capacities
    )
    evidence = Evidence.objects.filter(action__in=ids).exclude(url="")
    roles = _labels(OrganisationRole.choices)
    return {
        "objectives": _by_action(
            (pk, _as_part(code))
            for pk, code in objectives.order_by("position", "id").values_list(
                "action_id", "objective__code"
            )
        ),
        "organisations": _by_action(
            (pk, _as_part(f"{name}{ROLE_SEPARATOR}{roles.get(role, role)}"))
            for pk, name, role in organisations.order_by("role", "pk").values_list(
                "action_id", "organisation__name", "role"
            )
        ),
        "evidence": _by_action(evidence.order_by("pk").values_list("action_id", "url")),
    }


def _by_action(parts: Iterable[tuple[int, str]]) -> _Parts:
    parts_of: defaultdict[int, list[str]] = defaultdict(list)
    for pk, part in parts:
        parts_of[pk].append(part)
    return parts_of


def _labels(choices: Iterable[tuple[str, object]]) -> dict[str, str]:
    return {code: str(label) for code, label in choices}


def _as_part(text: str) -> str:
    """A part of a cell; a separator within it would part it in two."""
    return text.replace(SEPARATOR, ",")
