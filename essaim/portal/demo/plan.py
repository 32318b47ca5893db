"""What was agreed, what was planned, what was decided."""

from essaim.kernel.acting import MEMBERS
from essaim.portal.demo.source import Built, Row, read
from essaim.programme.actions.agreements import (
    add_agreement,
    add_decision,
    set_agreement_year,
    set_rubric,
)
from essaim.programme.actions.plan import add_axis, add_objective, add_programme, map_objective
from essaim.programme.content import AgreementContent, DecisionContent, ProgrammeContent
from essaim.programme.models import Agreement, Programme


def add_plan(built: Built) -> None:
    """The agreement, the programme and the one it follows, the decisions."""
    data = read("programme")
    built.agreements.append(_add_agreement(built, data["agreement"]))
    for row in data["programmes"]:
        _add_programme(built, row)
    for row in data["decisions"]:
        ref = row.pop("ref")
        content = DecisionContent(audience=MEMBERS, **row)
        built.decisions[ref] = add_decision(content=content, by=built.by)


def _add_agreement(built: Built, row: Row) -> Agreement:
    """Its years stand without amount: none is stated."""
    funder = built.organisations[row.pop("funder")]
    agreement = add_agreement(content=AgreementContent(funder=funder, **row), by=built.by)
    for year in range(agreement.starts_on.year, agreement.ends_on.year + 1):
        set_agreement_year(agreement=agreement, year=year, amount=None, by=built.by)
    return agreement


def _add_programme(built: Built, row: Row) -> None:
    axes, ref = row.pop("axes"), row.pop("ref")
    agreements = built.agreements if row.pop("is_agreed", False) else []
    follows = built.programmes.get(row.pop("follows", ""))
    content = ProgrammeContent(follows=follows, agreements=tuple(agreements), **row)
    programme = built.programmes[ref] = add_programme(content=content, by=built.by)
    for axis in axes:
        _add_axis(built, programme, axis, agreements)


def _add_axis(built: Built, programme: Programme, row: Row, agreements: list[Agreement]) -> None:
    """The headings of the agreement are the axes of its programme."""
    axis = add_axis(programme=programme, code=row["code"], title=row["title"], by=built.by)
    rubrics = [
        set_rubric(
            agreement=agreement,
            code=axis.code,
            title=axis.title,
            position=axis.position,
            by=built.by,
        )
        for agreement in agreements
    ]
    for each in row["objectives"]:
        objective = add_objective(axis=axis, code=each["code"], title=each["title"], by=built.by)
        built.objectives[objective.code] = objective
        if rubrics:
            map_objective(objective=objective, rubrics=rubrics, by=built.by)
