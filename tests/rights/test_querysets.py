"""What a list shows: every queryset, and every kind of person.

A row is named by those whom it is for; `bureau_with_her` is for the bureau, and g is of it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from essaim.assemblies.models import Minutes
from essaim.comments.models import Comment
from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting
from essaim.network.models import Group
from essaim.questions.models import Answer
from essaim.reprise.models import PastReport
from tests.factories.assemblies import make_body, make_item
from tests.factories.files import make_file
from tests.factories.minutes import make_minutes
from tests.factories.network import make_group, make_membership, make_organisation, make_person
from tests.factories.pictures import make_picture
from tests.factories.programme import (
    make_action,
    make_agreement,
    make_axis,
    make_decision,
    make_indicator,
    make_objective,
    make_objective_year,
    make_programme,
)
from tests.factories.questions import asked, make_answer, make_fields, make_questionnaire
from tests.factories.reports import make_report, make_section
from tests.factories.search import make_index_entry
from tests.rights.assembly import Assembly
from tests.rights.people import Network
from tests.rights.table import disagreements, labels

pytestmark = pytest.mark.django_db

QUERYSETS = """
                                                     v s m d a i q e g f c w b k A r x z l t C
StoredFile public                                    x x x x x x x x x x x x x x x x x x x x x
StoredFile members                                   · · x x x x · · · · · · x x x · · · · · x
StoredFile bureau                                    · · · · · · · · · · · · x x · · · · · · x
StoredFile group                                     · · · · · · · · x · · · · · · · · · · · ·
Picture public                                       x x x x x x x x x x x x x x x x x x x x x
Picture members                                      · · x x x x · · · · · · x x x · · · · · x
Picture bureau                                       · · · · · · · · · · · · x x · · · · · · x
Picture group                                        · · · · · · · · x · · · · · · · · · · · ·
Questionnaire public                                 x x x x x x x x x x x x x x x x x x x x x
Questionnaire members                                · · x x x x · · · · · · x x x · · · · · x
Questionnaire bureau                                 · · · · · · · · · · · · x x · · · · · · x
Questionnaire group                                  · · · · · · · · x · · · · · · · · · · · ·
Questionnaire draft                                  · · · · · · · · · · · · · x · · · · · · x
Questionnaire fields                                 · · · · · · · · · · · · · x · · · · · · x
Answer public                                        x x x x x x x x x x x x x x x x x x x x x
Answer members                                       · · x x x x · · · · · · x x x · · · · · x
Answer bureau                                        · · · · · · · · · · · · x x · · · · · · x
Answer group                                         · · · · · · · · x · · · · · · · · · · · ·
Answer fields                                        · · · · · · · · · · · · · · · · · · · · ·
Answer hers                                          · · x · · · · · · · · · x x · · · · · · x
Organisation public                                  x x x x x x x x x x x x x x x x x x x x x
Organisation members                                 · · x x x x · · · · · · x x x · · · · · x
Organisation bureau                                  · · · · · · · · · · · · x x · · · · · · x
Organisation group                                   · · · · · · · · x · · · · · · · · · · · ·
Person public                                        x x x x x x x x x x x x x x x x x x x x x
Person members                                       · · x x x x · · · · · · x x x · · · · · x
Person bureau                                        · · · · · · · · · · · · x x · · · · · · x
Person group                                         · · · · · · · · x · · · · · · · · · · · ·
Agreement public                                     x x x x x x x x x x x x x x x x x x x x x
Agreement members                                    · · x x x x · · · · · · x x x · · · · · x
Agreement bureau                                     · · · · · · · · · · · · x x · · · · · · x
Agreement group                                      · · · · · · · · x · · · · · · · · · · · ·
Programme public                                     x x x x x x x x x x x x x x x x x x x x x
Programme members                                    · · x x x x · · · · · · x x x · · · · · x
Programme bureau                                     · · · · · · · · · · · · x x · · · · · · x
Programme group                                      · · · · · · · · x · · · · · · · · · · · ·
Objective public                                     x x x x x x x x x x x x x x x x x x x x x
Objective members                                    · · x x x x · · · · · · x x x · · · · · x
Objective bureau                                     · · · · · · · · · · · · x x · · · · · · x
Objective group                                      · · · · · · · · x · · · · · · · · · · · ·
ObjectiveYear public                                 x x x x x x x x x x x x x x x x x x x x x
ObjectiveYear members                                · · x x x x · · · · · · x x x · · · · · x
ObjectiveYear bureau                                 · · · · · · · · · · · · x x · · · · · · x
ObjectiveYear group                                  · · · · · · · · x · · · · · · · · · · · ·
Decision public                                      x x x x x x x x x x x x x x x x x x x x x
Decision members                                     · · x x x x · · · · · · x x x · · · · · x
Decision bureau                                      · · · · · · · · · · · · x x · · · · · · x
Decision group                                       · · · · · · · · x · · · · · · · · · · · ·
Action public                                        x x x x x x x x x x x x x x x x x x x x x
Action members                                       · · x x x x · · · · · · x x x · · · · · x
Action bureau                                        · · · · · · · · · · · · x x · · · · · · x
Action group                                         · · · · · · · · x · · · · · · · · · · · ·
Indicator public                                     x x x x x x x x x x x x x x x x x x x x x
Indicator members                                    · · x x x x · · · · · · x x x · · · · · x
Indicator bureau                                     · · · · · · · · · · · · x x · · · · · · x
Indicator group                                      · · · · · · · · x · · · · · · · · · · · ·
Report public                                        x x x x x x x x x x x x x x x x x x x x x
Report members                                       · · x x x x · · · · · · x x x · · · · · x
Report bureau                                        · · · · · · · · · · · · x x · · · · · · x
Report group                                         · · · · · · · · x · · · · · · · · · · · ·
Section public                                       x x x x x x x x x x x x x x x x x x x x x
Section members                                      · · x x x x · · · · · · x x x · · · · · x
Section bureau                                       · · · · · · · · · · · · x x · · · · · · x
Section group                                        · · · · · · · · x · · · · · · · · · · · ·
Body public                                          x x x x x x x x x x x x x x x x x x x x x
Body members                                         · · x x x x · · · · · · x x x · · · · · x
Body bureau                                          · · · · · · · · · · · · x x · · · · · · x
Body group                                           · · · · · · · · x · · · · · · · · · · · ·
Group public                                         x x x x x x x x x x x x x x x x x x x x x
Group members                                        · · x x x x · · · · · · x x x · · · · · x
Group bureau                                         · · · · · · · · · · · · x x · · · · · · x
Group group                                          · · · · · · · · x · · · · · · · · · · · ·
Group bureau_with_her                                · · · · · · · · x · · · x x · · · · · · x
Body bureau_with_her                                 · · · · · · · · x · · · x x · · · · · · x
PastReport any                                       · · · · · · · · · · · · · x · · · · · · x
Meeting open_meeting                                 x x x x x x x x x x x x x x x x x x x x x
Meeting general                                      · · x x x x · · · · x x x x x · · · x · x
Meeting hidden                                       · · · · · · · · · · · · x x · · · · · · x
Meeting of_board                                     · · · · · · · · x · · · · · · · · · · · ·
DatePoll dates_for_assembly                          · · · x x · · · · · · · x x · · · · · x x
DatePoll dates_for_board                             · · · · · · · · x · · · · · · · · · · · ·
DateVoter our_voter                                  · · · x x · · · · · · · · · · · · · · x ·
DateVoter their_voter                                · · · · · · · · · · · · · · · · · · · · ·
DateVoter seat_asked                                 · · · · · · · · x · · · · · · · · · · · ·
Elector our_elector                                  · · · x x · · · · · · · · · · · · · x · ·
Elector individual                                   · · · · · x · · · · · · · · · · · · · · ·
Elector seat                                         · · · · · · · · x · · · · · · · · · · · ·
Undertaking public_one                               x x x x x x x x x x x x x x x x x x x x x
Undertaking members_one                              · · x x x x · · · · · · x x x · · · · · x
Undertaking bureau_one                               · · · · · · · · · · · · x x · · · · · · x
Undertaking group_one                                · · · · · · · · x · · · · · · · · · · · ·
Undertaking group_one_of_member                      · · x · · · · · x · · · · · · · · · · · ·
Membership public                                    x x x x x x x x x x x x x x x x x x x x x
Membership members                                   · · x x x x · · · · · · x x x · · · · · x
Membership bureau                                    · · · · · · · · · · · · x x · · · · · · x
Membership group                                     · · · · · · · · x · · · · · · · · · · · ·
Meeting planned_of_board                             · · · · · · · · x · · · x x · · · · · · x
Comment on_public_thing                              · · x x x x · · · · · · x x x · · · · · x
Comment on_members_thing                             · · x x x x · · · · · · x x x · · · · · x
Comment on_bureau_thing                              · · · · · · · · · · · · x x · · · · · · x
Comment on_group_thing                               · · · · · · · · x · · · · · · · · · · · ·
Comment narrower_than_its_thing                      · · · · · · · · · · · · x x · · · · · · x
Comment wider_than_its_thing                         · · · · · · · · · · · · x x · · · · · · x
Minutes draft                                        · · · · · · · · · · x x x x · · · · · · x
Minutes submitted                                    · · · x x x · · · · x x x x · · · · x · x
Minutes locked                                       · · x x x x · · · · x x x x x · · · x · x
Minutes locked_hidden                                · · · · · · · · · · · · x x · · · · · · x
Minutes draft_of_board                               · · · · · · · · · · · · · · · · · · · · x
Minutes submitted_of_board                           · · · · · · · · x · · · · · · · · · · · x
Minutes locked_of_board                              · · · · · · · · x · · · · · · · · · · · x
Debate draft                                         · · · · · · · · · · x x x x · · · · · · x
Debate submitted                                     · · · x x x · · · · x x x x · · · · x · x
Debate locked                                        · · x x x x · · · · x x x x x · · · x · x
Debate locked_hidden                                 · · · · · · · · · · · · x x · · · · · · x
Debate draft_of_board                                · · · · · · · · · · · · · · · · · · · · x
Debate submitted_of_board                            · · · · · · · · x · · · · · · · · · · · x
Debate locked_of_board                               · · · · · · · · x · · · · · · · · · · · x
IndexEntry public                                    x x x x x x x x x x x x x x x x x x x x x
IndexEntry members                                   · · x x x x · · · · · · x x x · · · · · x
IndexEntry bureau                                    · · · · · · · · · · · · x x · · · · · · x
IndexEntry group                                     · · · · · · · · x · · · · · · · · · · · ·
IndexEntry bureau_with_her                           · · · · · · · · x · · · x x · · · · · · x
"""


#: Minutes of one meeting are in one state at a time: put there as they are looked for.
BEING_WRITTEN = {"sha256": "", "locked_at": None, "document": "", "public_document": ""}
LOCKED = {"sha256": "0" * 64, "locked_at": "2024-07-01T10:00Z"}
STATES_OF_MINUTES = {
    "draft": {"state": "draft"},
    "submitted": {"state": "submitted"},
    "locked": {"state": "locked", "document": "{}", "public_document": "{}", **LOCKED},
}


def kept_file(audience: str) -> StoredFile:
    stored = make_file()
    StoredFile.objects.filter(pk=stored.pk).update(audience=audience)
    return stored


def kept_picture(audience: str) -> Any:
    stored = make_picture()
    StoredFile.objects.filter(pk=stored.pk).update(audience=audience)
    return stored.picture


def group_for(audience: str) -> Group:
    """Of nobody whom the table knows."""
    return make_group(audience=audience)


def questionnaire_for(audience: str) -> Any:
    return make_questionnaire(audience=audience, answers_audience=audience)


def answer_for(audience: str) -> Any:
    row = questionnaire_for(audience)
    return Answer.objects.create(questionnaire=row, version=row.versions.get())


def answer_about_a_thing() -> Any:
    row = make_fields(asked("mot"), about="tests.other")
    row.answers.create(version=row.versions.get(), about=row.key)
    return row.answers.get()


MAKERS: dict[str, Callable[[str], Any]] = {
    "StoredFile": kept_file,
    "Picture": kept_picture,
    "Organisation": lambda audience: make_organisation(audience=audience),
    "Person": lambda audience: make_person(audience=audience),
    "Agreement": lambda audience: make_agreement(audience=audience),
    "Programme": lambda audience: make_programme(audience=audience),
    "Objective": lambda audience: objective_for(audience),
    "ObjectiveYear": lambda audience: make_objective_year(objective=objective_for(audience)),
    "Decision": lambda audience: make_decision(audience=audience),
    "Action": lambda audience: make_action(audience=audience),
    "Indicator": lambda audience: make_indicator(audience=audience),
    "Report": lambda audience: make_report(audience=audience),
    "Section": lambda audience: make_section(report=make_report(audience=audience)),
    "Body": lambda audience: make_body(audience=audience),
    "Membership": lambda audience: make_membership(person=make_person(audience=audience)),
    "Group": group_for,
    "Questionnaire": questionnaire_for,
    "Answer": answer_for,
    "IndexEntry": lambda audience: make_index_entry(audience=audience),
}


def objective_for(audience: str) -> Any:
    return make_objective(axis=make_axis(programme=make_programme(audience=audience)))


def rows(network: Network) -> Iterator[tuple[str, Any]]:
    """Each by its line of the table."""
    common = {name: name for name in ("public", "members", "bureau")}
    for name, audience in {**common, "group": network.only_group}.items():
        for model, make in MAKERS.items():
            yield f"{model} {name}", make(audience)
    hers = make_group(audience="bureau")
    hers.members.create(person=network.persons["g"], starts_on=date(2020, 1, 1))
    yield "Group bureau_with_her", hers
    yield "Body bureau_with_her", make_body(group=hers, audience="bureau")
    also = f"group:{hers.key}"
    yield "IndexEntry bureau_with_her", make_index_entry(audience="bureau", also_seen_by=also)
    yield "Questionnaire draft", make_questionnaire(audience="public", state="draft")
    yield "Questionnaire fields", make_fields(asked("mot"), about="tests.thing")
    yield "Answer fields", answer_about_a_thing()
    yield "Answer hers", make_answer(by=network.acting("m"))
    yield "PastReport any", PastReport.objects.create(name="2019", year=2019, text="Un texte.")
    yield from remarks(network)
    assembly = Assembly(network)
    yield from minutes_of(assembly)
    kinds = {"meeting": "Meeting", "poll": "DatePoll", "voter": "DateVoter", "elector": "Elector"}
    kinds["undertaking"] = "Undertaking"
    for word, things in assembly.things().items():
        for name, row in things.items():
            if name in kinds:
                yield f"{kinds[name]} {word}", row


def remarks(network: Network) -> Iterator[tuple[str, Any]]:
    for word, (thing, audience) in {
        "on_public_thing": ("public", "members"),
        "on_members_thing": ("members", "members"),
        "on_bureau_thing": ("bureau", "bureau"),
        "on_group_thing": (network.only_group, network.only_group),
        "narrower_than_its_thing": ("members", "bureau"),
        "wider_than_its_thing": ("bureau", "members"),
    }.items():
        said = {"audience": audience, "author": network.persons["m"], "text": "À vérifier."}
        action = make_action(audience=thing)
        about = {"thing_model": "programme.action", "thing_key": action.key}
        yield f"Comment {word}", Comment.objects.create(**about, **said)


def minutes_of(assembly: Assembly) -> Iterator[tuple[str, Any]]:
    """Each with the columns that put it in its state."""
    minutes = {
        "": make_minutes(meeting=assembly.general),
        "_hidden": make_minutes(meeting=assembly.hidden),
        "_of_board": make_minutes(meeting=assembly.of_board),
    }
    debates = {
        place: row.debates.create(item=make_item(meeting=row.meeting))
        for place, row in minutes.items()
    }
    for place, row in minutes.items():
        for state, columns in STATES_OF_MINUTES.items():
            yield f"Minutes {state}{place}", (row, columns)
            yield f"Debate {state}{place}", (debates[place], columns)


def test_querysets() -> None:
    network = Network()
    made = dict(rows(network))

    def shows(model: str, given: dict[str, Any], by: Acting) -> bool:
        row = made[f"{model} {given['word']}"]
        if isinstance(row, tuple):
            row, columns = row
            minutes = getattr(row, "minutes", row)
            Minutes.objects.filter(pk=minutes.pk).update(**{**BEING_WRITTEN, **columns})
        found = type(row).objects.all()
        look = getattr(found, "visible_to", None) or found.spoken_for_by
        return look(by).filter(pk=row.pk).exists()

    things = {label.split()[1]: {"word": label.split()[1]} for label in labels(QUERYSETS)}
    assert disagreements(QUERYSETS, shows, network.everybody(), things) == ""


def test_every_way_to_look_has_its_lines() -> None:
    written = {label.split()[0] for label in labels(QUERYSETS)}
    ours = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]
    looked = [
        model for model in ours for name in ("visible_to", "spoken_for_by") if asks(model, name)
    ]
    assert {model.__name__ for model in looked} == written


def asks(model: Any, name: str) -> bool:
    return hasattr(model._default_manager.all(), name)
