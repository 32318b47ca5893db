"""An invented report, and what the tests of the reprise do with it."""

from io import BytesIO
from typing import Any

from docx import Document

from essaim.kernel.acting import Acting
from essaim.programme.models import Programme
from essaim.reprise.actions.past_reports import (
    apply_past_report,
    open_past_report,
    review_past_report,
)
from essaim.reprise.models import PastReport
from tests.factories.accounts import coordinator

REPORT = """Rapport d'activité 2023

Préambule

Une année tournée vers les fablabs.

1. Faire connaître les ateliers

1.1 Tenir un site à jour

- Atelier du 12 juin 2023 avec la Ruche des Savoirs et la Fédération des Cantines.
- Audience : 4 200 visites.
Les liens avec le public se resserrent.

Evaluation = un site plus clair.

Moyens = une chargée de mission.

1.2 Accueillir des visites

- Rencontre les 21 et 22 mai 2023 à Tours.

Evaluation = en progrès.

Moyens = des bénévoles.

2. Coopérer entre territoires

2.1 Voyager

- Organisation d'un séminaire.

Evaluation = réussie.

Moyens = 2 500 euros.

Conclusion

À suivre.
"""


def open_report(*, text: str = REPORT, by: Acting | None = None) -> PastReport:
    return open_past_report(name="rapport-2023.txt", text=text, by=by or coordinator())


def row_of(past_report: PastReport, rows_name: str, /, **wanted: Any) -> dict[str, Any]:
    """The row of a list of the draft that says this."""
    rows: list[dict[str, Any]] = past_report.draft[rows_name]
    return next(row for row in rows if all(row[key] == value for key, value in wanted.items()))


def review_all(past_report: PastReport, by: Acting, **changes: dict[str, Any]) -> PastReport:
    """Every part saved, with `changes` to some rows by their id.

    What tells no day is ticked too, as a person does who knows that it was held.
    """
    undated = {row["id"]: {"is_kept": True} for row in past_report.draft["actions"]}
    changes = {**undated, **changes}
    for part in range(len(past_report.draft["parts"])):
        past_report = review_past_report(past_report=past_report, part=part, decided=changes, by=by)
    return past_report


def apply_report(
    past_report: PastReport,
    by: Acting,
    *,
    programme: Programme | None = None,
    title: str = "Programme 2023",
) -> PastReport:
    return apply_past_report(
        past_report=past_report, programme=programme, title=title, audience="members", by=by
    )


def fates(past_report: PastReport, fate: str) -> list[tuple[str, str]]:
    return [(line["what"], line["label"]) for line in past_report.outcome if line["fate"] == fate]


def docx_of(*paragraphs: tuple[str, str]) -> bytes:
    """A Word document of (style, text): headings bear no typed number."""
    document = Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    file = BytesIO()
    document.save(file)
    return file.getvalue()
