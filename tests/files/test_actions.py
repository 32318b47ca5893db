"""Every write on files."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import translation

from essaim.files.actions import describe_file, discard_file, store_file
from essaim.files.models import StoredFile
from essaim.journal.models import Entry
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.intake import IMAGES
from essaim.kernel.refusals import Refused
from tests.factories.accounts import coordinator, make_acting
from tests.factories.files import PDF, make_file
from tests.factories.programme import make_action

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def on_disk() -> list[str]:
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_key_with_the_type_of_its_content():
    stored = make_file(name="../../photo.png", alternative="The cover")
    assert (stored.name, stored.content_type) == ("photo.pdf", "application/pdf")
    assert stored.content.name == f"{stored.key.hex[:2]}/{stored.key.hex}.pdf"
    with stored.content.open("rb") as content:
        assert content.read() == PDF
    assert stored.size == len(PDF)
    assert on_disk() == [f"{stored.key.hex}.pdf"]


def test_storing_leaves_a_line_in_the_journal():
    stored = make_file()
    entry = Entry.objects.get(verb="files.store_file")
    assert entry.target_key == stored.key


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"PK\x03\x04 cut", PDF[:20]])
def test_a_refused_file_leaves_nothing(content: bytes):
    with pytest.raises(Refused, match="bilan"):
        make_file(content=content, name="bilan.pdf")
    assert not StoredFile.objects.exists()
    assert not Entry.objects.exists()
    assert on_disk() == []


def test_a_file_beyond_the_limit_of_the_house_is_refused(settings):
    settings.UPLOAD_LIMIT = 10
    with pytest.raises(Refused):
        make_file()


def test_only_the_kinds_asked_for_are_kept():
    with pytest.raises(Refused):
        make_file(accept=IMAGES)


def test_a_row_that_the_database_refuses_leaves_no_content():
    with pytest.raises(Exception, match=r".+"):
        store_file(content=BytesIO(PDF), name="a.pdf", audience=None, by=coordinator())  # type: ignore[arg-type]
    assert on_disk() == []


def test_a_file_is_described_otherwise():
    stored = make_file()
    describe_file(
        stored=stored, audience="public", alternative="Cover", licence="CC BY", by=coordinator()
    )
    stored.refresh_from_db()
    assert (stored.audience, stored.alternative, stored.licence) == ("public", "Cover", "CC BY")


def test_a_discarded_file_goes_with_its_content(django_capture_on_commit_callbacks):
    stored = make_file()
    with django_capture_on_commit_callbacks(execute=True):
        discard_file(stored=stored, by=coordinator())
    assert not StoredFile.objects.exists()
    assert on_disk() == []
    assert Entry.objects.filter(verb="files.discard_file", target_key=stored.key).exists()


def test_a_cited_file_stays():
    stored = make_file()
    make_action().evidence.create(title="Minutes", file=stored)
    with translation.override("en"), pytest.raises(RuleBroken, match="cited in 1 place"):
        discard_file(stored=stored, by=coordinator())
    assert default_storage.exists(stored.content.name)


def test_a_stranger_keeps_nothing():
    with pytest.raises(Forbidden):
        make_file(by=make_acting())
    assert on_disk() == []
