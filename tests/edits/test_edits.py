"""Two people change one thing: no form of the house lets the second undo the first unasked."""

import json
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from essaim.journal.models import Revision
from tests.edits.assemblies import ASSEMBLIES
from tests.edits.case import EditCase
from tests.edits.others import OTHERS
from tests.edits.programme import PROGRAMME
from tests.edits.registers import REGISTERS
from tests.factories.accounts import make_user
from tests.sending import ShownForm, forms_in
from tests.test_forms import posting_views

#: A line for each view marked `@edits`.
EDITS = {**REGISTERS, **PROGRAMME, **ASSEMBLIES}


@pytest.fixture
def first(coordinator: object) -> Client:
    browser = Client()
    browser.force_login(coordinator)
    return browser


@pytest.fixture
def second(db: None) -> Client:
    browser = Client()
    browser.force_login(make_user(role="coordination"))
    return browser


def test_every_view_that_takes_a_form_is_an_edit_or_says_why_not() -> None:
    views = posting_views()
    edits = {name for name, view in views.items() if hasattr(view, "edits")}
    assert edits == set(EDITS)
    assert set(views) - edits == set(OTHERS)
    assert all(len(reason) > len("adds") for reason in OTHERS.values())


@dataclass
class TwoAtOnce:
    """One form, drawn in two browsers before either sends."""

    case: EditCase
    first: Client
    second: Client

    def __post_init__(self) -> None:
        self.address = self.case.address()
        if self.case.writer is not None:
            writer = self.case.writer()
            self.first.force_login(writer)
            self.second.force_login(writer)
        self.of_first = self.drawn(self.first)
        self.of_second = self.drawn(self.second)

    def first_sends(self, **more: str) -> HttpResponse:
        typed = {self.case.field: self.case.theirs, **dict(self.case.with_theirs), **more}
        return self.of_first.send(self.first, **typed)

    def second_sends(self, **more: str) -> HttpResponse:
        typed = {self.case.field: self.case.mine, **dict(self.case.with_mine), **more}
        return self.of_second.send(self.second, **typed)

    def drawn(self, browser: Client) -> ShownForm:
        return self.form_in(browser.get(self.address))

    def form_in(self, answer: HttpResponse) -> ShownForm:
        forms = forms_in(answer.content, self.address)
        mark = f";{self.case.field}="
        return next(one for one in forms if mark in "".join(one.fields.get("revision", [])))

    def stands(self) -> dict[str, list[str]]:
        fields = self.drawn(self.first).fields
        return {name: said for name, said in fields.items() if name not in FRAME}


FRAME = {"csrfmiddlewaretoken", "submission", "revision", "shows_more"}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.django_db
def test_the_second_to_save_is_shown_both_texts(name: str, first: Client, second: Client) -> None:
    case = EDITS[name]
    two = TwoAtOnce(case, first, second)
    before = two.stands()
    assert two.first_sends().status_code == 302
    answer = two.second_sends()

    assert answer.status_code == 409
    texts = both_texts(answer)
    assert texts
    assert all(theirs != mine for theirs, mine in texts)
    assert two.stands()[case.field] == ([case.theirs] if case.is_shown else [""])
    assert (case.mine_kept in told_by_revisions()) == case.is_kept_at_once

    again = two.form_in(answer)
    assert again.fields[case.field] == [case.mine]
    assert again.send(second).status_code == 302
    typed = {case.field: case.mine, **dict(case.with_mine)}
    stands = {field: [text] for field, text in typed.items() if field not in case.passing}
    assert two.stands() == {**before, **(stands if case.is_shown else {})}
    told = told_by_revisions()
    assert not case.is_kept or 0 <= told.find(case.theirs_kept) < told.find(case.mine_kept)


def both_texts(answer: HttpResponse) -> list[tuple[str, str]]:
    """What stands and what was typed, of each field that is to be settled."""
    page = BeautifulSoup(answer.content, "html.parser")
    texts = [" ".join(one.stripped_strings) for one in page.select(".diff .prose")]
    return list(zip(texts[::2], texts[1::2], strict=True))


def told_by_revisions() -> str:
    """All that the history holds, in its order."""
    records = Revision.objects.order_by("pk").values_list("record", flat=True)
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
