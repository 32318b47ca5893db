"""What proves the actions of a report, as its readers may open it."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from essaim.documents.document import Evidence
from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting
from essaim.programme import models
from essaim.programme.models import ActionObjective


def evidence_of(
    links: QuerySet[ActionObjective], reader: Acting
) -> Mapping[int, tuple[Evidence, ...]]:
    """By id of their action, one query: links out of the house, and files that readers may see."""
    shown = Q(file=None) | Q(file__in=StoredFile.objects.visible_to(reader).values("pk"))
    rows = models.Evidence.objects.filter(
        shown, action__in=links.values("action"), action__audience__in=reader.capacities
    )
    by_action: defaultdict[int, list[Evidence]] = defaultdict(list)
    for row in rows.select_related("file").order_by("pk"):
        href = row.file.get_absolute_url() if row.file else row.url
        by_action[row.action_id].append(Evidence(row.title, href))
    return {action: tuple(evidence) for action, evidence in by_action.items()}
