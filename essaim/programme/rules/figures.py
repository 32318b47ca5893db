"""Figures: the coordination says what is counted, the bureau reads too, delegates look.

Nobody notes a figure that is hidden from them.
"""

from collections.abc import Sequence

from essaim.kernel.acting import BUREAU, COORDINATION, MEMBERS, Acting
from essaim.programme.models import Indicator, Reading


def view_indicator(by: Acting, indicator: Indicator) -> bool:
    return by.is_one_of(indicator.audience)


def view_background(by: Acting) -> bool:
    """Where a figure is cited, and its former values: texts being written are the members' own."""
    return by.is_one_of(MEMBERS)


def add_indicator(by: Acting) -> bool:
    return by.is_one_of(COORDINATION)


def edit_indicator(by: Acting, indicator: Indicator) -> bool:
    """Whoever defines figures, and sees this one and all that it is made of."""
    unseen = indicator.terms.exclude(operand__audience__in=by.capacities)
    return remove_indicator(by, indicator) and not unseen.exists()


def remove_indicator(by: Acting, indicator: Indicator) -> bool:
    return add_indicator(by) and view_indicator(by, indicator)


def add_reading(by: Acting, indicator: Indicator) -> bool:
    return by.is_one_of(BUREAU) and view_indicator(by, indicator)


def take_readings(by: Acting, entries: Sequence[tuple[Indicator, object]] = ()) -> bool:
    """Many at once; without entries: whether they may at all."""
    return by.is_one_of(BUREAU) and all(add_reading(by, indicator) for indicator, _new in entries)


def correct_reading(by: Acting, reading: Reading) -> bool:
    return add_reading(by, reading.indicator)


def withdraw_reading(by: Acting, reading: Reading) -> bool:
    return remove_indicator(by, reading.indicator)
