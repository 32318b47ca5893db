"""Reports: who reads, writes, publishes and hands out."""

from typing import Any

import pytest

from essaim.reports.models import FunderLink, Report, Snapshot
from tests.factories.reports import make_report
from tests.rights.people import Network
from tests.rights.table import disagreements, rules_of_room

pytestmark = pytest.mark.django_db

REPORTS = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_report public_report                            x x x x x x x x x x x x x x x x x x x x x
view_report members_report                           · · x x x x · · · · · · x x x · · · · · x
view_report bureau_report                            · · · · · · · · · · · · x x · · · · · · x
view_report group_report                             · · · · · · · · x · · · · · · · · · · · ·
open_report                                          · · · · · · · · · · · · · x · · · · · · x
edit_report members_report                           · · · · · · · · · · · · x x · · · · · · x
edit_report group_report                             · · · · · · · · · · · · · · · · · · · · ·
compose_report members_report                        · · · · · · · · · · · · x x · · · · · · x
compose_report group_report                          · · · · · · · · · · · · · · · · · · · · ·
write_section members_report                         · · · · · · · · · · · · x x · · · · · · x
write_section group_report                           · · · · · · · · · · · · · · · · · · · · ·
keep_section members_report                          · · · · · · · · · · · · x x · · · · · · x
keep_section group_report                            · · · · · · · · · · · · · · · · · · · · ·
select_action members_report                         · · · · · · · · · · · · x x · · · · · · x
select_action group_report                           · · · · · · · · · · · · · · · · · · · · ·
move_action members_report                           · · · · · · · · · · · · x x · · · · · · x
move_action group_report                             · · · · · · · · · · · · · · · · · · · · ·
export_report members_report                         · · · · · · · · · · · · x x · · · · · · x
export_report group_report                           · · · · · · · · · · · · · · · · · · · · ·
publish_report members_report                        · · · · · · · · · · · · · x · · · · · · x
publish_report group_report                          · · · · · · · · · · · · · · · · · · · · ·
make_funder_link members_report                      · · · · · · · · · · · · · x · · · · · · x
make_funder_link group_report                        · · · · · · · · · · · · · · · · · · · · ·
revoke_funder_link link_to_members_report            · · · · · · · · · · · · · x · · · · · · x
revoke_funder_link link_to_group_report              · · · · · · · · · · · · · · · · · · · · ·
"""


def link_to(report: Report) -> FunderLink:
    """Unsaved: the rule looks at the report alone."""
    return FunderLink(snapshot=Snapshot(report=report))


def test_reports() -> None:
    network = Network()
    things: dict[str, dict[str, Any]] = {}
    common = {name: name for name in ("public", "members", "bureau")}
    for name, audience in {**common, "group": network.only_group}.items():
        report = make_report(audience=audience)
        things[f"{name}_report"] = {"report": report}
        things[f"link_to_{name}_report"] = {"link": link_to(report)}
    found = disagreements(REPORTS, rules_of_room("reports"), network.everybody(), things)
    assert found == ""
