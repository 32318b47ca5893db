"""`essaim reprise FILE`: a programme proposed from a past report, printed or opened for review."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.accounts.actions import acting_command
from essaim.kernel.errors import RuleBroken
from essaim.programme.actions.content import check_year
from essaim.reprise.actions.past_reports import open_past_report
from essaim.reprise.formats import report_text
from essaim.reprise.models import PastReport
from essaim.reprise.queries.past_reports import known_organisations
from essaim.reprise.reading import Reprise, read_report


class Command(BaseCommand):
    """Nothing is written with --dry-run, which needs no database; else one report to review."""

    help = "Propose a programme from a past report: DOCX, ODT, PDF, HTML, TXT, Markdown, RST."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--year", type=int, help="of the report; read in its title if not given"
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="print the whole proposal as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with override(settings.LANGUAGE_CODE):
            try:
                if options["year"] is not None:
                    check_year(options["year"])
                text = _text_of(path)
                opened = None if options["dry_run"] else _opened(path.name, text, options["year"])
            except RuleBroken as refusal:
                raise CommandError(str(refusal)) from refusal
            except DatabaseError as fault:
                sentence = _("The house has no tables yet: run “essaim migrate”, or add --dry-run.")
                raise CommandError(sentence) from fault
            read = read_report(text, year=options["year"], organisations=_known_names())
            if options["json"]:
                self.stdout.write(json.dumps(read.as_json(), ensure_ascii=False, indent=2))
            else:
                self.stdout.write(_in_words(path.name, read))
            if opened is not None:
                stream = self.stderr if options["json"] else self.stdout
                address = f"{settings.BASE_URL}{opened.get_absolute_url()}"
                stream.write(_("To review: %(address)s") % {"address": address}, lambda line: line)


def _text_of(path: Path) -> str:
    """Raises RuleBroken with one sentence where it cannot be read."""
    try:
        with path.open("rb") as file:
            return report_text(file, path.name, limit=settings.UPLOAD_LIMIT)
    except FileNotFoundError as fault:
        raise RuleBroken(_("There is no file “%(name)s”.") % {"name": path}) from fault
    except OSError as fault:
        raise RuleBroken(_("The file “%(name)s” cannot be opened.") % {"name": path}) from fault


def _opened(name: str, text: str, year: int | None) -> PastReport:
    return open_past_report(name=name, text=text, year=year, by=acting_command("reprise"))


def _known_names() -> list[str]:
    """None where there is no database yet: a trial on a fresh machine recognises nobody."""
    try:
        return list(known_organisations())
    except DatabaseError:
        return []


def _in_words(name: str, read: Reprise) -> str:
    """Counts, then what was not understood, line by line."""
    judged = sum(bool(objective.evaluation) for objective in read.objectives)
    means = sum(len(objective.means) for objective in read.objectives)
    known = sum(organisation.is_known for organisation in read.organisations)
    counts = (
        (_("axes"), len(read.axes)),
        (_("objectives"), len(read.objectives)),
        (_("evaluations"), judged),
        (_("means"), means),
        (_("actions"), len(read.actions)),
        (_("figures"), len(read.figures)),
        (_("organisations recognised"), known),
        (_("other names met"), len(read.organisations) - known),
    )
    title = _("%(name)s, report of %(year)s") % {"name": name, "year": read.year or "?"}
    lines = [title, *(f"{count:>6} {words}" for words, count in counts)]
    lines += ["", _("Not understood, line by line:")]
    lines += [f"{remainder.line:>6} {remainder.text[:100]}" for remainder in read.not_understood]
    return "\n".join(lines)
