"""The pages of mails: for the coordination, for the bureau, for nobody else."""

from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse

from essaim.kernel import manifest
from essaim.kernel.manifest import MailReason
from essaim.network.models import Organisation
from essaim.post import queries
from essaim.post.links import address_of, token_of
from essaim.post.models import Attachment, Message
from tests.factories.network import make_organisation
from tests.factories.post import (
    make_failed_message,
    make_link,
    make_message,
    make_sent_message,
    queue_letter,
)

pytestmark = pytest.mark.django_db
LIST = "post:messages"


def page_of(browser: Client, message: Message) -> str:
    content: str = browser.get(message.get_absolute_url()).content.decode()
    assert "⟦" not in content
    return content


def press(browser: Client, verb: str, message: Message, **typed: str) -> str:
    address = reverse(f"post:{verb}", args=[message.key])
    with TestCase.captureOnCommitCallbacks(execute=True):
        return browser.post(address, typed, follow=True).content.decode()


def test_the_list_tells_to_whom_why_and_whether_it_left(as_user, coordinator, monkeypatch) -> None:
    labels = [MailReason("tests.letter", "Lettre d’essai")]
    monkeypatch.setattr(queries, "declared", lambda what: iter(labels))
    make_sent_message(recipient="alix@membre.example", subject="Convocation de mai")
    page = as_user(coordinator).get(reverse(LIST)).content.decode()
    for word in ("alix@membre.example", "Convocation de mai", "Lettre d’essai", "parti"):
        assert word in page
    assert "⟦" not in page
    assert manifest.Manifest("post").mail_reasons == ()


def test_the_list_is_filtered_by_its_address(as_user, coordinator) -> None:
    make_sent_message(recipient="alix@membre.example")
    failed = make_failed_message(reason="tests.other")
    browser = as_user(coordinator)
    for query in ("etat=failed", f"q={failed.recipient}"):
        page = browser.get(f"{reverse(LIST)}?{query}")
        assert [*page.context["page"]] == [failed]
    page = browser.get(f"{reverse(LIST)}?etat=nothing&motif=nothing")
    assert len(page.context["page"]) == 2


def test_what_did_not_leave_is_told_first(as_user, coordinator) -> None:
    browser = as_user(coordinator)
    assert "pas partis" not in browser.get(reverse(LIST)).content.decode()
    make_failed_message()
    make_failed_message()
    assert "2 mails ne sont pas partis" in browser.get(reverse(LIST)).content.decode()
    assert "⟦" not in browser.get(f"{reverse(LIST)}?etat=queued").content.decode()


def test_the_page_of_a_mail_shows_what_was_written_and_the_result(as_user, coordinator) -> None:
    message = make_failed_message(reply_to="secretariat@mes.example")
    Attachment.objects.create(
        message=message, name="reunion.ics", content_type="text/calendar", content=b"x" * 2048
    )
    page = page_of(as_user(coordinator), message)
    for word in (message.recipient, "550 No such user", "Vous êtes invités", "reunion.ics"):
        assert word in page


def test_nobody_else_acts_by_the_links_in_a_mail(as_user, coordinator) -> None:
    link = make_link()
    message = make_sent_message(text=f"Répondre : {address_of(link, 'reports:funder_reading')}")
    page = page_of(as_user(coordinator), message)
    assert "/…/" in page
    assert token_of(link) not in page


def test_a_mail_is_held_back_from_its_page(as_user, coordinator) -> None:
    message = make_message()
    browser = as_user(coordinator)
    assert "Retenir" in page_of(browser, message)
    assert "retenu" in press(browser, "withdraw_message", message)
    message.refresh_from_db()
    assert message.state == "withdrawn"
    assert "ne peut pas être retenu" in press(browser, "withdraw_message", message)


def test_a_mail_that_failed_is_sent_again_where_it_should(as_user, coordinator) -> None:
    message = make_failed_message()
    browser = as_user(coordinator)
    form = browser.get(reverse("post:resend_message", args=[message.key])).content.decode()
    assert message.recipient in form
    press(browser, "resend_message", message, recipient="juste@membre.example")
    assert mail.outbox[0].to == ["juste@membre.example"]
    assert "seul un mail" in press(browser, "resend_message", message, recipient="x@membre.example")


def test_an_erased_mail_says_so(as_user, coordinator) -> None:
    message = make_sent_message(recipient="", text="")
    assert "à la demande de la personne" in page_of(as_user(coordinator), message)


def test_the_proof_is_a_table_to_keep(as_user, bureau_member) -> None:
    about = uuid4()
    make_sent_message(about_key=about, recipient="alix@membre.example")
    make_failed_message(about_key=about, reason="tests.reminder")
    make_sent_message(recipient="autre@membre.example")
    address = reverse("post:proof", args=[about])
    browser = as_user(bureau_member)
    response = browser.get(address)
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert response["Content-Type"].startswith("text/csv")
    assert len(lines) == 3
    assert "alix@membre.example" in lines[1]
    assert "550 No such user" in lines[2]
    only = browser.get(f"{address}?motif=tests.reminder").getvalue().decode("utf-8-sig")
    assert len(only.splitlines()) == 2


def test_mails_are_for_the_coordination_alone(client: Client, as_user, bureau_member, delegate):
    message = make_message()
    verbs = [f"post:{verb}" for verb in ("message", "withdraw_message", "resend_message")]
    addresses = [reverse(LIST), *(reverse(verb, args=[message.key]) for verb in verbs)]
    assert all(client.post(address).status_code == 302 for address in addresses)
    for user in (bureau_member, delegate):
        browser = as_user(user)
        assert browser.get(addresses[0]).status_code == 403
        assert browser.get(addresses[1]).status_code == 403
        assert browser.post(addresses[2]).status_code == 403
        assert browser.post(addresses[3]).status_code == 403
    proof = reverse("post:proof", args=[uuid4()])
    assert as_user(delegate).get(proof).status_code == 403
    message.refresh_from_db()
    assert message.state == "queued"


def test_the_menu_leads_there_for_the_coordination_alone(as_user, coordinator, bureau_member):
    entry = f'href="{reverse(LIST)}"'
    assert entry in as_user(coordinator).get("/").content.decode()
    assert entry not in as_user(bureau_member).get("/").content.decode()


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    length: int, as_user, coordinator, django_assert_num_queries
) -> None:
    browser = as_user(coordinator)
    for _number in range(length):
        make_message()
    with django_assert_num_queries(8):
        browser.get(reverse(LIST))


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_of_a_mail_and_the_proof_cost_the_same(
    length: int, as_user, coordinator, django_assert_num_queries
) -> None:
    browser, about = as_user(coordinator), uuid4()
    messages = [make_sent_message(about_key=about) for _number in range(length)]
    message = messages[0]
    for number in range(length):
        Attachment.objects.create(
            message=message, name=f"{number}.ics", content_type="text/calendar", content=b"x"
        )
    with django_assert_num_queries(7):
        browser.get(message.get_absolute_url())
    with django_assert_num_queries(6):
        browser.get(reverse("post:proof", args=[about])).getvalue()


def test_a_mail_about_what_its_keeper_may_not_see_any_more_says_its_kind(as_user, coordinator):
    thing = make_organisation(name="Cercle discret")
    subject, text = "Remarques sur Cercle discret", "Cercle discret\n"
    written = {"recipient": "une@membre.example", "subject": subject, "text": text}
    mail = queue_letter(about=thing, **written)
    browser = as_user(coordinator)
    assert subject in browser.get(reverse(LIST)).text
    assert subject in browser.get(mail.get_absolute_url()).text
    Organisation.objects.filter(pk=thing.pk).update(audience=f"group:{uuid4()}")
    resend = reverse("post:resend_message", args=[mail.key])
    for address in (reverse(LIST), mail.get_absolute_url(), resend):
        page = browser.get(address).text
        assert "Cercle discret" not in page
    assert "Organisation (vous n’y avez pas accès)" in browser.get(reverse(LIST)).text
