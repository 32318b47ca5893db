"""What waits for whoever is signed in, as the rooms say it, on the home page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.asking.models import DateOption, DatePoll, DateVoter
from essaim.assemblies.rounds.actions.deliberations import begin_round
from essaim.comments.models import Notice
from essaim.exchange.models import Run
from essaim.exchange.queries import imports_to_decide
from essaim.kernel.acting import VISITOR
from essaim.kernel.manifest import offered
from essaim.network.models import Person
from essaim.portal.homepage import show_what_waits, what_waits
from essaim.post.queries import refused_mails
from tests.assemblies.circles import open_consent, talked_about
from tests.factories.accounts import house, make_acting, make_user
from tests.factories.assemblies import (
    make_body,
    make_elector,
    make_meeting,
    make_open_vote,
    make_rules,
)
from tests.factories.comments import make_comment
from tests.factories.minutes import make_minutes, make_undertaking
from tests.factories.network import make_membership, make_person
from tests.factories.post import make_failed_message
from tests.factories.programme import make_action, make_axis, make_objective, make_programme
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db

TODAY = date(2025, 3, 1)


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def person(user):
    return make_person(user=user, given_name="Zohra", family_name="Ali")


def convened(person, *, title="Assemblée", days=10, **fields):
    starts_at = timezone.now() + timedelta(days=days)
    action = make_action(title=title, state="planned", starts_on=timezone.localdate(starts_at))
    meeting = make_meeting(action=action, starts_at=starts_at, state="convened")
    voice = {"name": str(person), "voice": f"person:{person.key}"}
    return make_elector(meeting=meeting, **voice, **fields)


def asked_for_dates(person):
    closes_at = timezone.now() + timedelta(days=2)
    poll = DatePoll.objects.create(body=make_body(), mode="onsite", closes_at=closes_at)
    starts_at = timezone.now() + timedelta(days=30)
    DateOption.objects.create(
        poll=poll, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)
    )
    voice = {"name": str(person), "voice": f"person:{person.key}"}
    return DateVoter.objects.create(poll=poll, membership=make_membership(), **voice)


def sentences(acting) -> list[str]:
    return [one.sentence for one in what_waits(acting, TODAY)]


def test_who_is_convened_is_asked_whether_they_come(user, person):
    elector = convened(person)
    (waiting,) = what_waits(acting_as(user), TODAY)
    assert waiting.sentence == "Dire si Zohra Ali viendra : Assemblée"
    assert waiting.url == reverse("assemblies:answer_convocation", args=[elector.key])


@pytest.mark.parametrize("fields", [{"days": -1}, {"answer": "excused"}], ids=["past", "answered"])
def test_what_is_over_or_answered_waits_no_more(user, person, fields):
    if "answer" in fields:
        fields = {"answer": "excused", "answered_at": timezone.now()}
    convened(person, **fields)
    assert sentences(acting_as(user)) == []


def test_a_poll_of_dates_waits_until_it_closes(user, person):
    voter = asked_for_dates(person)
    (waiting,) = what_waits(acting_as(user), TODAY)
    assert waiting.url == reverse("assemblies:answer_dates", args=[voter.key])
    an_hour_ago = timezone.now() - timedelta(hours=1)
    day_before = an_hour_ago - timedelta(days=1)
    DatePoll.objects.update(opened_at=day_before, closes_at=an_hour_ago)
    assert sentences(acting_as(user)) == []


def test_decisions_wait_for_who_carries_them_out_alone(user, person):
    make_undertaking(text="Écrire au maire", owner=person, due_on=date(2025, 4, 1))
    make_undertaking(text="Faite", owner=person, state="done")
    make_undertaking(text="D’une autre", owner=make_person())
    assert sentences(acting_as(user)) == ["Mettre en œuvre : Écrire au maire"]


def test_objectives_of_last_year_without_judgement_wait_for_the_coordination():
    programme = make_programme(title="Ensemble")
    make_objective(axis=make_axis(programme=programme))
    assert sentences(make_acting(role="coordination")) == ["Évaluer 1 objectif de 2024 : Ensemble"]
    assert sentences(make_acting()) == []


def test_a_report_whose_year_ended_waits_for_those_who_write_it():
    report = make_report(title="Bilan 2024")
    assert "Terminer le rapport : Bilan 2024" in sentences(make_acting(role="coordination"))
    assert sentences(make_acting()) == []
    report.year = 2025
    report.save()
    assert sentences(make_acting(role="coordination")) == []


def being_asked(person):
    """In a room where a vote is open and a round under way."""
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, voice=f"person:{person.key}", present=True)
    make_open_vote(meeting=meeting)
    begin_round(resolution=talked_about(open_consent(meeting, elector)), by=house())


def minutes_of(person, *, by_signature, state="submitted"):
    body = make_body()
    make_rules(body=body, minutes_by_signature=by_signature)
    action = make_action(title="Bureau de mai", state="held")
    meeting = make_meeting(body=body, action=action, state="closed", chair=person)
    return make_minutes(meeting=meeting, state=state)


def test_minutes_wait_for_the_signature_of_their_officers(user, person):
    minutes = minutes_of(person, by_signature=True)
    (waiting,) = what_waits(acting_as(user), TODAY)
    assert waiting.sentence == "Signer le procès-verbal : Bureau de mai"
    assert waiting.url == minutes.get_absolute_url()
    minutes.signatures.create(
        person=person, role="Présidence", sha256="0" * 64, signed_at=timezone.now()
    )
    assert sentences(acting_as(user)) == []


def test_minutes_that_are_not_signed_wait_to_be_approved(user, person):
    minutes_of(person, by_signature=False)
    assert sentences(acting_as(user)) == ["Faire approuver le procès-verbal : Bureau de mai"]


def test_minutes_that_are_being_written_wait_for_no_signature(user, person):
    minutes_of(person, by_signature=True, state="draft")
    minutes_of(make_person(), by_signature=True)
    assert sentences(acting_as(user)) == []


def test_mails_that_were_not_sent_wait_for_who_reads_mails():
    make_failed_message(queued_at=timezone.now() - timedelta(days=40))
    coordination, today = make_acting(role="coordination"), timezone.localdate()
    assert list(refused_mails(coordination, today)) == []
    for _number in range(2):
        make_failed_message()
    (waiting,) = refused_mails(coordination, today)
    assert waiting.sentence == "2 mails ne sont pas partis"
    assert waiting.url == f"{reverse('post:messages')}?etat=failed"
    for role in ("bureau", "administrator"):
        assert list(refused_mails(make_acting(role=role), today)) == []


def test_imports_wait_for_whoever_prepared_them_and_for_the_coordination():
    mine, other = make_acting(role="bureau"), make_acting(role="bureau")
    run = Run.objects.create(target="actions", name="actions.csv", actor_key=mine.key)
    (waiting,) = imports_to_decide(mine, TODAY)
    assert waiting.sentence == "Décider de l’import : actions.csv"
    assert waiting.url == reverse("exchange:run", args=[run.key])
    assert len(list(imports_to_decide(make_acting(role="coordination"), TODAY))) == 1
    assert list(imports_to_decide(other, TODAY)) == list(imports_to_decide(make_acting(), TODAY))
    assert list(imports_to_decide(other, TODAY)) == []
    Run.objects.update(state="failed")
    (waiting,) = imports_to_decide(mine, TODAY)
    assert waiting.sentence == "Finir ou défaire l’import : actions.csv"
    Run.objects.update(state="applied")
    assert list(imports_to_decide(mine, TODAY)) == []


def test_the_heaviest_stands_first_then_the_first_day(user, person):
    make_undertaking(text="Tard", owner=person, due_on=date(2025, 9, 1))
    make_undertaking(text="Sans jour", owner=person)
    make_undertaking(text="Tôt", owner=person, due_on=date(2025, 4, 1))
    convened(person)
    found = [sentence.split(" : ")[1] for sentence in sentences(acting_as(user))]
    assert found == ["Assemblée", "Tôt", "Tard", "Sans jour"]


def test_nothing_waits_for_strangers_and_visitors(client, as_user, person):
    convened(person)
    asked_for_dates(person)
    make_undertaking(owner=person)
    assert sentences(make_acting()) == sentences(VISITOR) == []
    for page in (client.get("/"), as_user(make_user()).get("/")):
        assert "Ce qui vous attend" not in page.content.decode()


def test_the_home_page_shows_it(as_user, user, person):
    convened(person)
    assert "Dire si Zohra Ali viendra" in as_user(user).get("/").content.decode()


def concerned_by_a_remark(person: Person) -> None:
    Notice.objects.create(comment=make_comment(), person=person)


@pytest.mark.parametrize("length", [1, 3])
def test_each_offer_costs_the_same_whatever_waits(length, django_assert_num_queries):
    user = make_user(role="coordination")
    person = make_person(user=user)
    for _number in range(length):
        convened(person)
        asked_for_dates(person)
        make_undertaking(owner=person)
        make_objective(axis=make_axis(programme=make_programme()))
        make_report()
        concerned_by_a_remark(person)
        minutes_of(person, by_signature=True)
        Run.objects.create(target="actions", name="actions.csv")
        make_failed_message()
        being_asked(person)
    acting = acting_as(user)
    for offer in offered("awaiting"):
        with django_assert_num_queries(3 if offer.code == "assemblies.questions" else 1):
            # A programme is to begin where there is none: see test_home.
            assert bool(list(offer.find(acting, TODAY))) is (offer.code != "programme.beginning")


def test_what_is_late_stands_first_then_what_is_soon_whatever_its_weight():
    """A day since when something waits is no term: it is never late."""
    make_programme()
    user = make_user(role="coordination")
    person = make_person(user=user)
    make_undertaking(owner=person, due_on=TODAY - timedelta(days=1))
    make_undertaking(owner=person, due_on=TODAY + timedelta(days=7))
    make_undertaking(owner=person, due_on=TODAY + timedelta(days=8))
    make_undertaking(owner=person, due_on=None)
    concerned_by_a_remark(person)
    shows = show_what_waits(acting_as(user), TODAY)
    assert shows is not None
    assert [(waiting.on, pressing) for waiting, pressing in shows["first"]][:3] == [
        (TODAY - timedelta(days=1), "late"),
        (TODAY + timedelta(days=7), "soon"),
        (TODAY + timedelta(days=8), ""),
    ]
    assert {pressing for _waiting, pressing in shows["first"][3:]} == {""}
    assert len(shows["first"]) == 5
