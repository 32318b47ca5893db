"""What the views of rounds share: an act at once, a form, and the way back, by whichever door."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from essaim.assemblies.models import Elector, Resolution
from essaim.assemblies.rules.holders import presides, speaks_for
from essaim.assemblies.views.doors import Door, chosen, sitting_address
from essaim.assemblies.views.resolutions import resolution_address, resolution_of
from essaim.kernel.errors import Forbidden
from essaim.kernel.http import FormPage, Request, answer_form, refusals_as_messages, tell
from essaim.kernel.rules import require


@dataclass(frozen=True)
class Asked:
    """A question, what is asked about it, and by which door one came."""

    request: Request
    found: Resolution
    door: Door

    @classmethod
    def of(cls, request: Request, key: UUID, verb: str, **things: Any) -> Self:
        """Raises Forbidden where this one may not do that."""
        found, door = resolution_of(request, key)
        require(door.acting, f"assemblies.{verb}", resolution=found, **things)
        return cls(request, found, door)

    @property
    def typed(self) -> Any:
        """What a form is filled in with; None while it is only read."""
        return self.request.POST or None

    @property
    def address(self) -> str:
        return resolution_address(self.found, self.door)

    @property
    def next_address(self) -> str:
        """The meeting where one came from there, else the page of the question."""
        said = self.request.POST if "retour" in self.request.POST else self.request.GET
        if said.get("retour") == "seance":
            return sitting_address(self.found.meeting, self.door.token)
        return self.address

    def voice(self) -> Elector:
        """The elector that is named: one's own, or any for whoever presides."""
        named = self.request.POST.get("voix") or self.request.GET.get("voix", "")
        elector: Elector = chosen(self.found.meeting.electors.all(), named)
        acting = self.door.acting
        if not (speaks_for(acting, elector) or presides(acting, self.found.meeting)):
            raise Forbidden(_("You do not vote for “%(name)s”.") % {"name": elector.name})
        return elector

    def act(self, act: Callable[..., Any], done: str = "", **things: Any) -> HttpResponse:
        """An act of one button; what is refused is told on the page that comes back."""
        with refusals_as_messages(self.request):
            act(by=self.door.acting, **things)
            if done:
                tell(self.request, done)
        return redirect(self.next_address)

    def form(
        self, form: BaseForm, act: Callable[..., Any], words: dict[str, str], **things: Any
    ) -> HttpResponse:
        """A form whose act is done by whoever came through that door, with or without account."""
        address = self.next_address
        page = FormPage(back=address, back_label=str(self.found), then=address, **words)

        def run(*, by: Any, **typed: Any) -> Any:
            return act(by=self.door.acting, **things, **typed)

        return answer_form(self.request, form, page, run)
