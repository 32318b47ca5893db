"""What an act reads and reckons at length, before its transaction opens and others wait for it."""

from collections.abc import Callable
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def prepared_by(
    prepare: Callable[P, R],
) -> Callable[[Callable[Concatenate[R, P], T]], Callable[P, T]]:
    """Below `@action`: what the act reads and reckons at length is done before its transaction.

    Nobody waits for it then. `prepare` is given what the act is given, once the rule was asked;
    what it answers is the first thing that the act is given. The act looks whether it still holds.
    """

    def mark(function: Callable[Concatenate[R, P], T]) -> Callable[P, T]:
        def whole(*args: P.args, **things: P.kwargs) -> T:
            return function(prepare(*args, **things), *args, **things)

        whole.__name__, whole.__module__ = function.__name__, function.__module__
        whole.__doc__ = function.__doc__
        whole.__signature__ = signature(prepare)  # type: ignore[attr-defined]
        whole.prepare, whole.act = prepare, function  # type: ignore[attr-defined]
        return whole

    return mark
