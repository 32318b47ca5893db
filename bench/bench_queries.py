"""Composing a large report."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.template.loader import render_to_string

from bench.large import fill_report, part_organisations
from bench.lines import Line, cpu_seconds, seconds
from essaim.reports.checks import find_all
from essaim.reports.models import Report
from essaim.reports.queries.composition import gather
from essaim.reports.queries.pages import report_page

OBJECTIVES, ACTIONS, READINGS = 100, 10_000, 2_000
Statement = tuple[str, Any]


class Recorder:
    """Keeps every statement with its parameters."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements.append((sql, params))
        return execute(sql, params, many, context)


def replay(statements: Sequence[Statement]) -> None:
    """The same statements, their rows read and left as they come."""
    for sql, params in statements:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            cursor.fetchall()


def lines() -> Iterator[Line]:
    """The whole, from rows to HTML, against the rows alone and the HTML alone."""
    report = fill_report(OBJECTIVES, ACTIONS, READINGS)
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        page = compose(Report.objects.get(pk=report.pk))
    whole = seconds(lambda: render(report, compose(Report.objects.get(pk=report.pk))))
    sql = seconds(lambda: replay(recorder.statements))
    html = seconds(lambda: render(report, page))
    what = f"report of {OBJECTIVES} objectives, {ACTIONS} actions, {READINGS} readings"
    yield Line(f"{what}: time against bare SQL + templates", f"{whole / (sql + html):.2f}", "≤ 2")
    yield Line("— whole", f"{whole:.2f} s = SQL {sql:.2f} + templates {html:.2f} + ours")
    yield Line("— queries", str(len(recorder.statements)), "≤ 40")
    size = len(render(report, page).encode())
    yield Line(
        "— page, before compression", f"{size / 1e6:.1f} MB, {page_actions(page)} actions told"
    )
    checks = seconds(lambda: find_all(gather(Report.objects.get(pk=report.pk))))
    yield Line("— composed and checked, without templates", f"{checks:.2f} s")
    yield from own_lines(report)


def own_lines(report: Report) -> Iterator[Line]:
    """Each action with an organisation of its own: without templates, against the rows alone."""
    part_organisations()
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        gather(Report.objects.get(pk=report.pk))
    sql = cpu_seconds(lambda: replay(recorder.statements))
    gathered = cpu_seconds(lambda: gather(Report.objects.get(pk=report.pk)))
    whole = cpu_seconds(lambda: compose(Report.objects.get(pk=report.pk)))
    what = "the same, each action with an organisation of its own, without templates: against SQL"
    yield Line(what, f"{gathered / sql:.2f} gathered, {whole / sql:.2f} with its page", "≤ 2")
    spent = f"{whole:.2f} s CPU, of which gathering {gathered:.2f} and SQL {sql:.2f}"
    yield Line("— whole", spent)


def page_actions(page: Any) -> int:
    return sum(len(objective.facts) for axis in page.axes for objective in axis.objectives)


def compose(report: Report) -> Any:
    return report_page(gather(report))


def render(report: Report, page: Any) -> str:
    context = {"report": report, "page": page, "steps": [], "may_compose": False}
    return render_to_string("reports/report.html", context)
