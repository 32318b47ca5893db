"""Past reports: the coordination takes them over."""

import pytest

from tests.rights.people import Network
from tests.rights.table import disagreements, rules_of_room

pytestmark = pytest.mark.django_db

REPRISE = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_past_report                                     · · · · · · · · · · · · · x · · · · · · x
open_past_report                                     · · · · · · · · · · · · · x · · · · · · x
review_past_report                                   · · · · · · · · · · · · · x · · · · · · x
apply_past_report                                    · · · · · · · · · · · · · x · · · · · · x
discard_past_report                                  · · · · · · · · · · · · · x · · · · · · x
"""


def test_past_reports() -> None:
    assert disagreements(REPRISE, rules_of_room("reprise"), Network().everybody(), {}) == ""
