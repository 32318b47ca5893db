"""What an invitation gives, and what is for administrators."""

import pytest

from essaim.network.actions.awaited import is_for_administrators


@pytest.mark.parametrize(
    ("holds_power", "is_closed", "was_withdrawn", "beyond"),
    [
        (False, False, False, False),
        (False, False, True, False),
        (False, True, True, False),
        (False, True, False, True),
        (True, False, False, True),
        (True, True, True, True),
    ],
)
def test_what_an_invitation_gives_and_takes_back(
    holds_power, is_closed, was_withdrawn, beyond
) -> None:
    answer = is_for_administrators(
        holds_power=holds_power, is_closed=is_closed, was_withdrawn=was_withdrawn
    )
    assert answer is beyond
