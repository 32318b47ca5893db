"""The pages of publication, for the coordination, a stranger and a visitor."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from essaim.reports.models import FunderLink, Report, Snapshot
from tests.factories.reports import make_whole_report

pytestmark = pytest.mark.django_db
VISITS = "52\u202f464\u00a0visites"


@pytest.fixture
def report() -> Report:
    return make_whole_report(audience="members")[0]


def published(browser: Client, report: Report) -> Snapshot:
    browser.post(reverse("reports:publish_report", args=[report.key]), {"reason": ""})
    return Snapshot.objects.get()


def test_the_coordination_publishes_and_reads_the_version(as_user, coordinator, report) -> None:
    browser = as_user(coordinator)
    version = published(browser, report)
    page = browser.get(version.get_absolute_url()).content.decode()
    assert VISITS in page
    assert version.sha256 in page
    assert "⟦" not in page


def test_the_page_of_publication_shows_what_stands_in_the_way(as_user, coordinator, report) -> None:
    report.programme.objectives.first().years.update(means="")
    browser = as_user(coordinator)
    url = reverse("reports:publish_report", args=[report.key])
    assert len(browser.get(url).context["findings"]) == 1
    page = browser.post(url, {"reason": ""})
    assert page.context["form"].errors
    assert not Snapshot.objects.exists()


def test_a_reason_is_asked_only_where_something_serious_remains(
    as_user, coordinator, report
) -> None:
    url = reverse("reports:publish_report", args=[report.key])
    assert list(as_user(coordinator).get(url).context["form"].fields) == [
        "decision",
        "detail",
        "shows_more",
    ]


def test_a_link_is_made_shown_and_withdrawn(as_user, coordinator, report) -> None:
    browser = as_user(coordinator)
    version = published(browser, report)
    make = reverse("reports:make_funder_link", args=[report.key, version.number])
    browser.post(make, {"recipient": "Fondation", "expires_on": "2099-12-31"})
    versions = reverse("reports:versions", args=[report.key])
    assert "/bilans/lien/" in browser.get(versions).content.decode()
    link = FunderLink.objects.get()
    browser.post(reverse("reports:revoke_funder_link", args=[link.key]))
    link.refresh_from_db()
    assert link.revoked_at is not None


@pytest.mark.parametrize("fmt", ["pdf", "docx", "odt", "html", "md", "pack"])
def test_a_draft_leaves_in_every_format_for_those_who_write(
    as_user, coordinator, report, fmt: str
) -> None:
    url = reverse("reports:export_report", args=[report.key, fmt])
    assert len(as_user(coordinator).get(url).content) > 1000


def test_a_draft_does_not_leave_with_others(as_user, delegate, report) -> None:
    url = reverse("reports:export_report", args=[report.key, "pdf"])
    assert as_user(delegate).get(url).status_code == 403


def test_a_stranger_and_a_visitor_find_nothing_that_is_for_members(
    as_user, coordinator, stranger, report
) -> None:
    version = published(as_user(coordinator), report)
    paths = [
        version.get_absolute_url(),
        reverse("reports:version_file", args=[report.key, 1, "md"]),
    ]
    for path in paths:
        assert Client().get(path).status_code == 404
    browser = Client()
    browser.force_login(stranger)
    assert [browser.get(path).status_code for path in paths] == [404, 404]


def test_a_public_version_is_read_by_all(as_user, coordinator, report) -> None:
    version = published(as_user(coordinator), report)
    Report.objects.update(audience="public")
    assert VISITS in Client().get(version.get_absolute_url()).content.decode()


@pytest.mark.parametrize("fmt", ["pdf", "docx", "odt", "html", "md", "pack"])
def test_the_command_writes_every_format(report, tmp_path, fmt: str, capsys) -> None:
    out = tmp_path / f"bilan.{fmt}"
    call_command("bilan", "2024", "--format", fmt, "--out", str(out))
    assert out.stat().st_size > 1000
    assert not list(tmp_path.glob("*.part"))


def test_the_pack_opens_as_an_archive(report, tmp_path) -> None:
    out = tmp_path / "bilan.zip"
    call_command("bilan", "2024", "--format", "pack", "--out", str(out))
    names = ZipFile(BytesIO(out.read_bytes())).namelist()
    assert "manifest.json" in " ".join(names)


@pytest.mark.parametrize("name", ["nowhere/x.pdf", "a-file/x.pdf", "folder"])
def test_the_command_says_where_it_cannot_write(report, tmp_path, name: str) -> None:
    (tmp_path / "a-file").write_text("here")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("bilan", "2024", "--format", "md", "--out", str(tmp_path / name))
    assert not list(tmp_path.glob("**/*.part"))


def test_the_command_says_what_is_missing(tmp_path) -> None:
    with pytest.raises(CommandError, match="1999"):
        call_command("bilan", "1999", "--out", str(tmp_path / "x.pdf"))
