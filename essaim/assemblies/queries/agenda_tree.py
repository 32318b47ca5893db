"""The numbers of an agenda: 2, then 2.1."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from essaim.assemblies.models import AgendaItem


def numbered(items: Iterable[AgendaItem]) -> list[tuple[str, AgendaItem]]:
    """From top to bottom, points under points; one whose upper item is not there loses nothing."""
    found = list(items)
    known = {item.pk for item in found}
    under: dict[int | None, list[AgendaItem]] = {}
    for item in found:
        under.setdefault(item.parent_id if item.parent_id in known else None, []).append(item)
    return list(_level(under, None, ""))


def _level(
    under: Mapping[int | None, Sequence[AgendaItem]], parent: int | None, prefix: str
) -> Iterator[tuple[str, AgendaItem]]:
    for place, item in enumerate(under.get(parent, ()), start=1):
        yield f"{prefix}{place}", item
        yield from _level(under, item.pk, f"{prefix}{place}.")
