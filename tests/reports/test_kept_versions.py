"""The files of a published version are made once, and go to those who may see it alone."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from essaim.documents import formats
from essaim.reports.actions.publication import make_funder_link, publish_report
from essaim.reports.links import address_of
from essaim.reports.models import Report, Snapshot
from essaim.reports.views import publication
from tests.factories.accounts import house
from tests.factories.reports import make_whole_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(monkeypatch, settings, tmp_path) -> list[str]:
    """The formats that were made, one entry each time."""
    settings.KEPT_FILES_ROOT, settings.KEPT_FILES_BYTES = tmp_path / "kept", 50_000_000
    times: list[str] = []
    render, fragment = publication.rendered, publication.fragment

    def rendered(document, fmt, **more) -> bytes:
        times.append(fmt)
        return render(document, fmt, **more)

    def drawn(document, **more) -> str:
        times.append("fragment")
        return fragment(document, **more)

    monkeypatch.setattr(publication, "rendered", rendered)
    monkeypatch.setattr(publication, "fragment", drawn)
    return times


@pytest.fixture
def version() -> Snapshot:
    report = make_whole_report(audience="public")[0]
    return publish_report(report=report, by=house(), reason="")


def file_of(version: Snapshot, fmt: str) -> str:
    return reverse("reports:version_file", args=[version.report.key, version.number, fmt])


@pytest.mark.parametrize("fmt", list(formats.FORMATS))
def test_a_file_is_made_once_for_all_who_read(made, version, fmt: str) -> None:
    first, second = (Client().get(file_of(version, fmt)) for _time in range(2))
    assert made == [fmt]
    assert second.content == first.content
    assert second.headers["Content-Disposition"] == first.headers["Content-Disposition"]
    assert len(first.content) > 1000


def test_the_page_of_a_version_is_drawn_once_in_both_languages(made, version) -> None:
    for language in ("fr", "en", "fr"):
        page = Client().get(version.get_absolute_url(), headers={"Accept-Language": language})
        assert "52\u202f464" in page.text
    assert made == ["fragment"]


def test_what_stands_alone_is_another_file(made, version) -> None:
    link = make_funder_link(
        report=version.report,
        snapshot=version,
        recipient="Fondation",
        expires_on=date(2099, 12, 31),
        by=house(),
    )
    url = address_of(link)
    for _time in range(2):
        Client().get(version.get_absolute_url())
        alone = Client().get(url).text
        Client().get(f"{url}md/")
        Client().get(file_of(version, "md"))
    assert made == ["fragment", "fragment", "md", "md"]
    assert version.report.title in alone


def test_it_is_for_nobody_who_may_not_see_the_version(made, version, stranger) -> None:
    """Though it lies there ready: whoever asks is asked first."""
    assert Client().get(file_of(version, "md")).status_code == 200
    Report.objects.update(audience="bureau")
    browser = Client()
    browser.force_login(stranger)
    for reader in (Client(), browser):
        assert reader.get(file_of(version, "md")).status_code == 404
        assert reader.get(version.get_absolute_url()).status_code == 404


def test_a_format_that_is_not_there_is_not_kept(made, version, settings) -> None:
    assert Client().get(file_of(version, "exe")).status_code == 404
    assert not settings.KEPT_FILES_ROOT.exists()


def test_the_file_bears_the_title_that_was_published(made, version) -> None:
    before = Client().get(file_of(version, "md")).headers["Content-Disposition"]
    Report.objects.update(title="Tout autre chose")
    assert Client().get(file_of(version, "md")).headers["Content-Disposition"] == before
