"""Settings of the network in the browser: seen at once, on every page and in every mail."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from essaim.journal.models import Entry
from essaim.kernel.context import house_style, identity
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.offering.identity import Identity
from essaim.network import actions
from essaim.network.models import Settings
from essaim.network.queries.settings import identity_of_network
from essaim.post.sending import send_messages
from tests.factories.accounts import coordinator, make_acting
from tests.factories.network import make_organisation
from tests.factories.post import make_message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(identity, "read", identity_of_network)
    return make_organisation(name="Réseau des Ruches", is_house=True, audience="public")


def test_the_colour_is_worn_by_the_next_page_of_a_visitor(client: Client) -> None:
    assert "couleurs.css" not in client.get("/").text
    actions.edit_look(colour="#005F73", by=coordinator())
    page = BeautifulSoup(client.get("/").content, "html.parser")
    (sheet,) = page.select('link[href*="couleurs.css"]')
    after = [link["href"] for link in page.select('link[rel="stylesheet"]')]
    assert after.index(sheet["href"]) == 1 + next(i for i, a in enumerate(after) if "tokens" in a)
    style = client.get(sheet["href"])
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in style.headers["Cache-Control"]
    assert "--honey: #005f73;" in style.text


def test_another_colour_is_another_address_and_the_former_one_leads_nowhere(client) -> None:
    actions.edit_look(colour="#005f73", by=coordinator())
    former = house_style()
    actions.edit_look(colour="#9b2226", by=coordinator())
    assert client.get(former).status_code == 404
    assert client.get(reverse("network:style")).status_code == 404
    assert client.get(house_style()).status_code == 200
    actions.edit_look(colour="", by=coordinator())
    assert house_style() == ""


def test_what_is_no_colour_is_told_and_stays_in_the_form(as_user, coordinator) -> None:
    url = reverse("network:edit_look")
    answer = as_user(coordinator).post(url, {"colour": "orange vif"})
    assert answer.status_code == 422
    assert "orange vif" in answer.text
    assert not Settings.objects.exists()


def test_the_database_takes_no_other_colour(house) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Settings.objects.create(organisation=house, colour="red")


def test_mails_leave_under_the_name_that_was_settled(as_user, coordinator) -> None:
    typed = {"sender": "L’équipe des Ruches", "answers_to": "equipe@ruches.example"}
    as_user(coordinator).post(reverse("network:edit_senders"), typed)
    make_message()
    make_message(reply_to="bureau@ruches.example")  # this mail names somebody
    send_messages()
    assert all(sent.from_email.startswith("=?utf-8?") for sent in mail.outbox)
    answers_to = [sent.reply_to for sent in mail.outbox]
    assert answers_to == [["equipe@ruches.example"], ["bureau@ruches.example"]]


def test_the_mail_with_the_code_leaves_under_it_too(client, coordinator) -> None:
    actions.edit_senders(sender="Equipe", answers_to="", by=make_acting(role="administrator"))
    client.post(reverse("account_request_login_code"), {"email": coordinator.email})
    assert mail.outbox[0].from_email.startswith("Equipe <")


def test_each_change_stands_in_the_journal_and_leaves_the_others() -> None:
    by = coordinator()
    actions.edit_look(colour="#005f73", by=by)
    actions.edit_senders(sender="Ruches", answers_to="", by=by)
    (settled,) = Settings.objects.all()
    assert (settled.colour, settled.sender) == ("#005f73", "Ruches")
    lines = Entry.objects.filter(target_key=settled.key).order_by("id")
    assert [line.verb for line in lines] == ["network.edit_look", "network.edit_senders"]
    assert lines[1].fields == ["sender"]


def test_the_identity_costs_one_query(house, django_assert_num_queries) -> None:
    actions.edit_look(colour="#005f73", by=coordinator())
    with django_assert_num_queries(1):
        assert identity_of_network() == Identity(name="Réseau des Ruches", colour="#005f73")


def test_a_house_that_was_not_founded_settles_nothing(house) -> None:
    house.delete()
    assert identity_of_network() == Identity()
    with pytest.raises(RuleBroken, match="pas encore de réseau"):
        actions.edit_look(colour="#005f73", by=coordinator())


@pytest.mark.parametrize("name", ["settings", "edit_look", "edit_senders"])
def test_the_pages_are_for_those_who_settle(name, as_user, stranger, coordinator, administrator):
    url = reverse(f"network:{name}")
    assert Client().get(url).status_code == 302
    assert as_user(stranger).get(url).status_code == 403
    for user in (coordinator, administrator):
        assert as_user(user).get(url).status_code == 200


def test_the_page_tells_what_its_numbers_lack(as_user, coordinator, house) -> None:
    page = as_user(coordinator).get(reverse("network:settings")).text
    assert "Réseau des Ruches" in page
    assert "SIRET" not in page.split("</h2>", 1)[1]
    house.save_with(siret="12345678900011")
    assert "SIRET" in as_user(coordinator).get(reverse("network:settings")).text


def test_a_member_of_the_bureau_settles_nothing() -> None:
    with pytest.raises(Forbidden):
        actions.edit_look(colour="", by=make_acting(role="bureau"))
