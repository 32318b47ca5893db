"""The home page: parts that rooms offer, and which of them a reader is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from essaim.kernel.acting import Acting
from essaim.kernel.database_clock import UntilWritten


class Place(TextChoices):
    """Where a panel stands; on a phone they follow one another in this order."""

    HEAD = "head"
    WIDE = "wide"
    MAIN = "main"
    SIDE = "side"
    BELOW = "below"


@dataclass(frozen=True, eq=False)
class Panel:
    """A part of the home page: `show(acting, on)` is what its template reads, None for nothing.

    Each costs the same queries whatever there is to show, and as few as it can: a home is read more
    often than any other page. A `title` among what it shows stands for the label; with `leads`, its
    gesture is the first of the page.

    `is_shared`: it shows the same all day to all who have the same roles and groups. It is then
    drawn once for all of them until anything is written, and not told who reads.
    """

    code: str
    label: Any  # a lazy translation or a string
    template: str
    show: Callable[[Acting, date], Mapping[str, Any] | None]
    place: Place = Place.SIDE
    order: int = 50
    shown_to: Callable[[Acting], bool] = lambda acting: True
    is_shared: bool = False


@dataclass(frozen=True)
class PanelShown:
    """A panel that has something for this reader, as its template draws it."""

    panel: Panel
    shows: Mapping[str, Any]

    @cached_property
    def drawn(self) -> SafeString:
        return render_to_string(self.panel.template, {"shows": self.shows})

    @property
    def title(self) -> Any:
        return self.shows.get("title", self.panel.label)

    @property
    def anchor(self) -> str:
        """What its heading is called on the page."""
        return self.panel.code.replace(".", "-")


def panels_for(
    panels: Iterable[Panel], acting: Acting, on: date
) -> Mapping[str, Sequence[PanelShown]]:
    """{place: those that have something for this reader, in their order}."""
    ordered = sorted(panels, key=lambda panel: panel.order)
    anybody, language = acting.anybody, get_language() or ""
    answers = [
        _shared(panel, anybody, on, language) if panel.is_shared else _shown(panel, acting, on)
        for panel in ordered
        if panel.shown_to(acting)
    ]
    shown = [part for part in answers if part is not None]
    return {place: [part for part in shown if part.panel.place == place] for place in Place.values}


def _shown(panel: Panel, acting: Acting, on: date) -> PanelShown | None:
    shows = panel.show(acting, on)
    return None if shows is None else PanelShown(panel, shows)


@UntilWritten
def _shared(panel: Panel, anybody: Acting, on: date, _language: str) -> PanelShown | None:
    return _shown(panel, anybody, on)
