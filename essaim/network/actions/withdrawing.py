"""Taking back what a file noted: nothing that anything else names by now."""

from django.utils.translation import gettext as _

from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.citing import cited
from essaim.kernel.errors import RuleBroken
from essaim.network.models import College, Membership, Organisation


@action(about="organisation")
def withdraw_organisation(*, organisation: Organisation, by: Acting) -> None:
    """It was noted by a file that is taken back. Raises RuleBroken where something names it."""
    _refuse_cited(organisation)
    organisation.delete()


@action(about="membership")
def withdraw_membership(*, membership: Membership, by: Acting) -> None:
    """Likewise. Raises RuleBroken where dues, a meeting or anything else stand on it."""
    _refuse_cited(membership)
    membership.delete()


@action(about="college")
def withdraw_college(*, college: College, by: Acting) -> None:
    """Likewise. Raises RuleBroken where it has members, or a body counts on it."""
    _refuse_cited(college)
    college.delete()


def _refuse_cited(row: Organisation | Membership | College) -> None:
    if cited([row]):
        raise RuleBroken(_("“%(name)s” is cited elsewhere, and stays.") % {"name": row})
