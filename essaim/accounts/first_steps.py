"""What the room needs first: somebody beside whoever opened the house."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.accounts.models import User
from essaim.kernel.acting import Acting
from essaim.kernel.offering.first_steps import FirstStep, Way
from essaim.kernel.rules import can


def _open_accounts(_acting: Acting) -> QuerySet[User]:
    return User.objects.filter(is_active=True)


def _sentence(number: int) -> str:
    words = ngettext("%(number)d person may sign in.", "%(number)d people may sign in.", number)
    return words % {"number": number}


def _ways(acting: Acting) -> Iterator[Way]:
    if can(acting, "accounts.make_account"):
        yield Way(_("Invite somebody"), reverse("accounts:make_account"))


FIRST_STEPS = (
    FirstStep(
        "accounts.colleagues",
        gettext_lazy("Who works here"),
        gettext_lazy("Invite those who run the network with you: one address each, and a role."),
        order=20,
        minutes=2,
        rows=_open_accounts,
        sentence=_sentence,
        ways=_ways,
        pages=("accounts:accounts", "accounts:make_account"),
        enough=2,
    ),
)
