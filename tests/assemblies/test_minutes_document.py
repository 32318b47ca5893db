"""The document of a meeting, word for word; what is for the body alone; the formats; a year."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document as Docx
from pypdf import PdfReader

from essaim.assemblies.minutes.queries.document import compile_year, document_of
from essaim.assemblies.models import Minutes
from essaim.documents.document import Document
from essaim.documents.formats import render
from essaim.documents.formats.markdown import render as markdown
from tests.factories.accounts import coordinator, make_acting
from tests.factories.assemblies import make_elector, make_item, make_proxy
from tests.factories.minutes import make_minutes, make_whole_meeting
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db
SECRET = "<p>Entre nous seulement</p>"
EXPECTED = """\
## Ouverture de la séance
- Le 14 octobre 2024, de 10:00 à 13:00
- Séance tenue sur place et en visio
- Convocation le 24 septembre 2024
- Présidence : Ana Ruiz
- Secrétariat : Bo Lin
## Présences
- Convoqués : 4
- Présents : 2, dont 1 en visio
- Représentés : 1
- Excusés : 1
- Absents : 0"""


def written(**fields) -> Minutes:
    minutes = make_minutes(meeting=make_whole_meeting(), **fields)
    item = minutes.meeting.items.get(title="Rapport d’activité")
    minutes.debates.create(item=item, text="<p>On a parlé.</p>", internal=SECRET)
    return minutes


def locked(minutes: Minutes) -> Minutes:
    """As locking leaves it, without the vote of a later meeting."""
    both = [document_of(minutes, is_internal=internal) for internal in (True, False)]
    minutes.document, minutes.public_document = (one.to_json() for one in both)
    minutes.sha256, minutes.state = both[0].digest(), "locked"
    minutes.locked_at = datetime(2024, 12, 1, tzinfo=UTC)
    minutes.save()
    return minutes


def told(document: Document) -> str:
    """The document in plain lines, without blank ones, no-break spaces as spaces."""
    text = markdown(document, "md", base_url="").decode().replace("\u00a0", " ")
    return "\n".join(line for line in text.splitlines() if line.strip())


def rows_of(document: Document, caption: str) -> tuple[tuple[str, ...], ...]:
    return next(b.rows for b in document.blocks if getattr(b, "caption", "") == caption)


def headings_of(document: Document) -> list[str]:
    held = [b for b in document.blocks if type(b).__name__ == "Heading"]
    return [f"{b.level} {b.number} {b.text}".replace("\u00a0", " ") for b in held]


def test_opening_and_attendance_read_as_the_house_knows_them():
    text = told(document_of(written(), is_internal=False))
    plain = "\n".join(line.split("{#")[0].rstrip() for line in text.splitlines())

    for line in EXPECTED.splitlines():
        assert line.lstrip("#- ") in plain


def test_each_college_has_its_table():
    document = document_of(written(), is_internal=False)

    assert rows_of(document, "Réseaux") == (
        ("Alpha", "présent, sur place", "Ana Ruiz", "10:00 – 13:00"),
        ("Bêta", "représenté", "Alpha", ""),
        ("Gamma", "excusé", "", ""),
    )
    assert rows_of(document, "Personnes") == (("Bo Lin", "présent, en visio", "", "10:00 – 13:00"),)


def test_proxies_quorum_and_votes_are_tables_of_figures():
    document = document_of(written(), is_internal=False)

    assert rows_of(document, "Pouvoirs reçus") == (("Bêta", "Alpha", "12 octobre 2024", "oui"),)
    assert rows_of(document, "Quorum à chaque vote") == (
        ("1. Approuver le rapport", "2", "1", "2", "3", "atteint"),
    )
    assert rows_of(document, "Votes sur la résolution 1") == (("Ensemble", "2", "1", "0", "0"),)


def test_the_parts_follow_the_agenda():
    assert headings_of(document_of(written(), is_internal=False)) == [
        "1  Ouverture de la séance",
        "1  Présences",
        "1  Pouvoirs",
        "1  Quorum",
        "1  Point par point",
        "2 1 Rapport d’activité",
        "3  Résolution 1 : Approuver le rapport",
        "3 1.1 Lecture",
        "2 2 Divers",
        "1  Textes adoptés",
        "2  Résolution 1 : Approuver le rapport",
    ]


def test_a_decision_says_who_carries_it_out_and_by_when():
    text = told(document_of(written(), is_internal=False))

    for said in ("Décision AG 2024-1", "Portée par : Cam Roy", "Échéance : 31 janvier 2025"):
        assert said in text.replace("\\", "")
    assert "On a parlé." in text


@pytest.mark.parametrize("is_locked", [False, True])
def test_the_public_document_holds_nothing_of_the_body_alone(is_locked):
    minutes = locked(written()) if is_locked else written()

    assert "Entre nous" in document_of(minutes, is_internal=True).to_json()
    assert "Entre nous" not in document_of(minutes, is_internal=False).to_json()


def test_every_format_opens():
    document = document_of(written(), is_internal=True)
    files = {fmt: render(document, fmt, base_url="https://x.example") for fmt in _FORMATS}

    assert "Ana Ruiz" in "".join(p.extract_text() for p in PdfReader(BytesIO(files["pdf"])).pages)
    assert any("Présences" in p.text for p in Docx(BytesIO(files["docx"])).paragraphs)
    assert files["odt"].startswith(b"PK")
    assert "Présences" in files["html"].decode()


_FORMATS = ("pdf", "docx", "odt", "html", "md")


def test_a_year_of_minutes_is_one_document():
    minutes = locked(written())
    body = minutes.meeting.body
    whole = compile_year(body, 2024, coordinator())

    assert compile_year(body, 2023, coordinator()) is None
    assert compile_year(body, 2024, make_acting()) is None
    assert whole is not None
    assert "Entre nous" in whole.to_json()
    assert len({b.anchor for b in whole.blocks if type(b).__name__ == "Heading"}) == 12
    assert render(whole, "pdf", base_url="https://x.example").startswith(b"%PDF")


@pytest.mark.parametrize("times", [1, 3])
def test_the_document_costs_as_many_queries_whatever_its_length(times, django_assert_num_queries):
    minutes = written()
    for _one in range(times - 1):
        giver, holder = (make_elector(meeting=minutes.meeting, present=True) for _ in range(2))
        make_proxy(giver=giver, holder=holder)
        make_item(meeting=minutes.meeting, presenter=make_person())
    minutes = Minutes.objects.with_meeting().get(pk=minutes.pk)

    with django_assert_num_queries(8):
        document_of(minutes, is_internal=True)
