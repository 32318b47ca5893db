"""An axis on half a page: what was agreed, where it stands and why, what was done, with what means.

Pure. It is made of what the objectives say; nobody writes it.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.kernel.text import sentences
from essaim.reports.material import AxisChapter, ObjectiveChapter
from essaim.reports.report_templates import PartKind


class AxisLine(NamedTuple):
    """An objective in one line: four cells, as `columns` names them."""

    agreed: str
    standing: str
    done: str
    means: str


def columns() -> AxisLine:
    return AxisLine(_("Agreed"), _("Where it stands, and why"), _("Done"), _("Means"))


def lines_of(axis: AxisChapter) -> list[AxisLine]:
    return [_line(objective) for objective in axis.objectives]


def _line(objective: ObjectiveChapter) -> AxisLine:
    standing = capital(objective.status_label)
    if objective.reason:
        standing = _("%(status)s: %(reason)s") % {"status": standing, "reason": objective.reason}
    count = objective.action_count
    done = ngettext("%(count)s action", "%(count)s actions", count) % {"count": count}
    return AxisLine(f"{objective.code} {objective.title}", standing, done, _means(objective))


def _means(objective: ObjectiveChapter) -> str:
    """The first sentence of its means: the rest stands under the objective."""
    text = objective.texts.get(PartKind.MEANS)
    whole = text.text if text else ""
    first = next(iter(sentences(whole)), None)
    return whole[first.start : first.end] if first else "–"


def capital(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]
