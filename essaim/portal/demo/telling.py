"""How the year is judged and told: objective by objective, then the report around them."""

from essaim.kernel.markup import from_markdown, picture_text
from essaim.portal.demo.drawing import add_hive
from essaim.portal.demo.source import Built, Row, read
from essaim.programme.actions.judgements import judge_objective, write_objective_year
from essaim.programme.models import ObjectiveYear
from essaim.reports.actions.composition import (
    UP,
    move_action,
    open_report,
    write_section,
)
from essaim.reports.content import ReportContent
from essaim.reports.models import Report
from essaim.reports.queries.facts import facts_of
from essaim.reports.queries.reports import reader_of


def judge_the_year(built: Built) -> None:
    """Status, reason, decision and texts of each objective."""
    data = read("judgements")
    for row in data["objectives"]:
        _judge(built, row, data["year"])


def _judge(built: Built, row: Row, year: int) -> None:
    judged = judge_objective(
        objective=built.objectives[row["code"]],
        year=year,
        status=row["status"],
        reason=row.get("reason", ""),
        decision=built.decisions.get(row.get("decision", "")),
        by=built.by,
    )
    for field in ObjectiveYear.TEXTS:
        if field in row:
            judged = write_objective_year(
                objective_year=judged,
                field=field,
                text=from_markdown(row[field]),
                by=built.by,
            )


def open_the_report(built: Built) -> Report:
    """The Bilan, with what stands before and after its objectives."""
    data = read("report")
    content = ReportContent(
        template=data["template"],
        year=data["year"],
        title=data["title"],
        programme=built.programmes["convention"],
        agreement=built.agreements[0],
        audience=data["audience"],
    )
    report = open_report(content=content, by=built.by)
    picture = data["picture"]
    key = str(add_hive(built, shows=picture["shows"]).key)
    sign = f"{picture_text(key, picture['shows'])} {picture['caption']}"
    for code, text in data["sections"].items():
        html = from_markdown(text.replace("[picture]", sign))
        write_section(report=report, code=code, text=html, by=built.by)
    for code, ref in data["opening"]:
        _open_with(built, report, code, ref)
    return report


def _open_with(built: Built, report: Report, code: str, ref: str) -> None:
    """Move an action up, step by step, until the facts of its objective begin with it."""
    objective, action = built.objectives[code], built.actions[ref]
    kept = [fact.id for fact in facts_of(report, reader_of(report))[objective.pk].kept]
    for _step in range(kept.index(action.pk)):
        move_action(report=report, objective=objective, action=action, direction=UP, by=built.by)
