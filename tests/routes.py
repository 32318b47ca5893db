"""Every address that the house answers to, as its URL configuration has them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """The name of a view (`assemblies:meeting`), its address with `<uuid:key>` in it, the view."""

    name: str
    address: str
    view: object


def routes() -> list[Route]:
    """All but those of the admin, which keeps its own."""
    return list(_routes(get_resolver().url_patterns, "/", ""))


def _routes(patterns: list[URLPattern | URLResolver], before: str, space: str) -> Iterator[Route]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Route(f"{space}{pattern.name}", address, pattern.callback)
        elif pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern.url_patterns, address, inner)
