"""What one reads before an item: by account, by the links of a mail, and not by anybody else."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.meetings.actions.agendas import add_document, add_file_document
from essaim.assemblies.roll.actions.convening import convene_meeting
from essaim.post.links import token_of
from essaim.post.models import Link, Message
from tests.assemblies.lively import address
from tests.assemblies.test_consultations import body_of, consult
from tests.factories.accounts import coordinator as a_coordinator
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_elector, make_item, make_meeting
from tests.factories.files import PDF, make_file
from tests.factories.network import make_delegate
from tests.factories.post import make_link

pytestmark = pytest.mark.django_db
CHARTER = b"Une charte."


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def consulted():
    return consult(body_of("Ana"), file=ContentFile(CHARTER, name="charte.txt"))


def document_of(meeting):
    return meeting.items.get().documents.get()


def path_in(text: str, part: str) -> str:
    """The address in a mail, without its host."""
    found = next(word for word in text.split() if part in word)
    return re.sub(r"^https?://[^/]+", "", found)


def read(client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def refused(client, *paths: str) -> list[int]:
    return [client.get(path).status_code for path in paths]


def test_the_mail_of_a_consultation_opens_its_file_without_an_account(client):
    consulted()
    assert read(client, path_in(Message.objects.get().text, "/documents/")) == CHARTER


def test_the_page_to_vote_offers_the_file_to_whoever_holds_the_link(client):
    meeting = consulted()
    page = client.get(path_in(Message.objects.get().text, "/seance/"), follow=True).text
    link = re.search(rf'href="({re.escape(address("document", document_of(meeting)))}[^"]*)"', page)
    assert read(client, link[1]) == CHARTER


def test_the_mail_of_a_convocation_opens_its_files_too(client):
    meeting = make_meeting(
        body=body_of("Ana"), state="planned", starts_at=timezone.now() + timedelta(days=40)
    )
    item = make_item(meeting=meeting)
    add_file_document(
        item=item, content=ContentFile(CHARTER), name="charte.txt", by=a_coordinator()
    )
    add_document(item=item, url="https://reseau.example/comptes", by=a_coordinator())
    convene_meeting(meeting=meeting, by=a_coordinator())
    mail = Message.objects.get()
    assert read(client, path_in(mail.text, "/documents/")) == CHARTER
    assert "https://reseau.example/comptes\n" in mail.text
    in_html = re.search(r'href="[^"]*(/assemblees/documents/[^"]+)"', mail.html)
    assert read(client, in_html[1]) == CHARTER
    answer = client.get(path_in(mail.text, "/reponse/")).text
    assert read(client, re.search(r'href="(/assemblees/documents/[^"]+)"', answer)[1]) == CHARTER


def test_a_link_opens_the_documents_of_its_own_meeting_and_no_longer_than_it_lasts(client):
    meeting, other = consulted(), make_elector(meeting=make_meeting())
    page = address("document", document_of(meeting))
    elsewhere = make_link(act="assemblies.sit", grants=f"elector:{other.key}")
    link = Link.objects.get(about_key=meeting.key)
    token = token_of(link)
    assert refused(client, page, f"{page}?jeton={token_of(elsewhere)}") == [404, 404]
    assert refused(client, f"{page}?jeton={token[:-3]}xxx") == [404]
    Link.objects.update(revoked_at=timezone.now())
    assert refused(client, f"{page}?jeton={token}") == [410]


def test_a_link_to_read_minutes_opens_no_document(client):
    meeting = consulted()
    grants = f"elector:{meeting.electors.get().key}"
    token = token_of(make_link(act="assemblies.read_minutes", grants=grants))
    assert refused(client, f"{address('document', document_of(meeting))}?jeton={token}") == [404]


def test_members_read_it_with_their_accounts_and_strangers_do_not(as_user):
    page = address("document", document_of(consulted()))
    assert read(as_user(make_delegate()), page) == CHARTER
    assert refused(as_user(make_user()), page) == [404]


def test_the_page_of_the_meeting_leads_to_the_file(as_user):
    meeting = consulted()
    browser = as_user(make_delegate())
    page = address("document", document_of(meeting))
    assert f'href="{page}"' in browser.get(meeting.get_absolute_url()).text


def test_a_file_that_fewer_may_see_is_for_those_who_have_a_part_in_the_meeting(as_user):
    meeting = make_meeting()
    delegate = make_delegate()
    organisation = delegate.person.representations.get().organisation
    make_elector(meeting=meeting, organisation=organisation)
    file = make_file(audience="bureau")
    page = address(
        "document",
        add_document(
            item=make_item(meeting=meeting), file=file, shows_more=True, by=a_coordinator()
        ),
    )
    assert read(as_user(delegate), page) == PDF
    assert refused(as_user(make_delegate()), page) == [404]


def test_an_address_elsewhere_is_no_file_of_the_house(as_user):
    item = make_item(meeting=make_meeting())
    link = add_document(item=item, url="https://reseau.example/a", by=a_coordinator())
    page = reverse("assemblies:document", args=[link.key])
    assert refused(as_user(make_delegate()), page) == [404]
    assert link.get_absolute_url() == "https://reseau.example/a"
