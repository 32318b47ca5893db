"""How a consultation ends: one that cannot is told about, and stops no other."""

import pytest
from django.core.management import call_command

from essaim.accounts.queries import acting_as
from essaim.assemblies.asking.actions import consultations as ends
from essaim.assemblies.asking.queries.consultations import who_runs
from essaim.assemblies.models import Meeting
from essaim.assemblies.votes.actions.voting import cast_secret_ballot
from essaim.journal.models import Entry
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.post.models import Link, Message
from tests.assemblies.test_consultations import body_of, consult, past, vote
from tests.factories.accounts import coordinator, house, make_user
from tests.factories.assemblies import make_acting_for
from tests.factories.network import make_delegate, make_person

pytestmark = pytest.mark.django_db
FIVE = ("Ana", "Bob", "Cid", "Dot", "Eve")


def stuck(monkeypatch, title, error):
    """Counting this question fails; any other is counted."""
    counted = ends.close_resolution

    def close(*, resolution, **things):
        if resolution.title == title:
            raise error
        return counted(resolution=resolution, **things)

    monkeypatch.setattr(ends, "close_resolution", close)


def two_that_are_over():
    body = body_of("Ana")
    for title in ("Premier", "Second"):
        meeting = consult(
            body, by=acting_as(make_user(role="bureau", email=f"{title}@r.example")), title=title
        )
        past(meeting)
    Message.objects.all().delete()


@pytest.mark.parametrize("error", [RuleBroken("Aucune règle."), ZeroDivisionError("par zéro")])
def test_one_that_does_not_close_stops_no_other_and_whoever_opened_it_is_told_why(
    monkeypatch, caplog, capsys, error
):
    two_that_are_over()
    stuck(monkeypatch, "Premier", error)
    for _ in range(2):
        call_command("remind_assemblies")
    states = Meeting.objects.order_by("action__title").values_list("action__title", "state")
    assert list(states) == [("Premier", "open"), ("Second", "closed")]
    mail = Message.objects.get()
    assert (mail.recipient, str(error) in mail.text) == ("premier@r.example", True)
    assert "/consultation/" in mail.text
    assert "does not close" in caplog.text
    assert "Premier" in capsys.readouterr().err
    assert Entry.objects.filter(verb="assemblies.report_unclosed").count() == 2


def test_those_who_run_it_are_its_officers_and_whoever_opened_it_else_the_coordination():
    coordination = make_user(role="coordination", email="coordo@r.example")
    chair, opener = (
        make_person(email="ana@r.example"),
        make_user(role="bureau", email="b@r.example"),
    )
    asked = consult(body_of("Ana"), by=acting_as(opener), chair=chair)
    assert {one.email for one in who_runs(asked)} == {"ana@r.example", "b@r.example"}
    Meeting.objects.update(chair=None)
    Entry.objects.all()._raw_delete("default")
    asked.refresh_from_db()
    assert [one.email for one in who_runs(asked)] == [coordination.email]


def secret_of(votes):
    """A secret question of five electors, of whom so many have voted."""
    meeting = consult(body_of(*FIVE, subject={"secrecy": "always"}))
    for elector in meeting.electors.order_by("name")[:votes]:
        ballot = {elector: {"vote": "for"}}
        cast_secret_ballot(
            resolution=meeting.resolutions.get(), votes=ballot, by=make_acting_for(elector)
        )
    return meeting


def test_a_secret_one_with_too_few_voters_is_withdrawn_at_its_hour_and_says_why():
    meeting = secret_of(2)
    with pytest.raises(RuleBroken):
        ends.close_consultation(meeting=meeting, by=coordinator())
    past(meeting)
    call_command("remind_assemblies")
    resolution = meeting.resolutions.get()
    assert (resolution.state, resolution.box.count()) == ("withdrawn", 0)
    assert "Moins de trois" in resolution.explanation[0]
    assert Meeting.objects.get().state == "closed"


def test_a_secret_one_with_three_voters_is_counted():
    meeting = past(secret_of(3))
    call_command("remind_assemblies")
    assert meeting.resolutions.get().tally["for"] == 3


def test_withdrawn_it_decides_nothing_and_those_who_were_asked_are_told():
    meeting = consult(body_of("Ana", "Bob"))
    vote(meeting, "Ana")
    Message.objects.all().delete()
    with pytest.raises(RuleBroken):
        ends.withdraw_consultation(meeting=meeting, reason=" ", by=coordinator())
    gone = ends.withdraw_consultation(meeting=meeting, reason="Texte erroné.", by=coordinator())
    gone.action.refresh_from_db()
    assert (gone.state, gone.action.state) == ("cancelled", "cancelled")
    assert gone.resolutions.get().state == "withdrawn"
    assert Link.objects.filter(revoked_at=None).count() == 0
    mails = Message.objects.order_by("recipient")
    assert [one.recipient for one in mails] == ["ana@membre.example", "bob@membre.example"]
    assert "Texte erroné." in mails[0].text


def test_a_delegate_neither_closes_nor_withdraws_it():
    meeting, by = consult(body_of("Ana")), acting_as(make_delegate())
    with pytest.raises(Forbidden):
        ends.close_consultation(meeting=meeting, by=by)
    with pytest.raises(Forbidden):
        ends.withdraw_consultation(meeting=meeting, reason="Non.", by=by)
    with pytest.raises(Forbidden):
        ends.report_unclosed(meeting=meeting, why="Non.", by=by)
    assert ends.report_unclosed(meeting=meeting, why="Non.", by=house()) == meeting
