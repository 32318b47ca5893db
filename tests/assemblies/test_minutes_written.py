"""Minutes of a consultation: who was consulted, the quorum of answers, votes by name, no room."""

from datetime import date

import pytest

from essaim.accounts.queries import acting_as
from essaim.assemblies.asking.actions.consultations import close_consultation
from essaim.assemblies.minutes.actions.minutes import draft_minutes, submit_minutes
from essaim.assemblies.minutes.actions.signing import sign_minutes
from essaim.assemblies.minutes.queries.document import document_of
from essaim.assemblies.models import Minutes
from essaim.post.models import Message
from tests.assemblies.test_consultation_ends import secret_of
from tests.assemblies.test_consultations import QUORUM_OF_HALF, body_of, consult, past, vote
from tests.assemblies.test_minutes_document import headings_of, rows_of, told
from tests.factories.accounts import coordinator, make_user
from tests.factories.network import make_person
from tests.factories.programme import make_indicator, make_reading

pytestmark = pytest.mark.django_db


def minuted(**said) -> Minutes:
    """Ana was for it, Bob against, Cid did not answer."""
    body = body_of("Ana", "Bob", "Cid", subject=QUORUM_OF_HALF, written_article="Art. 9.")
    meeting = consult(body, **said)
    vote(meeting, "Ana")
    vote(meeting, "Bob", "against")
    close_consultation(meeting=meeting, by=coordinator())
    return draft_minutes(meeting=meeting, by=coordinator())


def test_its_parts_are_those_of_a_consultation():
    document = document_of(minuted(), is_internal=True)
    assert headings_of(document) == [
        "1  Consultation écrite",
        "1  Qui a été consulté",
        "1  Quorum de participation",
        "1  Point par point",
        "2 1 Adhérer au collectif",
        "3  Résolution 1 : Adhérer au collectif",
    ]


def test_a_figure_that_its_opening_cites_reads_as_its_value():
    minutes = minuted()
    year = minutes.meeting.local_start.year
    make_reading(
        indicator=make_indicator(code="visites", title="Visites", audience="public"),
        scaled=52464,
        starts_on=date(year, 1, 1),
    )
    minutes.opening = "<p>Soit [[visites]].</p>"
    minutes.save()
    text = told(document_of(minutes, is_internal=True))
    assert "[[" not in text
    assert "52" in text


def test_it_says_by_which_article_from_when_to_when_and_how_many_answered():
    text = told(document_of(minuted(), is_internal=True)).replace("\\", "")
    for said in ("Art. 9.", "Consultés : 3", "Ont voté : 2", "N’ont pas répondu : 1"):
        assert said in text
    for room in ("Présents", "Représentés", "sur place", "Présences"):
        assert room not in text


def test_those_consulted_the_quorum_and_the_votes_are_tables():
    document = document_of(minuted(), is_internal=True)
    assert sorted(row for b in document.blocks if b_is_roll(b) for row in b.rows) == [
        ("Ana", "a voté"),
        ("Bob", "a voté"),
        ("Cid", "n’a pas répondu"),
    ]
    assert rows_of(document, "Quorum de participation à chaque question") == (
        ("1. Adhérer au collectif", "2", "2", "atteint"),
    )
    assert rows_of(document, "Votes sur la résolution 1") == (("Ensemble", "1", "1", "0", "0"),)
    assert rows_of(document, "Votes nominatifs sur la résolution 1") == (
        ("Ana", "Pour"),
        ("Bob", "Contre"),
    )


def b_is_roll(block):
    return getattr(block, "header", ())[1:] == ("Réponse",)


def test_who_voted_what_is_for_the_body_alone():
    text = document_of(minuted(), is_internal=False).to_json()
    assert "nominatifs" not in text
    assert "a voté" in text


def test_nobody_is_named_where_the_ballot_was_secret():
    meeting = close_consultation(meeting=past(secret_of(3)), by=coordinator())
    text = told(document_of(draft_minutes(meeting=meeting, by=coordinator()), is_internal=True))
    assert "Ont voté : 3" in text
    for named in ("nominatifs", "a voté |", "n’a pas répondu |"):
        assert named not in text


def test_a_secret_question_withdrawn_for_too_few_voters_says_so_and_not_how_many():
    meeting = close_consultation(meeting=past(secret_of(2)), by=coordinator())
    text = told(document_of(draft_minutes(meeting=meeting, by=coordinator()), is_internal=True))
    assert "Moins de trois électeurs ont voté" in text
    assert "Ont voté" not in text


def test_while_it_is_open_its_draft_tells_no_vote():
    meeting = consult(body_of("Ana"))
    vote(meeting, "Ana")
    text = told(document_of(draft_minutes(meeting=meeting, by=coordinator()), is_internal=True))
    assert "| Ana | Pour" not in text


def test_those_who_answered_read_them_and_the_officers_sign():
    chair, secretary = (make_person(user=make_user(), email="") for _ in range(2))
    minutes = minuted(chair=chair, secretary=secretary)
    minutes.meeting.rules.minutes_by_signature = True
    minutes.meeting.rules.save()
    Message.objects.all().delete()
    submit_minutes(minutes=minutes, by=coordinator())
    assert [one.recipient for one in Message.objects.order_by("recipient")] == [
        "ana@membre.example",
        "bob@membre.example",
    ]
    assert "Vous avez répondu pour Ana" in Message.objects.order_by("recipient")[0].text
    for officer in (chair, secretary):
        minutes = sign_minutes(minutes=minutes, by=acting_as(officer.user))
    assert minutes.is_locked


@pytest.mark.parametrize("number", [1, 3])
def test_they_cost_as_many_queries_whatever_the_number(number, django_assert_num_queries):
    names = ("Ana", "Bob", "Cid")[:number]
    meeting = consult(body_of(*names, "Dot"))
    for name in names:
        vote(meeting, name)
    close_consultation(meeting=meeting, by=coordinator())
    draft_minutes(meeting=meeting, by=coordinator())
    minutes = Minutes.objects.with_meeting().get()
    with django_assert_num_queries(11):
        document_of(minutes, is_internal=True)
