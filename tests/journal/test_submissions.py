"""A form sent twice is taken once; what changes nothing says so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from essaim.accounts.models import User
from essaim.journal.claims import A_MOMENT
from essaim.journal.middleware import SubmissionMiddleware
from essaim.journal.models import Entry, Submission
from essaim.kernel.submissions import FIELD, LIFE, read_key
from essaim.programme.models import Action, Decision
from tests.factories.accounts import make_user
from tests.factories.programme import make_action
from tests.sending import form_on, told

NOTE = "/programme/actions/noter/"
DECIDE = "/programme/decisions/ajouter/"
DECISION = {"text": "Adhérer au collectif", "body": "Conseil", "decided_on": "2024-05-04"}
ONCE = "Ce formulaire avait déjà été envoyé : c’est fait une fois, et non deux."


@pytest.fixture
def signed_in(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


@pytest.mark.django_db
class TestSentTwice:
    def test_a_second_click_shows_what_the_first_did(self, signed_in: Client) -> None:
        form = form_on(signed_in, NOTE)
        first = form.send(signed_in, title="Veillée de contes")
        second = form.send(signed_in, title="Veillée de contes")
        assert Action.objects.count() == 1
        assert second.url == first.url
        said = told(signed_in.get(second.url))
        assert [sentence.partition(" Annuler")[0] for sentence in said] == ["C’est noté.", ONCE]

    def test_two_forms_of_one_page_are_two(self, signed_in: Client) -> None:
        for title in ("Veillée", "Marché"):
            form_on(signed_in, NOTE).send(signed_in, title=title)
        assert Action.objects.count() == 2

    def test_back_and_other_words_ask_before_they_do_more(self, signed_in: Client) -> None:
        form = form_on(signed_in, NOTE)
        form.send(signed_in, title="Veillée de contes")
        answer = form.send(signed_in, title="Veillée de chants")
        assert (answer.status_code, answer.url) == (303, NOTE)
        assert Action.objects.count() == 1

        again = form_on(signed_in, NOTE)
        assert again.fields["title"] == ["Veillée de chants"]
        again.send(signed_in, **again.fields)
        assert Action.objects.count() == 2
        assert form_on(signed_in, NOTE).fields["title"] == [""]

    def test_a_second_decision_is_the_first(self, signed_in: Client) -> None:
        form = form_on(signed_in, DECIDE)
        first, second = (form.send(signed_in, **DECISION) for _click in range(2))
        assert Decision.objects.count() == 1
        assert first.url == second.url == Decision.objects.get().get_absolute_url()

    def test_a_button_is_pressed_once(self, signed_in: Client, administrator: User) -> None:
        """The second would be refused, since what it is for is done: it is told that instead."""
        user = make_user()
        signed_in.force_login(administrator)
        form = form_on(signed_in, f"/compte/comptes/{user.key}/fermer/")
        answers = [form.send(signed_in) for _click in range(2)]
        assert {answer.url for answer in answers} == {"/compte/comptes/"}
        assert Entry.objects.filter(verb="accounts.close_account").count() == 1

    def test_what_was_refused_may_be_sent_again(self, signed_in: Client) -> None:
        form = form_on(signed_in, DECIDE)
        assert form.send(signed_in, **{**DECISION, "decided_on": "hier"}).status_code == 422
        assert form.send(signed_in, **DECISION).status_code == 302
        assert Decision.objects.count() == 1

    def test_a_key_of_another_account_forged_or_absent_claims_nothing(
        self, signed_in: Client, bureau_member: User
    ) -> None:
        key = form_on(signed_in, NOTE).fields[FIELD][0]
        signed_in.force_login(bureau_member)
        for sent in (key, key[:-3] + "x.1", "un.deux", "", "\x00"):
            form = form_on(signed_in, NOTE)
            form.send(signed_in, title="Veillée", place=sent[:5], **{FIELD: sent})
        assert Submission.objects.count() == 0

    def test_a_form_open_for_more_than_a_month_is_looked_over_first(
        self, signed_in: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        form = form_on(signed_in, NOTE)
        monkeypatch.setattr("essaim.kernel.submissions.LIFE", timedelta(seconds=-1))
        answer = form.send(signed_in, title="Veillée de contes")
        assert answer.status_code == 303
        assert not Action.objects.exists()
        assert form_on(signed_in, NOTE).fields["title"] == ["Veillée de contes"]


@pytest.mark.django_db
class TestSaidAgain:
    """By “Back” and a page drawn anew: another key, and the same words."""

    @pytest.mark.parametrize(
        ("page", "typed"),
        [
            (NOTE, {"title": "Veillée de contes"}),
            (DECIDE, DECISION),
            ("/reseau/personnes/ajouter/", {"given_name": "Alix", "family_name": "Test"}),
        ],
    )
    def test_the_same_words_a_moment_later_are_told(
        self, signed_in: Client, page: str, typed: dict[str, str]
    ) -> None:
        answers = [form_on(signed_in, page).send(signed_in, **typed) for _time in range(2)]
        assert [answer.status_code for answer in answers] == [302, 422]
        assert "vient d’être noté" in answers[1].content.decode()

    def test_a_minute_later_they_are_another_thing(self, signed_in: Client) -> None:
        form_on(signed_in, NOTE).send(signed_in, title="Veillée de contes")
        with time_machine.travel(timezone.now() + A_MOMENT + timedelta(seconds=1)):
            form_on(signed_in, NOTE).send(signed_in, title="Veillée de contes")
        assert Action.objects.count() == 2

    def test_what_was_taken_back_is_noted_again(self, signed_in: Client) -> None:
        form_on(signed_in, NOTE).send(signed_in, title="Veillée de contes")
        undo = f"{Action.objects.get().get_absolute_url()}ecarter/"
        form_on(signed_in, "/", undo).send(signed_in)
        again = form_on(signed_in, NOTE).send(signed_in, title="Veillée de contes")
        assert again.status_code == 302


@pytest.mark.django_db
class TestWhatIsKept:
    def test_nobody_reads_in_the_row_who_sent_what(self, signed_in: Client) -> None:
        form = form_on(signed_in, NOTE)
        form.send(signed_in, title="Veillée de contes")
        row = Submission.objects.values().get()
        said = " ".join(str(value) for value in row.values())
        assert "programme" not in said
        assert "Veillée" not in said
        assert row["sent_on"] == timezone.localdate()
        key = read_key(form.fields[FIELD][0])
        assert key is not None
        assert Submission.objects.get().answered(key)["told"][0][1] == "C’est noté."

    def test_rows_are_forgotten_when_their_forms_are_too_old(self, signed_in: Client) -> None:
        form_on(signed_in, NOTE).send(signed_in, title="Veillée")
        assert Submission.objects.forget_old() == 0
        Submission.objects.update(sent_on=timezone.localdate() - LIFE - timedelta(days=1))
        assert Submission.objects.forget_old() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_database_lets_one_through(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have passed every look before either has acted."""
    form, both = form_on(signed_in, NOTE), Barrier(2, timeout=10)
    look = SubmissionMiddleware.process_view

    def look_together(self: SubmissionMiddleware, *arguments: Any) -> HttpResponse | None:
        answer = look(self, *arguments)
        both.wait()
        return answer

    monkeypatch.setattr(SubmissionMiddleware, "process_view", look_together)

    def send(_number: int) -> str:
        browser = Client()
        browser.cookies = signed_in.cookies
        try:
            return form.send(browser, title="Veillée de contes").url
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        addresses = set(two.map(send, range(2)))
    assert len(addresses) == 1
    assert Action.objects.count() == 1
    assert Submission.objects.count() == 1


@pytest.mark.django_db
class TestNothingChanged:
    def test_a_thing_saved_as_it_stands_says_so(self, signed_in: Client) -> None:
        found = make_action(title="Veillée de contes")
        page = f"{found.get_absolute_url()}modifier/"
        form_on(signed_in, page).send(signed_in, title="Veillée de chants")
        form_on(signed_in, page).send(signed_in)
        assert told(signed_in.get("/"))[-1] == "Rien n’a changé : tout reste tel quel."

    def test_a_thing_that_changed_does_not(self, signed_in: Client) -> None:
        found = make_action(title="Veillée de contes")
        page = f"{found.get_absolute_url()}modifier/"
        answer = form_on(signed_in, page).send(signed_in, title="Veillée de chants")
        assert "Rien n’a changé" not in " ".join(told(signed_in.get(answer.url)))

    def test_a_decision_saved_as_it_stands_says_so(self, signed_in: Client) -> None:
        form_on(signed_in, DECIDE).send(signed_in, **DECISION)
        page = f"{Decision.objects.get().get_absolute_url()}modifier/"
        form_on(signed_in, page).send(signed_in)
        assert told(signed_in.get("/"))[-1] == "Rien n’a changé : tout reste tel quel."
