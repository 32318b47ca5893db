"""Figures: the coordination says what is counted, the bureau reads too, delegates look."""

from essaim.kernel.acting import BUREAU, COORDINATION, MEMBERS, Acting
from essaim.programme.models import Indicator


def _defines(by: Acting) -> bool:
    return by.is_one_of(COORDINATION)


def _reads(by: Acting) -> bool:
    return by.is_one_of(BUREAU)


def view_indicator(by: Acting, indicator: Indicator) -> bool:
    return by.is_one_of(indicator.audience)


def view_background(by: Acting) -> bool:
    """Where a figure is cited, and its former values: texts being written are the members' own."""
    return by.is_one_of(MEMBERS)


add_indicator = edit_indicator = remove_indicator = _defines
add_reading = correct_reading = take_readings = _reads
withdraw_reading = _defines
