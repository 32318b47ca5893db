"""Minutes from draft to lock: what each act does, what it refuses, and that a lock is a lock."""

from hashlib import sha256

import pytest

from essaim.accounts.queries import acting_as
from essaim.assemblies.minutes.actions.minutes import (
    annex_correction,
    answer_amendment,
    ask_amendment,
    draft_minutes,
    submit_minutes,
    write_debate,
    write_opening,
)
from essaim.assemblies.minutes.actions.signing import lock_minutes, sign_minutes
from essaim.assemblies.minutes.queries.document import document_of
from essaim.assemblies.models import Minutes
from essaim.assemblies.votes.actions.resolutions import close_resolution, open_resolution
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.markup import from_markdown
from essaim.post.models import Message
from essaim.programme.queries.figure_background import citations_of
from tests.factories.accounts import coordinator, house, make_acting
from tests.factories.assemblies import (
    make_ballot,
    make_elector,
    make_item,
    make_meeting,
    make_resolution,
)
from tests.factories.minutes import make_minutes, make_undertaking, make_whole_meeting
from tests.factories.network import make_delegate
from tests.factories.programme import make_indicator

pytestmark = pytest.mark.django_db


def submitted(*, by_signature: bool = False) -> Minutes:
    return make_minutes(meeting=make_whole_meeting(by_signature=by_signature), state="submitted")


def signed_by_both(minutes: Minutes) -> Minutes:
    for officer in (minutes.meeting.chair, minutes.meeting.secretary):
        minutes = sign_minutes(minutes=minutes, by=acting_as(officer.user))
    return minutes


def test_minutes_are_drafted_once():
    meeting = make_meeting()
    first = draft_minutes(meeting=meeting, by=coordinator())

    assert draft_minutes(meeting=meeting, by=coordinator()) == first
    assert first.state == "draft"


@pytest.mark.parametrize("state", ["planned", "convened", "cancelled"])
def test_minutes_wait_for_the_opening(state):
    with pytest.raises(RuleBroken, match="ouverture"):
        draft_minutes(meeting=make_meeting(state=state), by=coordinator())


def test_who_does_not_run_the_meeting_drafts_no_minutes():
    with pytest.raises(Forbidden):
        draft_minutes(meeting=make_meeting(), by=make_acting())


def test_its_secretary_writes_the_minutes():
    meeting = make_whole_meeting()
    minutes = draft_minutes(meeting=meeting, by=acting_as(meeting.secretary.user))

    assert minutes.meeting == meeting


def test_debates_are_cleaned_and_written_once_an_item():
    meeting = make_whole_meeting()
    minutes, item = make_minutes(meeting=meeting), meeting.items.first()
    for text in ("<p>Un</p>", "<p>Deux<script>x</script></p>"):
        debate = write_debate(minutes=minutes, item=item, text=text, by=house())

    assert (debate.text, minutes.debates.count()) == ("<p>Deux</p>", 1)


def test_the_debates_of_another_meeting_are_refused():
    item = make_item(meeting=make_meeting())

    with pytest.raises(RuleBroken):
        write_debate(minutes=make_minutes(), item=item, text="<p>x</p>", by=house())


def test_the_opening_is_written():
    minutes = write_opening(minutes=make_minutes(), opening="<p>Bienvenue</p>", by=house())

    assert minutes.opening == "<p>Bienvenue</p>"


def test_submitting_writes_once_to_those_who_took_part():
    minutes = make_minutes(meeting=make_whole_meeting())
    for name in ("Alpha", "Bêta", "Gamma"):
        elector = minutes.meeting.electors.get(name=name)
        organisation = elector.membership.organisation
        organisation.email = f"{organisation.pk}@membre.example"
        organisation.save()
    submit_minutes(minutes=minutes, by=house())
    submit_minutes(minutes=minutes, by=house())

    minutes.refresh_from_db()
    assert minutes.state == "submitted"
    # Alpha was there, Bêta was represented, Bo Lin was there by video; Gamma was excused.
    assert Message.objects.filter(reason="assemblies.minutes").count() == 3


def test_minutes_of_a_meeting_under_way_are_not_submitted():
    with pytest.raises(RuleBroken):
        submit_minutes(minutes=make_minutes(meeting=make_meeting()), by=house())


def test_whoever_attended_asks_for_a_change_and_is_answered():
    minutes = submitted()
    alpha = minutes.meeting.electors.get(name="Alpha")
    by = acting_as(make_delegate(of=alpha.membership.organisation))
    asked = ask_amendment(minutes=minutes, elector=alpha, text=" J’ai dit oui. ", by=by)
    answered = answer_amendment(amendment=asked, answer="Corrigé.", by=house())

    assert (answered.text, answered.answer) == ("J’ai dit oui.", "Corrigé.")


def test_whoever_was_absent_asks_for_no_change():
    minutes = submitted()
    gamma = minutes.meeting.electors.get(name="Gamma")
    by = acting_as(make_delegate(of=gamma.membership.organisation))

    with pytest.raises(RuleBroken):
        ask_amendment(minutes=minutes, elector=gamma, text="Non.", by=by)


def test_nobody_asks_in_the_name_of_another():
    minutes = submitted()
    alpha = minutes.meeting.electors.get(name="Alpha")

    with pytest.raises(Forbidden):
        ask_amendment(minutes=minutes, elector=alpha, text="Non.", by=acting_as(make_delegate()))


def test_a_draft_takes_no_amendment():
    minutes = make_minutes(meeting=make_whole_meeting())
    alpha = minutes.meeting.electors.get(name="Alpha")

    with pytest.raises(RuleBroken):
        ask_amendment(minutes=minutes, elector=alpha, text="Non.", by=house_as(alpha))


def house_as(elector):
    return acting_as(make_delegate(of=elector.membership.organisation))


def test_the_last_signature_locks():
    minutes = submitted(by_signature=True)
    chair, secretary = minutes.meeting.chair, minutes.meeting.secretary

    assert sign_minutes(minutes=minutes, by=acting_as(chair.user)).state == "submitted"
    locked = sign_minutes(minutes=minutes, by=acting_as(secretary.user))

    assert locked.state == "locked"
    assert locked.sha256 == sha256(locked.document.encode()).hexdigest()
    assert sorted(locked.signatures.values_list("role", flat=True)) == ["Présidence", "Secrétariat"]


def test_a_text_that_changed_is_signed_again():
    minutes = submitted(by_signature=True)
    chair, secretary = minutes.meeting.chair, minutes.meeting.secretary
    sign_minutes(minutes=minutes, by=acting_as(chair.user))
    write_opening(minutes=minutes, opening="<p>Autre chose.</p>", by=house())

    assert sign_minutes(minutes=minutes, by=acting_as(secretary.user)).state == "submitted"
    assert sign_minutes(minutes=minutes, by=acting_as(chair.user)).state == "locked"


def test_who_is_no_officer_does_not_sign():
    with pytest.raises(Forbidden):
        sign_minutes(minutes=submitted(by_signature=True), by=coordinator())


@pytest.mark.parametrize("by_signature", [True, False])
def test_minutes_are_not_locked_by_asking(by_signature):
    with pytest.raises(RuleBroken):
        lock_minutes(minutes=submitted(by_signature=by_signature), by=house())


def test_an_unanswered_amendment_keeps_officers_from_signing():
    minutes = submitted(by_signature=True)
    minutes.amendments.create(text="Non.", at=minutes.meeting.closed_at)

    with pytest.raises(RuleBroken, match="1"):
        sign_minutes(minutes=minutes, by=acting_as(minutes.meeting.chair.user))


def test_minutes_that_are_approved_are_not_signed():
    minutes = submitted()

    with pytest.raises(RuleBroken):
        sign_minutes(minutes=minutes, by=acting_as(minutes.meeting.chair.user))


def put_to_the_vote(minutes: Minutes, vote: str) -> None:
    later = make_meeting(body=minutes.meeting.body)
    item = make_item(meeting=later, source=f"minutes:{minutes.meeting.key}")
    elector = make_elector(meeting=later, present=True)
    resolution = make_resolution(item=item)
    resolution = open_resolution(resolution=resolution, by=house())
    make_ballot(resolution=resolution, elector=elector, vote=vote)
    close_resolution(resolution=resolution, by=house())
    minutes.refresh_from_db()


def test_a_later_meeting_that_approves_locks():
    minutes = submitted()
    put_to_the_vote(minutes, "for")

    assert minutes.state == "locked"
    assert minutes.approved_by.meeting.body == minutes.meeting.body
    assert "Approuvé par" in minutes.document


def test_a_later_meeting_that_rejects_locks_nothing():
    minutes = submitted()
    put_to_the_vote(minutes, "against")

    assert minutes.state == "submitted"


def test_locked_minutes_stay_as_they_were_whatever_changes():
    minutes = signed_by_both(submitted(by_signature=True))
    before = document_of(minutes, is_internal=True)
    minutes.meeting.electors.update(name="Autre")
    minutes.meeting.items.update(title="Autre")
    make_undertaking(meeting=minutes.meeting)

    assert document_of(Minutes.objects.get(pk=minutes.pk), is_internal=True) == before
    assert before.digest() == minutes.sha256
    with pytest.raises(RuleBroken):
        write_opening(minutes=minutes, opening="<p>x</p>", by=house())


def test_a_correction_is_annexed_with_its_day():
    minutes = signed_by_both(submitted(by_signature=True))
    annex_correction(minutes=minutes, text="Il fallait lire douze.", by=house())

    words = document_of(minutes, is_internal=False).to_json()
    assert "Il fallait lire douze." in words
    assert Minutes.objects.get(pk=minutes.pk).document == minutes.document


def test_a_correction_is_for_locked_minutes():
    with pytest.raises(RuleBroken):
        annex_correction(minutes=submitted(), text="x", by=house())


def test_the_page_of_a_figure_tells_the_minutes_that_cite_it():
    """But not what is for the body alone."""
    indicator, by = make_indicator(code="visits", audience="public"), coordinator()
    meeting = make_whole_meeting()
    minutes, item = make_minutes(meeting=meeting), meeting.items.first()
    html = from_markdown("Soit [[visits@2024]].")
    write_opening(minutes=minutes, opening=html, by=house())
    write_debate(minutes=minutes, item=item, text=html, internal=html, by=house())
    urls = [citation.url for citation in citations_of(indicator, by)]
    assert urls == [minutes.get_absolute_url()] * 2
    assert citations_of(indicator, VISITOR) == []
    write_debate(minutes=minutes, item=item, text="", internal=html, by=house())
    assert len(citations_of(indicator, by)) == 1
