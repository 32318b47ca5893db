"""Writing programmes, axes and objectives. Codes are stable: what cites them must stay true."""

from collections.abc import Collection

from django.db.models import Max
from django.utils.translation import gettext as _

from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.widening import refuse_to_narrow_unasked
from essaim.programme.actions.content import check_audience, check_days
from essaim.programme.content import ProgrammeContent
from essaim.programme.models import Axis, Objective, Programme, Rubric
from essaim.programme.queries.objectives import is_cited


@action
def add_programme(*, content: ProgrammeContent, by: Acting) -> Programme:
    """Open a programme. Raises RuleBroken where the days are reversed."""
    return _fill_programme(Programme(), content, by)


@action
def edit_programme(*, programme: Programme, content: ProgrammeContent, by: Acting) -> Programme:
    """Change its title, its days, its agreements or the programme that it follows.

    Raises WouldStayShown where it is narrowed and reports that more people read tell it.
    """
    return _fill_programme(Programme.objects.get(pk=programme.pk), content, by)


def _fill_programme(programme: Programme, content: ProgrammeContent, by: Acting) -> Programme:
    if not content.title.strip():
        raise RuleBroken(_("Give the programme a title."))
    check_days(content.starts_on, content.ends_on)
    check_audience(content.audience)
    refuse_to_narrow_unasked(programme, content.audience, by=by, is_agreed=content.shows_more)
    _check_history(programme, content.follows)
    programme.title = content.title.strip()
    programme.starts_on, programme.ends_on = content.starts_on, content.ends_on
    programme.introduction = content.introduction.strip()
    programme.follows = content.follows
    programme.audience = content.audience
    programme.save()
    programme.agreements.set(content.agreements)
    return programme


def _check_history(programme: Programme, before: Programme | None) -> None:
    """A programme follows an older one, in a line without loop."""
    while before is not None:
        if before.pk == programme.pk:
            raise RuleBroken(_("A programme does not follow itself."))
        before = before.follows


@action
def add_axis(*, programme: Programme, code: str, title: str, by: Acting) -> Axis:
    """Add a large direction at the end of the programme."""
    code, title = _named(code, title)
    if programme.axes.filter(code=code).exists():
        raise RuleBroken(_("There is already an axis %(code)s.") % {"code": code})
    last = programme.axes.aggregate(last=Max("position"))["last"]
    return Axis.objects.create(
        programme=programme, code=code, title=title, position=(last or 0) + 1
    )


@action
def edit_axis(*, axis: Axis, code: str, title: str, position: int, by: Acting) -> Axis:
    """Rename or move an axis; its code changes only while nothing cites its objectives."""
    code, title = _named(code, title)
    if code != axis.code:
        if any(is_cited(objective) for objective in axis.objectives.all()):
            raise RuleBroken(_("Axis %(code)s is cited: its code stays.") % {"code": axis.code})
        if axis.programme.axes.filter(code=code).exists():
            raise RuleBroken(_("There is already an axis %(code)s.") % {"code": code})
    axis.code, axis.title, axis.position = code, title, position
    axis.save()
    return axis


@action
def remove_axis(*, axis: Axis, by: Acting) -> Programme:
    """Take away an axis that has no objective."""
    if axis.objectives.exists():
        raise RuleBroken(_("This axis has objectives: remove them first."))
    axis.delete()
    return axis.programme


@action
def add_objective(*, axis: Axis, code: str, title: str, by: Acting) -> Objective:
    """Add what the axis wants to reach, under a code that reports will cite."""
    code, title = _named(code, title)
    _check_objective_code(axis.programme, code)
    last = axis.objectives.aggregate(last=Max("position"))["last"]
    return Objective.objects.create(
        axis=axis, programme=axis.programme, code=code, title=title, position=(last or 0) + 1
    )


@action
def edit_objective(
    *, objective: Objective, code: str, title: str, position: int, by: Acting
) -> Objective:
    """Rename or move an objective; its code changes only while nothing cites it."""
    code, title = _named(code, title)
    if code != objective.code:
        if is_cited(objective):
            raise RuleBroken(
                _("Objective %(code)s is cited: its code stays.") % {"code": objective.code}
            )
        _check_objective_code(objective.programme, code)
    objective.code, objective.title, objective.position = code, title, position
    objective.save()
    return objective


@action
def remove_objective(*, objective: Objective, by: Acting) -> Axis:
    """Take away an objective that nothing cites."""
    if is_cited(objective):
        raise RuleBroken(_("Objective %(code)s is cited: it stays.") % {"code": objective.code})
    objective.delete()
    return objective.axis


@action
def map_objective(*, objective: Objective, rubrics: Collection[Rubric], by: Acting) -> Objective:
    """Say to which rubrics of the programme's agreements the objective answers."""
    known = set(Rubric.objects.filter(agreement__programmes=objective.programme_id))
    if not set(rubrics) <= known:
        raise RuleBroken(_("A rubric belongs to an agreement of the programme."))
    objective.rubrics.set(rubrics)
    return objective


def _named(code: str, title: str) -> tuple[str, str]:
    code, title = code.strip().rstrip("."), " ".join(title.split())
    if not code or not title:
        raise RuleBroken(_("Give a code and a title."))
    return code, title


def _check_objective_code(programme: Programme, code: str) -> None:
    if programme.objectives.filter(code=code).exists():
        raise RuleBroken(_("There is already an objective %(code)s.") % {"code": code})
