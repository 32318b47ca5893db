"""Which rooms a network opens and closes, who does, and on which page."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from essaim.journal.models import Entry
from essaim.kernel.acting import VISITOR
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.manifest import (
    closed_rooms,
    is_open,
    manifests,
    may_close,
    rooms_as_they_are,
)
from essaim.portal.actions import close_room, open_room
from essaim.portal.models import Room
from tests.factories.accounts import coordinator as acting_coordinator
from tests.factories.accounts import make_acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rooms_close")]
CLOSABLE = ("assemblies", "comments", "questions", "reports", "reprise")


@UntilWritten
def menu_of_assemblies() -> bool:
    return is_open("assemblies")


def close(room: str) -> None:
    close_room(name=room, by=acting_coordinator())


def reopen(room: str) -> None:
    open_room(name=room, by=acting_coordinator())


# --- Which rooms ----------------------------------------------------------------------------


def test_the_rooms_on_which_others_stand_stay_open_and_say_why() -> None:
    told = {room.room: room.opening for room in manifests() if room.opening is not None}
    assert {name for name in told if may_close(name)} == set(CLOSABLE)
    assert all(str(told[name].why_open) for name in set(told) - set(CLOSABLE))
    with pytest.raises(RuleBroken):
        close("programme")
    with pytest.raises(RuleBroken):
        close("nowhere")
    assert not Room.objects.exists()


def test_a_row_that_nobody_could_write_closes_nothing() -> None:
    Room.objects.create(name="programme", is_closed=True)
    assert is_open("programme")


@pytest.mark.parametrize("name", ["", "Assemblies", "a room", "../etc"])
def test_the_database_refuses_what_names_no_room(name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.bulk_create([Room(name=name, is_closed=True)])


def test_a_room_has_one_row_however_often_it_is_closed() -> None:
    close("assemblies")
    close("assemblies")
    reopen("assemblies")
    close("assemblies")
    assert [room.is_closed for room in Room.objects.all()] == [True]
    verbs = list(Entry.objects.filter(target_model="portal.room").values_list("verb", flat=True))
    assert verbs == [f"portal.{verb}_room" for verb in ("close", "close", "open", "close")]
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.create(name="assemblies", is_closed=False)


@pytest.mark.parametrize("role", ["bureau", ""])
def test_who_neither_coordinates_nor_administers_closes_nothing(role: str) -> None:
    with pytest.raises(Forbidden):
        close_room(name="assemblies", by=make_acting(role=role))
    with pytest.raises(Forbidden):
        close_room(name="assemblies", by=VISITOR)


# --- The page -------------------------------------------------------------------------------


def test_one_page_closes_a_room_and_takes_it_back(as_user, coordinator) -> None:
    browser = as_user(coordinator)
    page = browser.get(reverse("portal:rooms")).content.decode()
    assert page.count("/fermer/") == len(CLOSABLE)
    assert "Les réunions en sont des actions" in page
    answer = browser.post(reverse("portal:close_room", args=["assemblies"]), follow=True)
    page = answer.content.decode()
    assert "pièce fermée" in page
    assert page.count(reverse("portal:open_room", args=["assemblies"])) == 2  # one takes it back
    assert not is_open("assemblies")
    browser.post(reverse("portal:open_room", args=["assemblies"]))
    assert is_open("assemblies")


def test_the_page_is_for_who_runs_the_network_or_its_house(
    client: Client, as_user, delegate, administrator
) -> None:
    assert client.get(reverse("portal:rooms")).status_code == 302
    assert as_user(delegate).get(reverse("portal:rooms")).status_code == 403
    assert as_user(administrator).get(reverse("portal:rooms")).status_code == 200
    assert as_user(administrator).post("/pieces/nowhere/fermer/").status_code == 404


@pytest.mark.parametrize("length", [1, 3])
def test_a_page_asks_once_which_rooms_are_closed(
    client: Client, length: int, django_assert_num_queries, stop_the_clock
) -> None:
    """Whatever is offered; and not at all until something is written."""
    for name in CLOSABLE[:length]:
        close(name)
    stop_the_clock()
    client.get("/")
    with django_assert_num_queries(0):
        assert closed_rooms() == frozenset(CLOSABLE[:length])


def test_a_page_that_began_before_a_closing_leaves_no_answer_to_those_of_after(
    stop_the_clock,
) -> None:
    with rooms_as_they_are():
        close("assemblies")
        stop_the_clock()  # whatever follows is read under the mark of after
        assert menu_of_assemblies()
    with rooms_as_they_are():
        assert not menu_of_assemblies()
    assert not menu_of_assemblies()


def test_nor_one_that_began_before_an_opening(stop_the_clock) -> None:
    close("assemblies")
    with rooms_as_they_are():
        reopen("assemblies")
        stop_the_clock()
        assert not menu_of_assemblies()
    with rooms_as_they_are():
        assert menu_of_assemblies()


def test_pages_that_know_the_same_rooms_share_what_is_kept(stop_the_clock) -> None:
    stop_the_clock()
    asked: list[None] = []
    kept = UntilWritten(lambda: asked.append(None))
    for _page in range(2):
        with rooms_as_they_are():
            kept()
    assert len(asked) == 1
