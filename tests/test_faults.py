"""What is cut off in the middle never was: kill -9 of a real process, and disks that are full."""

import errno
import signal
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from essaim.assemblies.models import Resolution
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.files.models import StoredFile
from essaim.journal.models import Entry, Revision
from essaim.kernel.storage import WholeFileStorage
from essaim.network.models import Organisation
from essaim.reports.actions.publication import publish_report
from essaim.reports.models import Snapshot
from tests.factories.accounts import coordinator as coordinating
from tests.factories.accounts import house
from tests.factories.assemblies import make_ballot, make_meeting, make_open_vote, make_voters
from tests.factories.files import PDF
from tests.factories.network import make_organisation
from tests.factories.reports import make_whole_report
from tests.processes import another_process

#: Works, then dies as the line of the journal is to be written: before all of it is committed.
KILLED = """
import os, signal
from essaim.journal import actions as journal
from essaim.accounts.actions import acting_command
from {module} import {act}
from {models} import {model}
by = acting_command("tests")
thing = {model}.objects.get(pk={pk})
journal._write = lambda **line: os.kill(os.getpid(), signal.SIGKILL)
{act}({name}=thing, by=by)
"""


def killed_in(act: str, name: str, thing: object) -> int:
    """Runs an action about a thing in a process that is killed within it; answers how it ended."""
    module = {"publish_report": "essaim.reports.actions.publication"}.get(
        act, "essaim.assemblies.votes.actions.resolutions"
    )
    model = type(thing)
    code = KILLED.format(
        module=module,
        act=act,
        models=model.__module__,
        model=model.__name__,
        name=name,
        pk=thing.pk,  # type: ignore[attr-defined]
    )
    return another_process(code).wait()


@pytest.mark.django_db(transaction=True)
def test_a_publication_that_is_killed_leaves_no_version_and_is_done_again() -> None:
    report = make_whole_report()[0]
    lines = Entry.objects.count()

    assert killed_in("publish_report", "report", report) == -signal.SIGKILL

    assert not Snapshot.objects.exists()
    assert Entry.objects.count() == lines
    assert publish_report(report=report, by=coordinating()).number == 1


@pytest.mark.django_db(transaction=True)
def test_a_vote_whose_closing_is_killed_is_still_open_and_counts_all_the_same() -> None:
    meeting = make_meeting()
    voters = make_voters(meeting, 4)
    vote = make_open_vote(meeting=meeting)
    for elector, said in zip(voters, ("for", "for", "for", "against"), strict=True):
        make_ballot(resolution=vote, elector=elector, vote=said)
    revisions = Revision.objects.count()

    assert killed_in("close_resolution", "resolution", vote) == -signal.SIGKILL

    left = Resolution.objects.get(pk=vote.pk)
    assert (left.state, left.tally, Revision.objects.count()) == ("open", vote.tally, revisions)
    assert close_resolution(resolution=left, by=house()).state == "closed"


def full(*args: object, **options: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


class HalfFull(ContentFile):
    """The disk is full after the first half."""

    def chunks(self, chunk_size: int | None = None):
        yield b"half"
        full()


def test_half_a_file_is_none(tmp_path: Path) -> None:
    storage = WholeFileStorage(location=tmp_path)
    with pytest.raises(OSError, match="space"):
        storage.save("dossier/bilan.pdf", HalfFull(b"halfhalf"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_two_files_of_one_name_are_two(tmp_path: Path) -> None:
    storage = WholeFileStorage(location=tmp_path)
    names = [storage.save("dossier/bilan.pdf", ContentFile(text)) for text in (b"un", b"deux")]
    assert [(tmp_path / name).read_bytes() for name in names] == [b"un", b"deux"]
    assert len(set(names)) == 2
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".pdf", ".pdf"]


@pytest.mark.django_db
def test_an_upload_on_a_full_disk_is_told_and_keeps_nothing(
    as_user, delegate, settings, tmp_path, monkeypatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    said = {"file": SimpleUploadedFile("a.pdf", PDF), "audience": "members"}
    page = as_user(delegate).post(reverse("files:store_file"), said)
    assert page.status_code == 507
    assert "plus de place" in page.text
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its own disk")
def test_a_database_without_room_writes_nothing_and_says_so(as_user, coordinator) -> None:
    client = as_user(coordinator)
    organisation = make_organisation(name="Avant", description="court")
    path = reverse("network:edit_organisation", args=[organisation.key])
    said = {
        "name": "Après", "kind": "network", "audience": "public", "country": "FR",
        "address_audience": "public", "email_audience": "members", "phone_audience": "members",
        "description": "long " * 15_000,
    }  # fmt: skip
    lines = Entry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what other tests left free is no room either
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        page = client.post(path, said)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert page.status_code == 507
    assert "plus de place" in page.text
    assert Organisation.objects.get().name == "Avant"
    assert Entry.objects.count() == lines
    assert client.post(path, said).status_code == 302
