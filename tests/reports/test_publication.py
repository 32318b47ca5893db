"""Publishing freezes; later changes show as drift; a funder reads the frozen version alone."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.documents.document import Document, TitlePage
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.widening import WouldShow
from essaim.programme.models import Action, Reading
from essaim.reports.actions.publication import (
    make_funder_link,
    publish_report,
    revoke_funder_link,
)
from essaim.reports.links import Refusal, address_of, link_of
from essaim.reports.models import FunderLink, RefusedLink, Report, Section, Snapshot
from essaim.reports.queries.publication import document_of_snapshot
from tests.factories.accounts import coordinator as coordinating
from tests.factories.accounts import make_acting, make_user
from tests.factories.programme import make_decision
from tests.factories.reports import TOKEN, make_report, make_whole_report

pytestmark = pytest.mark.django_db
VISITS = "52\u202f464\u00a0visites"


@pytest.fixture
def report() -> Report:
    return make_whole_report()[0]


@pytest.fixture
def version(report: Report) -> Snapshot:
    return publish_report(report=report, by=coordinating())


@pytest.fixture
def link(version: Snapshot) -> FunderLink:
    return make_funder_link(
        report=version.report,
        snapshot=version,
        recipient="Fondation",
        expires_on=timezone.localdate() + timedelta(days=30),
        by=coordinating(),
    )


def path_of(link: FunderLink) -> str:
    return "/" + address_of(link).split("/", 3)[3]


def test_a_version_is_the_report_with_its_hash_and_its_day(version: Snapshot) -> None:
    document = document_of_snapshot(version)
    assert (version.number, version.sha256) == (1, document.digest())
    assert document.published_on == timezone.localdate()
    assert VISITS in [figure.text for figure in document.figures]


def test_a_version_reads_back_to_the_letter(version: Snapshot) -> None:
    assert Document.from_json(version.document).to_json() == version.document


def test_versions_are_kept_and_numbered(report: Report, version: Snapshot) -> None:
    second = publish_report(report=report, by=coordinating())
    assert [second.number, version.number] == [2, 1]
    assert Snapshot.objects.count() == 2


def test_a_serious_point_asks_for_a_reason_which_is_kept() -> None:
    report = make_report()
    by = coordinating()
    with pytest.raises(RuleBroken):
        publish_report(report=report, by=by)
    published = publish_report(report=report, reason="Version de travail demandée.", by=by)
    assert {override["reason"] for override in published.overrides} == {
        "Version de travail demandée."
    }


def test_a_figure_that_is_gone_stops_publication_whatever_the_reason(report: Report) -> None:
    gone = TOKEN.replace("visits", "nothing")
    Section.objects.filter(code="preamble").update(text=f"<p>Nous comptons {gone} ici.</p>")
    with pytest.raises(RuleBroken):
        publish_report(report=report, reason="Tant pis.", by=coordinating())
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("role", ["bureau", "administrator", ""])
def test_only_the_coordination_publishes(report: Report, role: str) -> None:
    with pytest.raises(Forbidden):
        publish_report(report=report, by=make_acting(role=role))
    with pytest.raises(Forbidden):
        publish_report(report=report, by=VISITOR)


@pytest.mark.parametrize(
    ("chosen", "detail"),
    [({"detail": ""}, "usual"), ({"detail": "essential"}, "essential")],
)
def test_how_much_is_printed_is_chosen_at_publication(report, chosen, detail) -> None:
    browser = Client()
    browser.force_login(make_user(role="coordination"))
    browser.post(reverse("reports:publish_report", args=[report.key]), chosen)
    assert document_of_snapshot(report.snapshots.get()).detail == detail


def test_the_title_page_says_which_decision_adopted_the_report(report: Report) -> None:
    decision = make_decision(body="Assemblée permanente", decided_on=date(2025, 3, 12))
    arguments = {"report": report, "decision": decision, "by": coordinating()}
    with pytest.raises(WouldShow, match="Réunir chaque mois"):
        publish_report(**arguments)
    version = publish_report(**arguments, shows_more=True)
    title = document_of_snapshot(version).blocks[0]
    assert isinstance(title, TitlePage)
    assert title.lines[-1].startswith("Adopté par\N{NO-BREAK SPACE}: Assemblée permanente, le 12")


def test_a_link_opens_without_an_account(link: FunderLink, client: Client) -> None:
    page = client.get(path_of(link)).content.decode()
    assert VISITS in page
    assert "⟦" not in page


def test_a_link_shows_the_version_whatever_happens_since(link: FunderLink, client: Client) -> None:
    Reading.objects.update(scaled=1)
    Action.objects.update(title="Tout autre chose")
    page = client.get(path_of(link)).content.decode()
    assert VISITS in page
    assert "Fête des quinze ans" in page
    assert "Tout autre chose" not in page


def test_a_link_says_by_whom_and_when_it_was_published(link: FunderLink, client: Client) -> None:
    publisher = document_of_snapshot(link.snapshot).publisher
    page = client.get(path_of(link)).content.decode()
    assert f"Publié par {publisher} le " in page


def test_a_link_reads_no_live_row(
    link: FunderLink, client: Client, django_assert_num_queries
) -> None:
    """The link with its version, the count, the network's name: nothing of the programme."""
    path = path_of(link)
    client.get(path)
    with django_assert_num_queries(2) as queries:
        client.get(path)
    assert not any("programme_action" in query["sql"] for query in queries)


def test_no_figure_of_a_link_leads_into_the_house(link: FunderLink, client: Client) -> None:
    page = client.get(path_of(link)).content.decode()
    assert reverse("programme:indicator", args=["visits"]) not in page


def test_consultations_are_counted_without_saying_who(link: FunderLink, client: Client) -> None:
    for _time in range(2):
        client.get(path_of(link))
    link.refresh_from_db()
    assert (link.consultations, link.last_seen_on) == (2, timezone.localdate())


def test_a_check_of_the_link_is_no_consultation(link: FunderLink, client: Client) -> None:
    assert client.head(path_of(link)).status_code == 200

    link.refresh_from_db()
    assert link.consultations == 0


@pytest.mark.parametrize("fmt", ["pdf", "docx", "odt", "html", "md", "pack"])
def test_a_link_gives_every_format(link: FunderLink, client: Client, fmt: str) -> None:
    response = client.get(f"{path_of(link)}{fmt}/")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert len(response.content) > 1000


def test_a_format_that_is_not_there_is_not_found(link: FunderLink, client: Client) -> None:
    assert client.get(f"{path_of(link)}exe/").status_code == 404


def test_a_forged_expired_or_withdrawn_link_opens_nothing(link: FunderLink, client: Client) -> None:
    path = path_of(link)
    assert client.get(path[:-5] + "abcd/").status_code == 410
    FunderLink.objects.update(expires_on=date(2020, 1, 1))
    assert client.get(path).status_code == 410
    FunderLink.objects.update(expires_on=timezone.localdate(), revoked_at=timezone.now())
    assert client.get(path + "pdf/").status_code == 410
    assert client.get(path).status_code == 410
    today = timezone.localdate()
    counted = RefusedLink.objects.order_by("id").values_list("on", "reason", "count")
    assert list(counted) == [(today, "forged", 1), (today, "expired", 1), (today, "revoked", 2)]


def test_a_link_is_good_on_its_last_day(link: FunderLink) -> None:
    token = path_of(link).rstrip("/").rsplit("/", 1)[-1]
    assert link_of(token, on=link.expires_on) == link
    assert isinstance(link_of(token, on=link.expires_on + timedelta(days=1)), Refusal)


def test_a_withdrawn_link_is_withdrawn_once(link: FunderLink) -> None:
    by = coordinating()
    revoke_funder_link(link=link, by=by)
    with pytest.raises(RuleBroken):
        revoke_funder_link(link=link, by=by)


@pytest.mark.parametrize(("recipient", "days"), [("", 30), ("Fondation", 0), ("Fondation", -1)])
def test_a_link_needs_a_reader_and_a_day_to_come(
    version: Snapshot, recipient: str, days: int
) -> None:
    with pytest.raises(RuleBroken):
        make_funder_link(
            report=version.report,
            snapshot=version,
            recipient=recipient,
            expires_on=timezone.localdate() + timedelta(days=days),
            by=coordinating(),
        )
