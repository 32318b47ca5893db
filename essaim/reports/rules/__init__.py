"""Who may do what with reports."""

from essaim.reports.rules.composition import (
    compose_report,
    edit_report,
    keep_both_sections,
    keep_section,
    move_action,
    open_report,
    select_action,
    view_report,
    write_section,
)
from essaim.reports.rules.publication import (
    export_report,
    make_funder_link,
    publish_report,
    revoke_funder_link,
)

__all__ = [
    "compose_report",
    "edit_report",
    "export_report",
    "keep_both_sections",
    "keep_section",
    "make_funder_link",
    "move_action",
    "open_report",
    "publish_report",
    "revoke_funder_link",
    "select_action",
    "view_report",
    "write_section",
]
