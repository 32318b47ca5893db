"""What leaves: answers of every version with codes and with labels, and the codes themselves."""

import pytest
from django.urls import reverse

from essaim.accounts.queries import acting_as
from tests.factories.questions import (
    POLL,
    SURVEY,
    asked,
    make_answer,
    make_questionnaire,
    make_version,
)
from tests.questions.pages import table_of, url

pytestmark = pytest.mark.django_db


def test_answers_leave_with_codes_and_with_labels(as_user, bureau_member):
    row = make_questionnaire(
        asked("date", "choice", label="Quel jour ?"),
        asked("motif", "several", label="Pourquoi ?"),
        asked("points", "matrix", label="Points"),
        asked("n", "number", label="Combien ?"),
        asked("venu", "yes_no", label="Venu ?"),
    )
    typed = {"date": "oui", "motif": ["non"], "points": {"repas": "4"}, "n": "1,50", "venu": "non"}
    make_answer(to=row, by=acting_as(bureau_member), **typed)
    browser = as_user(bureau_member)
    codes = table_of(browser.get(url("export_answers", row, "codes", "csv")))
    heads = ["date", "motif.oui", "motif.non", "points.accueil", "points.repas", "n", "venu"]
    assert codes[0][3:] == heads
    assert codes[1][3:] == ["oui", "0", "1", "", "4", "1,5", "0"]
    labels = table_of(browser.get(url("export_answers", row, "libelles", "csv")))
    assert labels[0][3:5] == ["Quel jour ?", "Pourquoi ? – Oui"]
    assert labels[1][3:] == ["Oui", "non", "oui", "", "4", "1,5", "non"]
    for extension in ("xlsx", "ods"):
        response = browser.get(url("export_answers", row, "codes", extension))
        assert b"".join(response.streaming_content)[:2] == b"PK"
    assert browser.get(url("export_answers", row, "autre", "csv")).status_code == 404


def test_answers_of_older_versions_leave_under_the_codes_that_are_the_same(as_user, bureau_member):
    row = make_questionnaire(asked("a"), asked("b"))
    make_answer(to=row, a="un", b="deux")
    make_version(row, asked("c"), asked("b", label="Mieux dit"))
    make_answer(to=row, by=acting_as(bureau_member), b="trois", c="quatre")
    rows = table_of(as_user(bureau_member).get(url("export_answers", row, "libelles", "csv")))
    assert rows[0][2:] == ["Version", "C", "Mieux dit", "A"]
    assert {tuple(line[2:]) for line in rows[1:]} == {
        ("2", "quatre", "trois", ""),
        ("1", "", "deux", "un"),
    }


def test_the_codes_are_told(as_user, bureau_member):
    row = make_questionnaire(*SURVEY)
    rows = table_of(as_user(bureau_member).get(url("export_codebook", row, "csv")))
    assert ["note", "", "", "0", "0 – pas du tout", "", ""] in rows
    assert [line[0] for line in rows if line[1]][1:] == [
        "note",
        "points.accueil",
        "points.repas",
        "commentaire",
    ]


@pytest.mark.parametrize("length", [1, 3])
def test_lists_and_summaries_cost_the_same_whatever_their_length(
    as_user, bureau_member, length, django_assert_num_queries
):
    row = make_questionnaire(*POLL, is_once=False)
    for _number in range(length):
        make_answer(to=row, date="oui", motif=["oui"])
    browser = as_user(bureau_member)
    browser.get(reverse("questions:questionnaires"))
    for name, queries in (
        ("answers", QUERIES[0]),
        ("summary", QUERIES[1]),
        ("give_answer", QUERIES[2]),
    ):
        with django_assert_num_queries(queries):
            browser.get(url(name, row))


QUERIES = (9, 10, 8)
