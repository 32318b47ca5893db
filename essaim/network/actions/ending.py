"""Ending what runs: the same rules for links, roles, affiliations, groups and representations."""

from datetime import date

from django.utils.translation import gettext as _

from essaim.kernel.errors import RuleBroken
from essaim.network.models.dated import Dated


def end(dated: Dated, *, ends_on: date) -> None:
    """Sets the last day, saved. Raises RuleBroken if it ended before, or begins after."""
    if dated.ends_on is not None:
        raise RuleBroken(_("This has already ended."))
    if ends_on < dated.starts_on:
        raise RuleBroken(_("This cannot end before it begins."))
    dated.ends_on = ends_on
    dated.save(update_fields=["ends_on"])
