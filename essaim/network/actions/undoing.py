"""Putting back what one act changed, as its lines in the journal say, and nothing else."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import Acting
from essaim.network.actions.corrections import (
    correct_affiliation,
    correct_group_member,
    correct_network_role,
    correct_organisation_link,
    correct_representation,
)
from essaim.network.actions.membership_days import correct_membership
from essaim.network.models import (
    Affiliation,
    GroupMember,
    Membership,
    NetworkRole,
    OrganisationLink,
    Representation,
)

#: Model → the action that puts its days right, and the name that it gives to the row.
CORRECT: dict[Any, tuple[Any, str]] = {
    Affiliation: (correct_affiliation, "affiliation"),
    NetworkRole: (correct_network_role, "network_role"),
    GroupMember: (correct_group_member, "group_member"),
    Representation: (correct_representation, "representation"),
}


def run_again(lines: QuerySet[Entry], by: Acting) -> None:
    """Each row whose days are still those that the lines left goes back to those before.

    Memberships first: whoever speaks for a member needs one.
    """
    for row, before in _left_by(lines, Membership, "ended_on"):
        correct_membership(membership=row, admitted_on=row.admitted_on, ended_on=before, by=by)
    for model, (correct, name) in (*CORRECT.items(), _LINK):
        for row, before in _left_by(lines, model, "ends_on"):
            correct(**{name: row}, starts_on=row.starts_on, ends_on=before, by=by)


_LINK = (OrganisationLink, (correct_organisation_link, "link"))


def _left_by(lines: QuerySet[Entry], model: Any, name: str) -> Iterator[tuple[Any, date | None]]:
    """The rows with the last day that each had before, where nobody changed it since."""
    for line in lines.filter(target_model=model._meta.label_lower).order_by("id"):
        row = model.objects.filter(key=line.target_key).first()
        if row is None:
            continue
        revisions = Revision.objects.of(row.key)
        then = revisions.filter(entry_key=line.key).first()
        before = revisions.filter(number__lt=then.number).first() if then else None
        if then is not None and before is not None and row.as_record()[name] == then.record[name]:
            last_day = before.record[name]
            yield row, date.fromisoformat(last_day) if last_day else None
