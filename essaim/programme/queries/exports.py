"""The list of actions as a table, in the columns that the import reads back."""

from collections.abc import Iterator, Mapping

from django.db.models import Prefetch, QuerySet

from essaim.kernel.acting import Acting
from essaim.kernel.exports import Cell
from essaim.programme.columns import COLUMNS, ROLE_SEPARATOR, SEPARATOR
from essaim.programme.models import Action, ActionOrganisation, Evidence
from essaim.programme.queries.actions import with_lines
from essaim.programme.words import kind_labels
from essaim.questions.queries import Fields, cells_beside

CHUNK = 500


def export_rows(
    actions: QuerySet[Action], acting: Acting, fields: Fields | None = None
) -> Iterator[list[Cell]]:
    """One row an action, read by five hundred: a long list never stands whole in memory."""
    kinds = {code: str(label) for code, label in kind_labels().items()}
    seen = ActionOrganisation.objects.filter(organisation__audience__in=acting.capacities)
    organisations = Prefetch(
        "organisation_links", seen.select_related("organisation").order_by("role", "pk")
    )
    links = Prefetch("evidence", Evidence.objects.exclude(url="").order_by("pk"))
    rows = with_lines(actions, acting).prefetch_related(organisations, links)
    for action, more in cells_beside(rows.iterator(chunk_size=CHUNK), fields):
        cells = _cells(action, kinds, acting)
        yield [*(cells[column.code] for column in COLUMNS), *more]


def _cells(action: Action, kinds: Mapping[str, str], acting: Acting) -> dict[str, Cell]:
    carrier = action.carried_by
    shown = carrier is not None and carrier.audience in acting.capacities
    return {
        "source": action.source,
        "external_id": action.external_id,
        "kind": kinds.get(action.kind, action.kind),
        "title": action.title,
        "starts_on": action.starts_on,
        "ends_on": action.ends_on,
        "precision": action.get_precision_display(),
        "state": action.get_state_display(),
        "objectives": _joined(link.objective.code for link in action.objective_links.all()),
        "place": action.place,
        "commune_code": action.commune_code,
        "carried_by": carrier.name if carrier is not None and shown else "",
        "organisations": _joined(
            f"{link.organisation.name}{ROLE_SEPARATOR}{link.get_role_display()}"
            for link in action.organisation_links.all()
        ),
        "summary": action.summary,
        "audience": action.audience,
        "evidence": f"{SEPARATOR} ".join(evidence.url for evidence in action.evidence.all()),
    }


def _joined(parts: Iterator[str]) -> str:
    """Parts of one cell; a separator within a part would part it in two."""
    return f"{SEPARATOR} ".join(part.replace(SEPARATOR, ",") for part in parts)
