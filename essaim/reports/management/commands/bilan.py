"""`essaim bilan YEAR --format pdf --out FILE`: the report of a year as a file."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from essaim.documents.document import Detail, Document
from essaim.documents.formats import FORMATS, UnresolvedFigure, render
from essaim.reports.models import Report
from essaim.reports.queries.composition import compose
from essaim.reports.queries.publication import document_of_snapshot, snapshots_of


class Command(BaseCommand):
    """The last published version; where nothing is published, or with --live, as it reads now."""

    help = "Write the report of a year to a file: html, pdf, docx, odt, md or pack."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--format", choices=sorted(FORMATS), default="pdf")
        parser.add_argument("--out", type=Path, help="the file; bilan-YEAR.… if not given")
        parser.add_argument("--template", default="", help="which report, where there are several")
        parser.add_argument("--live", action="store_true", help="as it reads now")
        parser.add_argument(
            "--detail",
            choices=list(Detail),
            help="how much is printed, in pdf, docx and odt; as published, or usual, if not given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = self._report(options["year"], options["template"])
        fmt = options["format"]
        out = options["out"] or Path(f"bilan-{options['year']}{FORMATS[fmt].suffix}")
        with override(settings.LANGUAGE_CODE):
            document = self._document(report, live=options["live"])
            if options["detail"]:
                document = replace(document, detail=Detail(options["detail"]))
            try:
                data = render(document, fmt, base_url=settings.BASE_URL)
            except UnresolvedFigure as gone:
                raise CommandError(str(gone)) from gone
        _write(out, data)
        self.stdout.write(f"{out} ({len(data)} bytes)")

    def _report(self, year: int, template: str) -> Report:
        reports = Report.objects.filter(year=year).order_by("id")
        if template:
            reports = reports.filter(template=template)
        with_funder = reports.filter(agreement__isnull=False)
        report: Report | None = with_funder.first() or reports.first()
        if report is None:
            raise CommandError(f"No report of {year} is open: open one on the page of reports.")
        return report

    def _document(self, report: Report, *, live: bool) -> Document:
        version = None if live else snapshots_of(report).first()
        return compose(report) if version is None else document_of_snapshot(version)


def _write(out: Path, data: bytes) -> None:
    """The whole file or none of it."""
    partial = out.with_name(f"{out.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(out)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
