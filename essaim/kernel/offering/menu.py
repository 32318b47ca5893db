"""The main navigation: pages that rooms put under a few words, and what of it a reader is shown."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting


class MenuGroup(TextChoices):
    """Where a page stands: under what people come to do, under their account, or at the foot."""

    ACT = "act", _("Act")
    DECIDE = "decide", _("Decide")
    SHARE = "share", _("Share")
    ACCOUNT = "account", _("Give account")
    NETWORK = "network", _("The network")
    TOOLS = "tools", _("Tools of the house")
    FOOT = "foot", _("Legal information")


@dataclass(frozen=True)
class MenuEntry:
    """A page of the navigation, by its place in its group.

    It is the current one on every page whose address begins with its own, and on those of `also`.
    """

    label: Any  # a lazy translation or a string
    url_name: str
    group: MenuGroup
    order: int = 50
    shown_to: Callable[[Acting], bool] = lambda acting: True
    also: Collection[str] = ()  # names of pages whose address begins otherwise


@dataclass(frozen=True)
class MenuLine:
    """An entry as it is drawn."""

    label: Any
    url: str
    is_current: bool


@dataclass(frozen=True)
class MenuFold:
    """A group that this reader is shown; of one page alone, that page is drawn in its place."""

    group: MenuGroup
    lines: list[MenuLine]

    @property
    def label(self) -> Any:
        return self.group.label

    @property
    def is_current(self) -> bool:
        return any(line.is_current for line in self.lines)

    @property
    def only(self) -> MenuLine | None:
        return self.lines[0] if len(self.lines) == 1 else None


@dataclass(frozen=True)
class Navigation:
    """All ways of one page, each group where it stands; what is empty is not shown."""

    main: list[MenuFold]
    tools: MenuFold
    foot: MenuFold


def navigation(
    entries: Iterable[MenuEntry], acting: Acting, path: str, view_name: str
) -> Navigation:
    """What whoever reads is shown on the page of this address and name."""
    shown = [(entry, reverse(entry.url_name)) for entry in entries if entry.shown_to(acting)]
    current = _current(shown, path, view_name)
    folds = {fold.group: fold for fold in _folds(shown, current)}
    beside = {MenuGroup.TOOLS, MenuGroup.FOOT}
    return Navigation(
        main=[fold for group, fold in folds.items() if group not in beside],
        tools=folds.get(MenuGroup.TOOLS, MenuFold(MenuGroup.TOOLS, [])),
        foot=folds.get(MenuGroup.FOOT, MenuFold(MenuGroup.FOOT, [])),
    )


def _folds(shown: Iterable[tuple[MenuEntry, str]], current: str) -> Iterator[MenuFold]:
    """In the order of the groups; within one, as its entries ask."""
    places = {group: place for place, group in enumerate(MenuGroup)}
    ordered = sorted(shown, key=lambda pair: (places[pair[0].group], pair[0].order))
    for group, pairs in groupby(ordered, key=lambda pair: pair[0].group):
        lines = [MenuLine(entry.label, url, url == current) for entry, url in pairs]
        yield MenuFold(group, lines)


def _current(shown: Iterable[tuple[MenuEntry, str]], path: str, view_name: str) -> str:
    """The address of the entry under which this page stands; empty where there is none."""
    named = (url for entry, url in shown if view_name in entry.also)
    around = [url for _entry, url in shown if path.startswith(url)]
    return next(named, max(around, key=len, default=""))
