"""Every write on actions, on the database."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile

from essaim.journal.models import Entry, Revision
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.programme.actions import actions as acts
from essaim.programme.content import ActionContent
from essaim.programme.models import Action, ActionLink
from tests.factories.accounts import coordinator, make_acting
from tests.factories.network import make_organisation, make_person
from tests.factories.programme import DAY, make_action, make_objective

pytestmark = pytest.mark.django_db


def content(**fields: Any) -> ActionContent:
    return ActionContent(**{"title": "Atelier budget", "starts_on": DAY, **fields})


def note(**fields: Any) -> Action:
    return acts.add_action(content=content(**fields), by=coordinator())


def test_a_title_and_a_day_are_enough() -> None:
    action = note()
    assert (action.kind, action.state, action.precision) == ("other", "held", "day")
    assert (action.starts_on, action.ends_on, action.audience) == (DAY, DAY, "members")


def test_an_action_comes_back_as_it_was_said() -> None:
    objectives = (make_objective(), make_objective())
    ours, guest = make_organisation(), make_person()
    written = content(
        ends_on=date(2024, 5, 23),
        kind="seminar",
        place="Villarceaux",
        commune_code="95002",
        carried_by=ours,
        objectives=objectives,
        organisations=((ours, "carries"), (ours, "hosts")),
        people=((guest, "Réseau A / Réseau B"),),
    )
    assert ActionContent.of(acts.add_action(content=written, by=coordinator())) == written


@pytest.mark.parametrize(
    ("precision", "first", "last", "whole"),
    [
        ("month", date(2024, 2, 7), None, (date(2024, 2, 1), date(2024, 2, 29))),
        ("month", date(2024, 1, 15), date(2024, 9, 2), (date(2024, 1, 1), date(2024, 9, 30))),
        ("year", date(2024, 5, 1), None, (date(2024, 1, 1), date(2024, 12, 31))),
    ],
)
def test_a_month_or_a_year_is_all_of_its_days(
    precision: str, first: date, last: date | None, whole: tuple[date, date]
) -> None:
    action = note(precision=precision, starts_on=first, ends_on=last)
    assert (action.starts_on, action.ends_on) == whole


@pytest.mark.parametrize(
    "fault",
    [
        {"title": "  "},
        {"title": "x" * 251},
        {"kind": "picnic"},
        {"state": "forgotten"},
        {"precision": "hour"},
        {"commune_code": "9500"},
        {"ends_on": date(2024, 5, 20)},
        {"starts_on": date(1024, 5, 20)},
        {"ends_on": date(3024, 5, 20)},
        {"audience": "friends"},
        {"audience": "group:00000000-0000-0000-0000-000000000000"},
        {"audience": "group:nonsense"},
    ],
)
def test_what_does_not_hold_together_is_refused(fault: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken):
        note(**fault)
    assert not Action.objects.exists()


def test_a_role_that_nobody_knows_is_refused() -> None:
    with pytest.raises(RuleBroken):
        note(organisations=((make_organisation(), "applauds"),))


def test_an_identifier_of_a_source_is_noted_once() -> None:
    by = coordinator()
    acts.add_action(content=content(), by=by, source="agenda", external_id="7")
    with pytest.raises(RuleBroken):
        acts.add_action(content=content(), by=by, source="agenda", external_id="7")


def test_editing_replaces_what_was_said_and_names_what_changed() -> None:
    action, by = note(), coordinator()
    changed = replace(content(), title="Atelier comptes", objectives=(make_objective(),))
    acts.edit_action(action=action, content=changed, by=by)
    entry = Entry.objects.about(action.key).first()
    assert (entry.verb, entry.fields) == ("programme.edit_action", ["objectives", "title"])
    assert Action.objects.get().title == "Atelier comptes"


def test_a_stranger_edits_nothing() -> None:
    with pytest.raises(Forbidden):
        acts.edit_action(action=note(), content=content(), by=make_acting())


def test_cancelling_and_discarding_are_taken_back_to_the_state_before() -> None:
    by = coordinator()
    for move, state in ((acts.cancel_action, "cancelled"), (acts.discard_action, "discarded")):
        action = note(state="planned")
        move(action=action, by=by)
        assert Action.objects.get(pk=action.pk).state == state
        acts.restore_action(action=action, by=by)
        assert Action.objects.get(pk=action.pk).state == "planned"


def test_discarding_keeps_the_row_and_its_history() -> None:
    action = note()
    acts.discard_action(action=action, by=coordinator())
    assert Action.objects.filter(pk=action.pk).exists()
    assert Revision.objects.of(action.key).count() == 2


def test_an_action_noted_without_history_is_taken_back_by_its_day() -> None:
    past = make_action(state="cancelled")
    future = make_action(state="cancelled", starts_on=date(2199, 1, 1))
    states = [
        acts.restore_action(action=action, by=coordinator()).state for action in (past, future)
    ]
    assert states == ["held", "planned"]


def test_nothing_is_cancelled_discarded_or_taken_back_twice() -> None:
    by, action = coordinator(), note()
    with pytest.raises(RuleBroken):
        acts.restore_action(action=action, by=by)
    acts.cancel_action(action=action, by=by)
    with pytest.raises(RuleBroken):
        acts.cancel_action(action=action, by=by)
    acts.discard_action(action=action, by=by)
    with pytest.raises(RuleBroken):
        acts.discard_action(action=action, by=by)


def test_a_highlight_is_made_and_unmade() -> None:
    action, by = note(), coordinator()
    assert acts.highlight_action(action=action, is_highlight=True, by=by).is_highlight
    acts.highlight_action(action=action, is_highlight=False, by=by)
    assert not Action.objects.get().is_highlight


def test_actions_are_linked_once_and_unlinked() -> None:
    first, second, by = note(), note(), coordinator()
    acts.link_actions(action=first, target=second, kind="born_of", by=by)
    for target, kind in ((second, "born_of"), (first, "follows"), (second, "likes")):
        with pytest.raises(RuleBroken):
            acts.link_actions(action=first, target=target, kind=kind, by=by)
    link = ActionLink.objects.get()
    with pytest.raises(RuleBroken):
        acts.unlink_actions(action=second, link=link, by=by)
    acts.unlink_actions(action=first, link=link, by=by)
    assert not ActionLink.objects.exists()


def test_evidence_is_a_link_or_a_file_each_once() -> None:
    action, by = note(), coordinator()
    url = "https://reseau.example/page"
    acts.add_evidence(action=action, title="", url=url, by=by)
    assert action.evidence.get().title == url
    for fault in ({"url": url}, {}, {"url": ""}):
        with pytest.raises(RuleBroken):
            acts.add_evidence(action=action, title="x", by=by, **fault)
    evidence = action.evidence.get()
    with pytest.raises(RuleBroken):
        acts.remove_evidence(action=note(), evidence=evidence, by=by)
    acts.remove_evidence(action=action, evidence=evidence, by=by)
    assert not action.evidence.exists()


def test_a_file_is_kept_for_those_who_see_the_action(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    action = note(audience="bureau")
    acts.add_file_evidence(
        action=action,
        content=BytesIO(b"Notes\n"),
        name="notes.txt",
        title="Notes",
        by=coordinator(),
    )
    evidence = action.evidence.get()
    assert (evidence.title, evidence.file.audience) == ("Notes", "bureau")


def test_an_empty_file_is_refused_and_nothing_is_joined() -> None:
    action = note()
    with pytest.raises(RuleBroken):
        acts.add_file_evidence(
            action=action, content=ContentFile(b""), name="vide.txt", title="", by=coordinator()
        )
    assert not action.evidence.exists()


def test_an_action_with_bad_evidence_is_not_noted_at_all() -> None:
    by = coordinator()
    noted = acts.add_proven_action(content=content(), url="https://a.example/", title="A", by=by)
    assert noted.evidence.get().title == "A"
    assert acts.add_proven_action(content=content(), by=by).evidence.count() == 0


def test_restoring_brings_back_words_links_and_evidence() -> None:
    by, objective, target = coordinator(), make_objective(), note()
    action = note(title="Premier titre", objectives=(objective,))
    acts.add_evidence(action=action, title="Page", url="https://a.example/", by=by)
    acts.link_actions(action=action, target=target, kind="follows", by=by)
    number = Revision.objects.of(action.key).first().number
    acts.remove_evidence(action=action, evidence=action.evidence.get(), by=by)
    acts.unlink_actions(action=action, link=action.links_out.get(), by=by)
    acts.edit_action(action=action, content=content(title="Second titre"), by=by)
    acts.restore_revision(action=action, number=number, by=by)
    back = Action.objects.get(pk=action.pk)
    assert (back.title, list(back.objectives.all())) == ("Premier titre", [objective])
    assert (back.evidence.get().url, back.links_out.get().target) == ("https://a.example/", target)
    first, *_rest = Revision.objects.of(action.key)
    assert first.record == Revision.objects.of(action.key).get(number=number).record


def test_a_version_that_never_was_is_not_restored() -> None:
    with pytest.raises(RuleBroken):
        acts.restore_revision(action=note(), number=99, by=coordinator())
