"""How one comes into a meeting: signed in, or by the link of a convocation.

The link follows its holder in the address of every act (`?jeton=`), and opens one meeting alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from essaim.assemblies.acts import SIT
from essaim.assemblies.meetings.actions.locking import refuse_room
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.queries import sitting_meetings
from essaim.assemblies.roll.models import Elector
from essaim.kernel.acting import Acting
from essaim.kernel.http import FormPage, Request, answer_button, answer_form
from essaim.kernel.models import Keyed
from essaim.post.links import open_link

Row = TypeVar("Row", bound=Model)
Acts = Callable[..., Any]

#: What is done on the page of a meeting under way.
IN_THE_ROOM = (
    "record_arrival",
    "take_item",
    "ask_to_speak",
    "withdraw_turn",
    "begin_turn",
    "end_turn",
)
#: Pages of a meeting beside that of everybody, by the word that leads back there.
PLACES = {"salle": "assemblies:room", "pupitre": "assemblies:desk"}
OPEN_BECAUSE = "whoever holds the link of a convocation sits in that meeting without an account"


def token_of(request: Request) -> str:
    """The link's token, carried by the address; empty for who is signed in."""
    return request.GET.get("jeton", "")


def acting_by(request: Request, *acts: str) -> Acting:
    """Who acts: the holder of a link for one of these, else the account. Raises LinkRefused."""
    token = token_of(request)
    return open_link(token, *acts).acting if token else request.acting


def meeting_for(acting: Acting, key: UUID) -> Meeting:
    """A meeting that this one sees, as member, in an office or by a voice in it; else a 404."""
    return get_object_or_404(sitting_meetings().visible_to(acting), key=key)


def meeting_of_link(acting: Acting) -> Meeting:
    """The one meeting to which the holder of a link was convened."""
    theirs = Elector.objects.filter(key__in=acting.keys_of("elector")).values("meeting")
    return get_object_or_404(sitting_meetings(), pk__in=theirs)


def sitting_address(meeting: Meeting, token: str = "") -> str:
    """Where the meeting is followed, by the entrance through which one came in."""
    if token:
        return reverse("assemblies:sitting_by_link", args=[token])
    return reverse("assemblies:sitting", args=[meeting.key])


def question_address(meeting: Meeting, token: str = "") -> str:
    """Where a consultation is read and answered: the page of its one question."""
    question = meeting.resolutions.order_by("number").first()
    return f"{question.get_absolute_url()}{carried(jeton=token)}" if question else ""


@dataclass(frozen=True)
class Entrance:
    """A meeting, who acts in it, and the place to which they go back: a word of the address."""

    meeting: Meeting
    acting: Acting
    token: str
    place: str = ""

    @property
    def address(self) -> str:
        if self.place in PLACES:
            return reverse(PLACES[self.place], args=[self.meeting.key])
        return sitting_address(self.meeting, self.token)

    @property
    def thing(self) -> Any:
        """What is dealt with there."""
        return self.meeting

    def form_page(self, title: str, **words: Any) -> FormPage:
        """A form that begins and ends where they came from."""
        back = {"back": self.address, "back_label": str(self.thing), "then": self.address}
        return FormPage(title, **{**back, **words})

    def answer(
        self, request: Request, form: BaseForm, words: Mapping[str, Any], act: Acts, **things: Any
    ) -> HttpResponse:
        """A form whose act is done by whoever came in, with or without an account."""
        return answer_form(request, form, self.form_page(**words), act, by=self.acting, **things)

    def press(self, request: Request, act: Acts, **things: Any) -> HttpResponse:
        """A button of the room: by whoever came in, and back to where they pressed it."""
        return answer_button(request, act, self.address, by=self.acting, **things)

    @property
    def query(self) -> str:
        """What every act of this page carries in its address."""
        return carried(jeton=self.token, retour=self.place if self.place in PLACES else "")

    def act(self, name: str, key: UUID | None = None) -> str:
        """The address of an act on the meeting, or on the thing of that key."""
        return reverse(f"assemblies:{name}", args=[key or self.meeting.key]) + self.query

    def undoes(self, name: str) -> Callable[[Keyed], str]:
        """The address of the act that takes back what another made."""
        return lambda made: self.act(name, made.key)

    @cached_property
    def acts(self) -> dict[str, str]:
        """The addresses of what is done in the room, by their names."""
        return {name: self.act(name) for name in IN_THE_ROOM}


def carried(**words: str) -> str:
    """The end of an address that hands words on; empty where there are none."""
    query = {name: word for name, word in words.items() if word}
    return f"?{urlencode(query)}" if query else ""


def entrance_of(request: Request, key: UUID) -> Entrance:
    """Into the room of a meeting. Raises RuleBroken for a consultation, which has none."""
    entrance = any_entrance_of(request, key)
    refuse_room(entrance.meeting)
    return entrance


def any_entrance_of(request: Request, key: UUID) -> Entrance:
    acting = acting_by(request, SIT)
    return Entrance(meeting_for(acting, key), acting, token_of(request), place_in(request))


def place_in(request: Request) -> str:
    """Where one presses a button, as the form or the address says."""
    sent = request.POST if "retour" in request.POST else request.GET
    return sent.get("retour", "")


def chosen(rows: QuerySet[Row], key: str) -> Row:
    """The row of a key that a button posted; else a 404."""
    try:
        return get_object_or_404(rows, key=UUID(key))
    except ValueError as error:
        raise Http404 from error
