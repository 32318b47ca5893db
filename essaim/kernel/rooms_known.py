"""Which rooms are closed, as the page that is being made knows it from its beginning."""

from contextvars import ContextVar

#: Names of closed rooms; None outside of a page, where they are asked each time.
closed_here: ContextVar[frozenset[str] | None] = ContextVar("closed rooms", default=None)
