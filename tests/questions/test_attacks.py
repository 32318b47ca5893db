"""What somebody who means harm, or asks a lawyer, would try with questionnaires."""

import tracemalloc

import pytest
from django.conf import global_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.accounts.queries import acting_as
from essaim.files.models import FileText, StoredFile
from essaim.journal.models import Revision
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import RuleBroken
from essaim.questions import actions
from essaim.questions.models import Answer, AnswerFile, Questionnaire
from essaim.questions.queries import own_answer, summaries, version_in_use
from essaim.questions.schema import MOST_OF_A_LIST, MOST_QUESTIONS, MOST_VALUES, Choice, Schema
from tests.factories.accounts import coordinator as coordination
from tests.factories.accounts import house
from tests.factories.files import PDF
from tests.factories.network import make_organisation
from tests.factories.questions import (
    asked,
    make_answer,
    make_fields,
    make_questionnaire,
    make_version,
)
from tests.personal import forget_in, held_in

pytestmark = pytest.mark.django_db


def sent(row: Questionnaire, by, **typed: str) -> Answer:
    files = {"cv": SimpleUploadedFile("Ana Martin.pdf", PDF)}
    return actions.give_answer(questionnaire=row, typed=typed, files=files, by=by)


# --- Who may see ----------------------------------------------------------------------------


def test_files_of_answers_are_narrowed_with_the_answers() -> None:
    row = make_questionnaire(asked("cv", "file"), answers_audience="public")
    sent(row, house())
    for audience in ("members", "bureau"):
        content = {"answers_audience": audience}
        actions.edit_questionnaire(questionnaire=row, by=coordination(), **content)
        assert StoredFile.objects.get().audience == audience


def test_nobody_reads_answers_but_those_whom_their_form_named() -> None:
    row = make_questionnaire(answers_audience="bureau")
    by = coordination()
    for audience in ("public", "bureau"):
        actions.edit_questionnaire(questionnaire=row, by=by, answers_audience=audience)
    make_answer(to=row)
    for audience in ("members", "public"):
        with pytest.raises(RuleBroken, match="personne d’autre"):
            actions.edit_questionnaire(questionnaire=row, by=by, answers_audience=audience)
    row.refresh_from_db()
    assert row.answers_audience == "bureau"
    actions.edit_questionnaire(questionnaire=row, by=by, title="Autre titre")


def test_what_was_asked_as_personal_stays_so_when_the_mark_is_taken_away(client, delegate) -> None:
    row = make_questionnaire(
        asked("nom", is_personal=True), asked("mot"), answers_audience="public"
    )
    given = make_answer(to=row, by=acting_as(delegate), nom="Ana Martin", mot="Merci")
    make_version(row, asked("nom"), asked("mot"))
    for is_export in (False, True):
        assert "Ana Martin" not in shown(client, given, is_export)


def shown(browser, given: Answer, is_export: bool) -> str:
    export = reverse("questions:export_answers", args=[given.questionnaire.key, "libelles", "csv"])
    response = browser.get(export if is_export else given.get_absolute_url())
    return response.getvalue().decode()


@pytest.mark.parametrize("is_export", [False, True])
def test_what_is_personal_is_never_for_everybody(
    client, as_user, delegate, coordinator, is_export: bool
) -> None:
    asks = asked("nom", is_personal=True), asked("courriel", "email"), asked("mot")
    row = make_questionnaire(*asks, audience="members", answers_audience="public")
    said = {"nom": "Ana Martin", "courriel": "ana@example.org", "mot": "Merci"}
    given = make_answer(to=row, by=acting_as(delegate), **said)
    pages = [
        shown(client, given, is_export),
        shown(as_user(delegate), given, is_export),
        shown(as_user(coordinator), given, is_export),
    ]
    assert ["Merci" in page for page in pages] == [True, True, True]
    for word in ("Ana Martin", "ana@example.org"):
        assert [word in page for page in pages] == [False, not is_export, True]


def test_a_personal_file_is_never_for_everybody() -> None:
    row = make_questionnaire(
        asked("cv", "file", is_personal=True), audience="members", answers_audience="public"
    )
    sent(row, house())
    assert StoredFile.objects.get().audience == "bureau"
    actions.edit_questionnaire(questionnaire=row, by=coordination(), answers_audience="public")
    assert StoredFile.objects.get().audience == "bureau"


def test_a_visitor_sends_words_and_no_file() -> None:
    row = make_questionnaire(asked("cv", "file"), audience="public", is_once=False)
    with pytest.raises(RuleBroken, match="Connectez-vous"):
        sent(row, VISITOR)
    assert not StoredFile.objects.exists()


def test_files_of_other_questionnaires_stay_as_they_are() -> None:
    row, other = (
        make_questionnaire(asked("cv", "file"), answers_audience="members") for _two in range(2)
    )
    sent(other, house())
    actions.edit_questionnaire(questionnaire=row, by=coordination(), answers_audience="bureau")
    assert StoredFile.objects.get().audience == "members"


# --- Forgotten ------------------------------------------------------------------------------


def test_a_personal_file_is_forgotten_with_its_words_and_its_place_on_the_disk(
    delegate, tmp_path
) -> None:
    row = make_questionnaire(asked("cv", "file", is_personal=True), asked("mot"))
    given = sent(row, acting_as(delegate), mot="Merci")
    FileText.objects.create(stored=StoredFile.objects.get(), text="Ana Martin, née à Pau")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda do, *_args, **_named: do())
        forget_in("questions", delegate.person.pk)
    given.refresh_from_db()
    assert given.values == {"mot": "Merci"}
    assert not AnswerFile.objects.exists()
    assert not StoredFile.objects.exists()
    assert not FileText.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_that_is_not_personal_stays_as_the_answer_does(delegate) -> None:
    row = make_questionnaire(asked("cv", "file"))
    given = sent(row, acting_as(delegate))
    forget_in("questions", delegate.person.pk)
    assert AnswerFile.objects.get().answer == given


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("email", "ana@example.org"), ("phone", "06 12 34 56 78"), ("address", "3 rue X\nPau")],
)
def test_what_reaches_somebody_is_personal_whether_it_was_marked_or_not(
    delegate, kind: str, typed: str
) -> None:
    row = make_questionnaire(asked("f", kind), asked("mot"))
    given = make_answer(to=row, by=acting_as(delegate), f=typed, mot="Merci")
    forget_in("questions", delegate.person.pk)
    given.refresh_from_db()
    assert given.values == {"mot": "Merci"}
    assert {str(each.record["values"]) for each in Revision.objects.of(given.key)} == {
        "{'mot': 'Merci'}"
    }


# --- Closed meanwhile -----------------------------------------------------------------------


@pytest.mark.parametrize("meanwhile", [{"state": "closed"}, {"closes_on": "2024-01-01"}])
def test_an_answer_that_comes_as_it_closes_is_refused(delegate, meanwhile) -> None:
    by, row, other = acting_as(delegate), make_questionnaire(), make_questionnaire()
    given = make_answer(to=other, by=by)
    Questionnaire.objects.update(**meanwhile)
    with pytest.raises(RuleBroken, match="plus de réponse"):
        actions.give_answer(questionnaire=row, typed={"mot": "Trop tard"}, by=by)
    with pytest.raises(RuleBroken, match="plus de réponse"):
        actions.change_answer(answer=given, typed={"mot": "Trop tard"}, by=by)
    assert Answer.objects.get().values == {"mot": "Merci"}


# --- Names that a query would take for its own ----------------------------------------------


@pytest.mark.parametrize(
    "label", ["GT", "In", "Contains", "Isnull", "Regex", "2024", "0", "Has key"]
)
@pytest.mark.parametrize("kind", ["choice", "several", "yes_no"])
def test_a_field_is_filtered_by_whatever_name_it_has(as_user, delegate, label, kind) -> None:
    code = Schema().free_code(label, ())
    make_fields(asked(code, kind, label=label))
    yes, no = {"yes_no": ("yes", "no")}.get(kind, ("oui", "non"))
    for name, value in (("Celle-ci", yes), ("Celle-là", no)):
        actions.record_fields(thing=make_organisation(name=name), typed={code: value}, by=house())
    page = as_user(delegate).get(reverse("network:organisations"), {f"champ_{code}": yes})
    assert page.status_code == 200
    assert "Celle-ci" in page.text
    assert "Celle-là" not in page.text


# --- Too much -------------------------------------------------------------------------------


def test_a_questionnaire_has_an_end() -> None:
    schema = Schema(tuple(asked(f"q_{number}") for number in range(MOST_QUESTIONS)))
    with pytest.raises(RuleBroken, match=str(MOST_QUESTIONS)):
        schema.adding(asked("encore"))


@pytest.mark.parametrize("name", ["choices", "rows"])
def test_a_list_of_choices_or_rows_has_an_end(name: str) -> None:
    kind = {"choices": "several", "rows": "matrix"}[name]
    parts = tuple(Choice(f"c{number}", "x") for number in range(MOST_OF_A_LIST + 1))
    Schema().adding(asked("q", kind, **{name: parts[1:]}))
    with pytest.raises(RuleBroken, match=str(MOST_OF_A_LIST)):
        Schema().adding(asked("q", kind, **{name: parts}))


def test_what_is_asked_can_be_sent() -> None:
    """A form of more fields than Django takes would be refused before anybody reads it."""
    rows = tuple(Choice(f"c{number}", "x") for number in range(MOST_OF_A_LIST))
    most = MOST_VALUES // MOST_OF_A_LIST
    full = Schema(tuple(asked(f"q_{number}", "matrix", rows=rows) for number in range(most)))
    with pytest.raises(RuleBroken, match=str(MOST_VALUES)):
        full.adding(asked("encore", "matrix", rows=rows))
    assert MOST_VALUES < global_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_a_mark_that_came_too_late_counts_for_former_answers(delegate) -> None:
    row = make_questionnaire(asked("nom"), asked("mot"))
    given = make_answer(to=row, by=acting_as(delegate), nom="Ana", mot="Merci")
    make_version(row, asked("nom", is_personal=True), asked("mot"))
    forget_in("questions", delegate.person.pk)
    given.refresh_from_db()
    assert given.values == {"mot": "Merci"}


def test_the_name_of_a_file_goes_with_the_answer_that_is_taken_away() -> None:
    given = sent(make_questionnaire(asked("cv", "file")), house())
    key = StoredFile.objects.get().key
    actions.withdraw_answer(answer=given, by=house())
    assert {each.record["name"] for each in Revision.objects.of(key)} == {""}


def test_what_a_visitor_said_under_an_address_is_whose_address_it_is(delegate) -> None:
    asks = asked("courriel", "email"), asked("mot")
    row = make_questionnaire(*asks, audience="public", is_once=False)
    address = delegate.email
    theirs = make_answer(to=row, by=VISITOR, courriel=address.upper(), mot="Merci")
    other = make_answer(to=row, by=VISITOR, courriel=f"x{address}", mot=f"Dites à {address} !")
    (told,) = held_in("questions.answers", delegate.person.pk)
    assert "Merci" in told["values"]
    forget_in("questions", delegate.person.pk)
    for answer in (theirs, other):
        answer.refresh_from_db()
    assert theirs.values == {"mot": "Merci"}
    assert set(other.values) == {"courriel", "mot"}


def test_a_summary_holds_no_text_in_memory() -> None:
    """Visitors may answer as often, and as long, as they like."""
    asks = asked("avis", "text"), asked("note", "scale")
    row = make_questionnaire(*asks, audience="public", is_once=False)
    version = version_in_use(row)
    said = {"avis": "x" * 50_000, "note": 4}
    Answer.objects.bulk_create(
        Answer(questionnaire=row, version=version, values=said) for _number in range(200)
    )
    tracemalloc.start()
    text, grade = summaries(row, house())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (text.answered, grade.answered, grade.median) == (200, 200, 4)
    assert peak < 5_000_000


def test_who_answered_before_each_answered_once_has_answered(delegate) -> None:
    by, row = acting_as(delegate), make_questionnaire(is_once=False)
    for word in ("Un", "Deux"):
        last = make_answer(to=row, by=by, mot=word)
    actions.edit_questionnaire(questionnaire=row, by=coordination(), is_once=True)
    with pytest.raises(RuleBroken, match="déjà"):
        make_answer(to=row, by=by)
    assert own_answer(row, by) == last
