"""The list of actions as a table, in the columns that the import reads back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import QuerySet

from essaim.kernel.acting import Acting
from essaim.kernel.row_columns import columns_of_rows, one_of
from essaim.kernel.sheet_cells import Cell
from essaim.programme.columns import COLUMNS, ROLE_SEPARATOR, SEPARATOR
from essaim.programme.enums import ActionState, OrganisationRole, Precision
from essaim.programme.models import Action, ActionObjective, ActionOrganisation, Evidence
from essaim.programme.words import kind_labels
from essaim.questions.queries import Fields, columns_of_fields

#: Columns of the table that are those of an action, as they are.
PLAIN = (
    "source", "external_id", "kind", "title", "starts_on", "ends_on", "precision", "state",
    "place", "commune_code", "summary", "audience",
)  # fmt: skip
_NAMES = ("pk", "carried_by__name", "carried_by__audience", *PLAIN)
_Parts = Mapping[int, Sequence[str]]  # id of an action → what one of its cells is joined of


def export_rows(
    actions: QuerySet[Action], acting: Acting, fields: Fields | None = None
) -> Iterator[Sequence[Cell]]:
    """One row an action, read by the thousand: a long list never stands whole in memory."""
    words = {
        "kind": {code: str(label) for code, label in kind_labels().items()},
        "precision": _labels(Precision.choices),
        "state": _labels(ActionState.choices),
    }
    capacities = acting.capacities
    for columns in columns_of_rows(actions, _NAMES if fields is None else (*_NAMES, "key")):
        carriers = zip(columns["carried_by__name"], columns["carried_by__audience"], strict=True)
        columns["carried_by"] = [
            name if name and audience in capacities else "" for name, audience in carriers
        ]
        for name, labels in words.items():
            columns[name] = [labels.get(code, code) for code in columns[name]]
        for name, parts in _parts(columns["pk"], acting).items():
            columns[name] = [f"{SEPARATOR} ".join(parts.get(pk, ())) for pk in columns["pk"]]
        more = columns_of_fields(fields, columns["key"]) if fields else []
        yield from zip(*(columns[column.code] for column in COLUMNS), *more, strict=True)


def _parts(ids: Sequence[int], acting: Acting) -> Mapping[str, _Parts]:
    """What cells of several parts are joined of, in three queries, as this reader may see it."""
    capacities, wanted = acting.capacities, one_of(ids)
    objectives = ActionObjective.objects.filter(
        action__in=wanted, objective__programme__audience__in=capacities
    )
    organisations = ActionOrganisation.objects.filter(
        action__in=wanted, organisation__audience__in=capacities
    )
    evidence = Evidence.objects.filter(action__in=wanted).exclude(url="")
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
