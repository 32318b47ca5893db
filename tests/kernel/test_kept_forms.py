"""What was typed when a form could not be taken waits for its author, and for nobody else."""

import re

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from essaim.accounts.links import sign_in_link
from essaim.accounts.models import User
from essaim.kernel.kept import IN_SESSION, LIFE, LONGEST, MOST
from essaim.programme.models import Action, Decision
from tests.sending import ShownForm, form_on, told

pytestmark = pytest.mark.django_db
NOTE = "/programme/actions/noter/"
DECIDE = "/programme/decisions/ajouter/"
SIGN_IN = "/compte/entrer/"
WORDS = "Trente personnes au coin du feu, et deux chiens."
DECISION = {"text": WORDS, "body": "Conseil", "decided_on": "2024-05-04"}


@pytest.fixture
def form(client: Client, coordinator: User) -> ShownForm:
    """Open on the coordinator's screen, her session over meanwhile."""
    client.force_login(coordinator)
    shown = form_on(client, DECIDE)
    Session.objects.all().delete()
    return shown


def text_on(client: Client, page: str = DECIDE) -> str:
    return form_on(client, page).fields["text"][0]


class TestSessionOver:
    def test_what_was_typed_stands_in_the_form_after_sign_in(
        self, client: Client, coordinator: User, form: ShownForm
    ) -> None:
        answer = form.send(client, **DECISION)
        assert answer.url == f"{SIGN_IN}?next={DECIDE}"
        assert (
            "votre session était terminée".casefold() in told(client.get(answer.url))[0].casefold()
        )
        client.force_login(coordinator)
        again = form_on(client, DECIDE)
        assert {name: again.fields[name] for name in DECISION} == {
            name: [said] for name, said in DECISION.items()
        }
        assert not Decision.objects.exists()

        again.send(client)
        assert Decision.objects.get().text == WORDS
        assert text_on(client) == ""

    def test_the_link_of_the_mail_leads_back_to_it(
        self, client: Client, coordinator: User, form: ShownForm
    ) -> None:
        form.send(client, **DECISION)
        link = sign_in_link(coordinator).removeprefix("http://localhost:8000")
        assert form_on(client, link).send(client).url == DECIDE
        assert text_on(client) == WORDS

    def test_the_code_of_the_mail_leads_back_to_it(
        self, client: Client, coordinator: User, form: ShownForm
    ) -> None:
        page = form.send(client, **DECISION).url
        asked = form_on(client, page).send(client, email=coordinator.email)
        code = re.search(r"^\s+([A-Z0-9-]{6,})$", str(mail.outbox[-1].body), re.MULTILINE)
        assert code is not None
        typed = form_on(client, asked.url)
        confirm = typed.send(client, code=code[1], action="verify")
        assert confirm.url == DECIDE
        assert text_on(client) == WORDS

    def test_another_account_never_sees_it(
        self, client: Client, bureau_member: User, coordinator: User, form: ShownForm
    ) -> None:
        form.send(client, **DECISION)
        client.force_login(bureau_member)
        assert text_on(client) == ""
        assert WORDS not in client.get(DECIDE).content.decode()
        assert IN_SESSION not in client.session
        client.force_login(coordinator)
        assert text_on(client) == ""

    def test_another_browser_never_sees_it(
        self, client: Client, coordinator: User, form: ShownForm
    ):
        form.send(client, **DECISION)
        other = Client()
        other.force_login(coordinator)
        assert text_on(other) == ""

    def test_it_waits_for_a_week(self, client: Client, coordinator: User, form: ShownForm) -> None:
        form.send(client, **DECISION)
        client.force_login(coordinator)
        with time_machine.travel(timezone.now() + LIFE):
            assert text_on(client) == ""

    def test_it_is_thrown_away_on_demand(
        self, client: Client, coordinator: User, form: ShownForm
    ) -> None:
        form.send(client, **DECISION)
        client.force_login(coordinator)
        drop = form_on(client, DECIDE, "/compte/saisie/oublier/")
        assert drop.send(client).url == DECIDE
        assert text_on(client) == ""

    def test_no_more_is_kept_than_a_browser_needs(
        self, client: Client, coordinator: User, form: ShownForm
    ) -> None:
        for number in range(MOST + 2):
            form.action = f"/programme/decisions/{number}"
            ShownForm(DECIDE, DECIDE, form.fields).send(client, **DECISION)
        ShownForm(NOTE, NOTE, form.fields).send(client, title="x " * LONGEST)
        assert len(client.session[IN_SESSION]) <= MOST

    def test_a_button_leads_back_to_its_page(self, client: Client, coordinator: User) -> None:
        client.force_login(coordinator)
        noted = form_on(client, NOTE).send(client, title="Veillée")
        page = noted.url
        undo = f"{Action.objects.get().get_absolute_url()}ecarter/"
        button = form_on(client, page, undo)
        Session.objects.all().delete()
        answer = button.send(client)
        assert answer.url.startswith(f"{SIGN_IN}?next=/programme/actions/")
        assert "ecarter" not in answer.url
        assert IN_SESSION not in client.session

    def test_a_visitor_may_not_have_texts_kept(self, client: Client) -> None:
        client.post(DECIDE, DECISION)
        assert IN_SESSION not in client.session

    def test_files_are_to_be_chosen_again(
        self, client: Client, coordinator: User, form: ShownForm
    ) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        form.send(client, **DECISION, document=SimpleUploadedFile("pv.txt", b"oui"))
        client.force_login(coordinator)
        assert "Choisissez de nouveau vos fichiers." in client.get(DECIDE).content.decode()


class TestTokenRenewed:
    def test_what_was_typed_is_kept_and_may_be_taken_up(self, coordinator: User) -> None:
        """Signed in again in another tab: the token of this page is of the former session."""
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(coordinator)
        form = form_on(strict, DECIDE)
        form.fields["csrfmiddlewaretoken"] = ["x" * 64]
        answer = form.send(strict, **DECISION)
        assert answer.status_code == 403
        assert f'href="{DECIDE}"' in answer.content.decode()
        assert text_on(strict) == WORDS

    def test_a_form_from_elsewhere_puts_no_words_into_a_page(self, coordinator: User) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(coordinator)
        form = form_on(strict, DECIDE)
        fields = {**form.fields, **DECISION, "csrfmiddlewaretoken": "x"}
        elsewhere = {"origin": "https://elsewhere.example"}
        assert strict.post(DECIDE, fields, headers=elsewhere).status_code == 403
        assert text_on(strict) == ""


class TestRefusedElsewhere:
    def test_a_page_of_filters_is_not_filled_with_another_form(
        self, client: Client, coordinator: User, form: ShownForm
    ) -> None:
        ShownForm("/programme/actions/", DECIDE, form.fields).send(client, **DECISION, q="feu")
        client.force_login(coordinator)
        page = client.get("/programme/actions/").content.decode()
        assert 'value="feu"' not in page
        assert WORDS in page  # to be read, and copied
