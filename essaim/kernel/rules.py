"""Asking a rule by its verb: `can(acting, "programme.add_reading", indicator=indicator)`."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from inspect import signature
from typing import Any

from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden

Rule = Callable[..., bool]


@cache
def rule_of(verb: str) -> tuple[Rule, frozenset[str]]:
    """The rule of that name in the room's `rules`, and the things that it looks at."""
    room, name = verb.split(".")
    rule: Rule = getattr(import_module(f"essaim.{room}.rules"), name)
    return rule, frozenset(signature(rule).parameters) - {"by"}


def can(by: Acting, verb: str, **things: Any) -> bool:
    """Whether this one may do that. A rule is given only the things that it names."""
    rule, wanted = rule_of(verb)
    return rule(by, **{name: thing for name, thing in things.items() if name in wanted})


def require(by: Acting, verb: str, **things: Any) -> None:
    """Raises Forbidden with a sentence where `can` says no."""
    if not can(by, verb, **things):
        if by.is_visitor:
            raise Forbidden(_("Sign in to do this."))
        raise Forbidden(_("Your roles do not allow this. Ask the coordination of the network."))
