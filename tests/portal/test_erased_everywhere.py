"""A name that stood in every room: where it still stands once the person is erased, and why."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.assemblies.minutes.actions.minutes import annex_correction, write_debate
from essaim.assemblies.minutes.actions.signing import sign_minutes
from essaim.assemblies.minutes.actions.undertakings import remind_owners
from essaim.assemblies.roll.actions.answers import answer_convocation, give_proxy
from essaim.assemblies.roll.actions.convening import convene_meeting
from essaim.journal.models import Revision
from essaim.kernel.manifest import offered
from essaim.kernel.personal import lines_of
from essaim.network import actions as network
from essaim.network.models import Person
from essaim.portal import actions as portal
from essaim.portal.actions import erase_person
from essaim.post.models import Message
from essaim.programme.models import ActionPerson
from essaim.reports.actions.publication import make_funder_link, publish_report
from essaim.reprise.models import PastReport
from essaim.search.models import IndexEntry, NameGram
from tests.assemblies.test_convening import planned
from tests.factories.accounts import coordinator, house, make_user
from tests.factories.assemblies import make_item, make_option, make_resolution
from tests.factories.dates import propose, reply
from tests.factories.files import make_file
from tests.factories.imports import preview
from tests.factories.minutes import make_minutes, make_undertaking, make_whole_meeting
from tests.factories.network import (
    make_affiliation,
    make_group,
    make_membership,
    make_network_role,
    make_organisation,
    make_person,
)
from tests.factories.post import make_sent_message
from tests.factories.programme import make_action
from tests.factories.reports import make_report, make_section

pytestmark = pytest.mark.django_db

WORDS = ("Zéphyrine", "zephyrine", "Quillerou", "quillerou", "Mervan", "mervan")
EMAIL, FORMER_EMAIL = "zephyrine@membre.example", "z.mervan@membre.example"

#: What other people wrote in their own words, and papers that are kept as they were sent or signed.
#: Each is said on the page before one erases.
STAYS = {
    "assemblies.AgendaItem.title",
    "assemblies.Amendment.text",
    "assemblies.Debate.text",
    "assemblies.Minutes.document",
    "assemblies.Minutes.public_document",
    "assemblies.Option.label",
    "exchange.Row.source",
    "files.StoredFile.name",
    "programme.Action.folded",
    "programme.Action.summary",
    "programme.Action.title",
    "reprise.PastReport.name",
    "reprise.PastReport.text",
    "reports.FunderLink.recipient",
    "reports.Section.text",
    "reports.Snapshot.document",
}


#: Made of a column that is said: what one searches among titles, minutes as everybody reads them.
MADE_OF_OTHERS = {"programme.Action.folded", "assemblies.Minutes.public_document"}


@pytest.fixture
def person() -> Person:
    """Under two names and two addresses, in two rows, with an account."""
    person = make_person(
        given_name="Zéphyrine", family_name="Mervan", email=FORMER_EMAIL, user=make_user()
    )
    by = coordinator()
    network.edit_person(person=person, family_name="Mervan", by=by)
    network.edit_person(person=person, family_name="Quillerou", email=EMAIL, by=by)
    twin = make_person(given_name="Zéphyrine", family_name="Quillerou", email=EMAIL)
    network.merge_person(person=twin, into=person, by=by)
    person.refresh_from_db()
    return person


def in_the_network(person: Person) -> None:
    make_affiliation(person=person, organisation=make_organisation(), title="Zéphyrine, salariée")
    make_group(people=(person,))
    make_network_role(person=person, title="Trésorière : Zéphyrine")


def in_assemblies(person: Person) -> None:
    """Convened, holding a proxy, away, proposing days, standing, presiding, signing, in charge."""
    by = coordinator()
    giver = make_person(email="autre@membre.example")
    for one in (person, giver):
        make_membership(person=one)
    meeting = planned()
    convene_meeting(meeting=meeting, by=by)
    hers = meeting.electors.get(voice=f"person:{person.key}")
    other = meeting.electors.exclude(pk=hers.pk).get()
    give_proxy(giver=other, holder=hers, instruction="", by=by)
    answer_convocation(elector=hers, answer="excused", by=by)
    reply(propose(meeting.body, by=by), "Zéphyrine", "yes", comment="Zéphyrine préfère le soir.")
    past = make_whole_meeting(by_signature=True)
    past.chair = person
    past.save()
    make_item(meeting=past, title="Mot de Zéphyrine Quillerou", presenter=person)
    vote = make_resolution(item=past.items.first(), state="open", opened_at=timezone.now())
    make_option(resolution=vote, label=str(person), person=person)
    make_undertaking(meeting=past, owner=person, due_on=timezone.localdate())
    remind_owners(by=house())
    minutes = make_minutes(meeting=past)
    item = past.items.first()
    write_debate(minutes=minutes, item=item, text="<p>Zéphyrine parle.</p>", internal="", by=by)
    minutes.state = "submitted"
    minutes.save()
    for officer in (past.chair, past.secretary):
        minutes = sign_minutes(minutes=minutes, by=acting_as(officer.user))
    annex_correction(minutes=minutes, text="Lire Zéphyrine Quillerou.", by=acting_as(officer.user))


def in_the_programme(person: Person) -> None:
    make_action(title="Visite de Zéphyrine", summary="<p>Avec Zéphyrine Quillerou.</p>")
    for one in Person.objects.filter(given_name="Zéphyrine"):
        ActionPerson.objects.create(action=make_action(), person=one, label="Zéphyrine Q.")
    PastReport.objects.create(
        year=2023, name="Zéphyrine.txt", text="Zéphyrine Quillerou, présidente."
    )
    preview(coordinator(), f"titre;date\nFormation par {person};2024-03-01\n")
    make_file(name="Zéphyrine.pdf")


def in_reports() -> None:
    by = coordinator()
    report = make_report()
    make_section(report=report, markdown="Merci à Zéphyrine Quillerou.")
    snapshot = publish_report(report=report, reason="Version de travail demandée.", by=by)
    until = timezone.localdate() + timedelta(days=30)
    recipient = "Zéphyrine Quillerou, Région"
    make_funder_link(report=report, snapshot=snapshot, recipient=recipient, expires_on=until, by=by)


def names_her(value: object) -> bool:
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode(errors="replace")
    return any(word in str(value) for word in (*WORDS, EMAIL, FORMER_EMAIL))


def columns_that_name_her() -> set[str]:
    """Of every table; what a former version names, under the column that it was of.

    The index of the search holds what the others hold.
    """
    found = set()
    for model in set(apps.get_models()) - {Revision, IndexEntry, NameGram}:
        fields = [one for one in model._meta.concrete_fields if not one.is_relation]
        for row in model._base_manager.values(*(one.name for one in fields)):
            named = {name for name, said in row.items() if names_her(said)}
            found |= {f"{model._meta.label}.{name}" for name in named}
    for revision in Revision.objects.all():
        name = apps.get_model(revision.target_model)._meta.label
        found |= {f"{name}.{key}" for key, said in revision.record.items() if names_her(said)}
    return found


def in_every_room(person: Person) -> None:
    in_the_network(person)
    in_assemblies(person)
    in_the_programme(person)
    in_reports()


def erase(person: Person) -> list[str]:
    return erase_person(person=person, by=acting_as(make_user(role="administrator")))


def test_what_names_an_erased_person_is_what_others_wrote_and_papers_that_are_kept(person):
    with TestCase.captureOnCommitCallbacks(execute=True):
        in_every_room(person)
    before = columns_that_name_her()
    with TestCase.captureOnCommitCallbacks(execute=True):
        erase(person)
    assert columns_that_name_her() == STAYS
    assert before > STAYS
    found = [row for row in IndexEntry.objects.values() if names_her(row)]
    assert {row["kind"] for row in found} == {"files.storedfile", "reports.report"}


def test_all_that_stays_is_said_before_one_erases(person, as_user):
    kept = {
        f"{line.declaration.model._meta.label}.{line.field}"
        for line in lines_of(offered("personal"))
        if line.fate.becomes == "keep"
    }
    assert kept >= STAYS - MADE_OF_OTHERS
    browser = as_user(make_user(role="administrator"))
    page = browser.get(reverse("portal:erase_person", args=[person.key])).text
    assert "Ce que d’autres ont écrit avec leurs mots" in page
    assert "Les mails arrivés" in page


def test_mails_to_others_keep_what_they_prove_without_the_name(person):
    in_assemblies(person)
    kept = erase(person)
    texts = [one.text for one in Message.objects.filter(recipient="autre@membre.example")]
    assert any("donne pouvoir à [personne effacée], qui vote" in text for text in texts)
    assert any("mails à d’autres" in sentence for sentence in kept)


def test_somebody_with_a_longer_name_is_not_taken_for_the_one_who_is_erased():
    make_sent_message(subject="Ana Ruizier", text="Ana Ruizier et Diana Ruiz, puis ANA RUIZ.")
    erase(make_person(given_name="Ana", family_name="Ruiz"))
    message = Message.objects.get()
    assert message.text == "Ana Ruizier et Diana Ruiz, puis [personne effacée]."
    assert message.subject == "Ana Ruizier"


def test_a_name_goes_however_it_was_written():
    make_sent_message(
        subject="ÉLOÏSE MARTÉ", text="Éloïse\nMarté\xa0: ÉLOÏSE MARTÉ.", html="<p>éloïse marté</p>"
    )
    erase(make_person(given_name="Éloïse", family_name="Marté"))
    message = Message.objects.get()
    told = "[personne effacée]"
    assert (message.subject, message.html) == (told, f"<p>{told}</p>")
    assert message.text == f"{told}\xa0: {told}."


def test_a_name_in_capitals_alone_goes_too():
    make_sent_message(text="ÉLOÏSE MARTÉ")
    erase(make_person(given_name="Éloïse", family_name="Marté"))
    assert Message.objects.get().text == "[personne effacée]"


def test_a_name_with_an_apostrophe_goes_out_of_the_page_of_a_mail_too():
    make_sent_message(text="Aïcha d'Arc vient.", html="<p>Aïcha d&#x27;Arc vient.</p>")
    erase(make_person(given_name="Aïcha", family_name="d'Arc"))
    assert Message.objects.get().html == "<p>[personne effacée] vient.</p>"


def test_the_account_of_a_row_that_was_merged_goes_too():
    person = make_person()
    make_person(canonical=person, user=make_user(email=EMAIL))
    erase(person)
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_sweep_that_is_held_up_undoes_no_erasure(person, monkeypatch):
    def held() -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(portal, "forget_removed_words", held)
    with TestCase.captureOnCommitCallbacks(execute=True):
        erase(person)
    person.refresh_from_db()
    assert person.erased_at is not None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL tidies up by itself, later")
@pytest.mark.django_db(transaction=True)
def test_the_files_of_the_database_forget_the_name_too(person):
    in_the_network(person)
    erase(person)
    path = Path(connection.settings_dict["NAME"])
    files = [path, path.with_name(f"{path.name}-wal")]
    assert [one.name for one in files if one.exists() and names_her(one.read_bytes())] == []


def test_no_file_beside_the_database_names_anybody(person, settings, tmp_path):
    settings.DEPARTURES_LOG = str(tmp_path / "departures.log")
    settings.MEDIA_ROOT = tmp_path / "files"
    with TestCase.captureOnCommitCallbacks(execute=True):
        in_every_room(person)
    erase(person)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} > {"departures.log"}
    assert [path for path in files if names_her(path) or names_her(path.read_bytes())] == []


def test_no_log_holds_an_address(person, caplog):
    with caplog.at_level("INFO"), TestCase.captureOnCommitCallbacks(execute=True):
        in_every_room(person)
        erase(person)
    assert [one for one in caplog.messages if "@" in one or names_her(one)] == []
