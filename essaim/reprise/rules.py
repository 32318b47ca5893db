"""Past reports: the coordination takes them over, from the first line to the last."""

from essaim.kernel.acting import COORDINATION, Acting


def _takes_over(by: Acting) -> bool:
    return by.is_one_of(COORDINATION)


view_past_report = _takes_over
open_past_report = review_past_report = apply_past_report = discard_past_report = _takes_over
