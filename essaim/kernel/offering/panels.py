"""The home page: parts that rooms offer, and which of them a reader is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices

from essaim.kernel.acting import Acting


class Place(TextChoices):
    """Where a panel stands; on a phone they follow one another in this order."""

    HEAD = "head"
    WIDE = "wide"
    MAIN = "main"
    SIDE = "side"


@dataclass(frozen=True)
class Panel:
    """A part of the home page: `show(acting, on)` is what its template reads, None for nothing.

    Each costs the same queries whatever there is to show, and as few as it can: a home is read more
    often than any other page. A `title` among what it shows stands for the label.
    """

    code: str
    label: Any  # a lazy translation or a string
    template: str
    show: Callable[[Acting, date], Mapping[str, Any] | None]
    place: Place = Place.SIDE
    order: int = 50
    shown_to: Callable[[Acting], bool] = lambda acting: True


@dataclass(frozen=True)
class PanelShown:
    """A panel that has something for this reader."""

    panel: Panel
    shows: Mapping[str, Any]

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
    answers = [(panel, panel.show(acting, on)) for panel in ordered if panel.shown_to(acting)]
    shown = [PanelShown(panel, shows) for panel, shows in answers if shows is not None]
    return {place: [part for part in shown if part.panel.place == place] for place in Place.values}
