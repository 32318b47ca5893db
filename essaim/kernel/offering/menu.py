"""The main navigation: pages that rooms put under a few words, and what of it a reader is shown."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any

from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
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


@dataclass(frozen=True, eq=False)
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

    @cached_property
    def drawn(self) -> SafeString:
        """The main navigation, which stands on every page."""
        return render_to_string("components/menu.html", {"menu": self})


def navigation(
    entries: Iterable[MenuEntry], acting: Acting, path: str, view_name: str
) -> Navigation:
    """What whoever reads is shown on the page of this address and name."""
    shown = tuple(entry for entry in entries if entry.shown_to(acting))
    urls = _urls(shown, get_script_prefix())
    current = _current(zip(shown, urls, strict=True), path, view_name)
    return _navigation(shown, urls, current, get_language() or "")


@lru_cache(maxsize=200)
def _urls(entries: tuple[MenuEntry, ...], _prefix: str) -> tuple[str, ...]:
    return tuple(reverse(entry.url_name) for entry in entries)


@lru_cache(maxsize=200)
def _navigation(
    entries: tuple[MenuEntry, ...], urls: tuple[str, ...], current: str, _language: str
) -> Navigation:
    """Made and drawn once for all who are shown the same: it depends on nothing else."""
    folds = {fold.group: fold for fold in _folds(zip(entries, urls, strict=True), current)}
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
        lines = [MenuLine(str(entry.label), url, url == current) for entry, url in pairs]
        yield MenuFold(group, lines)


def _current(pairs: Iterable[tuple[MenuEntry, str]], path: str, view_name: str) -> str:
    """The address of the entry under which this page stands; empty where there is none."""
    shown = list(pairs)
    named = (url for entry, url in shown if view_name in entry.also)
    around = [url for _entry, url in shown if path.startswith(url)]
    return next(named, max(around, key=len, default=""))
