"""Writing what was ticked of a past report: the plan first, then what stands on it.

Every row is made, found again as it stands, or refused with a reason; the others go on.
"""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from essaim.exchange.enums import RowOutcome
from essaim.kernel.errors import RuleBroken
from essaim.kernel.markup import from_markdown
from essaim.kernel.text import fold
from essaim.network.actions import add_organisation
from essaim.network.enums import OrganisationKind
from essaim.programme.actions.judgements import write_objective_year
from essaim.programme.actions.plan import add_axis, add_objective, add_programme
from essaim.programme.content import ProgrammeContent
from essaim.programme.models import Objective, ObjectiveYear, Programme
from essaim.reprise.actions.taken import Taken
from essaim.reprise.actions.taken_records import write_action, write_figure
from essaim.reprise.reading.drafts import Draft, Row


def take_over(taken: Taken, draft: Draft, programme: Programme | None, title: str) -> Programme:
    """Raises RuleBroken where there is nothing to write, or nowhere to write it."""
    kept = {name: _kept(draft, name) for name in WRITERS}
    if not any(kept.values()):
        raise RuleBroken(_("Review a part first: what it ticks is what will be taken over."))
    target = programme or _programme(taken, title)
    if not target.starts_on.year <= taken.year <= target.ends_on.year:
        raise RuleBroken(
            _("This programme does not run in %(year)s: choose another or a new one.")
            % {"year": taken.year}
        )
    taken.axes = {axis.code: axis for axis in target.axes.select_related("programme")}
    taken.objectives = {objective.code: objective for objective in target.objectives.all()}
    for name, write in WRITERS.items():
        for row in kept[name]:
            with taken.refusing(name, row):
                write(taken, target, row)
    return target


def _kept(draft: Draft, name: str) -> Sequence[Row]:
    """What is ticked in the parts that somebody reviewed."""
    parts = draft["parts"]
    return [row for row in draft[name] if row["is_kept"] and parts[row["part"]]["is_saved"]]


def _programme(taken: Taken, title: str) -> Programme:
    """A new one for the year of the report, unless it was made already."""
    first, last = date(taken.year, 1, 1), date(taken.year, 12, 31)
    named = Programme.objects.filter(title=title.strip(), starts_on=first, ends_on=last)
    same: Programme | None = named.order_by("pk").first()
    if same is not None:
        return same
    content = ProgrammeContent(title=title, starts_on=first, ends_on=last, audience=taken.audience)
    made = add_programme(content=content, by=taken.by)
    taken.tell_written("programme", made, is_new=True)
    return made


def _write_axis(taken: Taken, programme: Programme, row: Row) -> None:
    code = row["code"]
    standing = taken.axes.get(code)
    axis = standing or add_axis(programme=programme, code=code, title=row["title"], by=taken.by)
    taken.axes[code] = axis
    taken.tell_written("axes", axis, is_new=standing is None, url=programme.get_absolute_url())


def _write_objective(taken: Taken, programme: Programme, row: Row) -> None:
    standing = taken.objectives.get(row["code"])
    if standing is None and row["axis"] not in taken.axes:
        raise RuleBroken(_("Axis %(code)s is not taken over.") % {"code": row["axis"]})
    objective = standing or add_objective(
        axis=taken.axes[row["axis"]], code=row["code"], title=row["title"], by=taken.by
    )
    taken.objectives[row["code"]] = objective
    taken.tell_written("objectives", objective, is_new=standing is None)
    for field in ObjectiveYear.TEXTS:
        with taken.refusing(field, row):
            _write_text(taken, objective, field, row.get(field, ""))  # older drafts have two


def _write_text(taken: Taken, objective: Objective, field: str, text: str) -> None:
    """A text that stands is nobody's to overwrite."""
    html = from_markdown(text)
    if not html:
        return
    known = {"objective": objective, "year": taken.year}
    rows = ObjectiveYear.objects.select_for_update(of=("self",))
    row = rows.filter(**known).first() or ObjectiveYear(**known)
    stands = getattr(row, field)
    label = str(objective)
    if stands and stands != html:
        reason = _("Another text stands there already; it was kept.")
        taken.tell(field, label, RowOutcome.REFUSED, reason=reason, url=row.get_absolute_url())
        return
    if not stands:
        row = write_objective_year(objective_year=row, field=field, text=html, by=taken.by)
    fate = RowOutcome.UNCHANGED if stands else RowOutcome.CREATED
    taken.tell(field, label, fate, url=row.get_absolute_url())


def _write_organisation(taken: Taken, programme: Programme, row: Row) -> None:
    standing = taken.known.get(fold(row["name"]))
    organisation = standing or add_organisation(
        name=row["name"], kind=OrganisationKind.PARTNER, audience=taken.audience, by=taken.by
    )
    taken.known[fold(row["name"])] = taken.organisations[row["name"]] = organisation
    taken.tell_written("organisations", organisation, is_new=standing is None)


def _write_action(taken: Taken, programme: Programme, row: Row) -> None:
    write_action(taken, row)


def _write_figure(taken: Taken, programme: Programme, row: Row) -> None:
    write_figure(taken, row)


#: The lists of a draft, in the order in which they stand on one another.
WRITERS: dict[str, Callable[[Taken, Programme, Row], None]] = {
    "axes": _write_axis,
    "objectives": _write_objective,
    "organisations": _write_organisation,
    "actions": _write_action,
    "figures": _write_figure,
}
