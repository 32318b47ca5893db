"""What an account holds: all of it goes with the account (`accounts.erase_account`)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from essaim.accounts.models import Actor, HouseRole, User
from essaim.journal.models import Entry
from essaim.kernel.personal import Held, Whom, erased

_WITH_THE_ACCOUNT = "accounts.erase_account"
_AS_LONG_AS_ACCOUNT = _("as long as the account is open")


def _acts_of(whom: Whom) -> Q:
    """The lines that the journal keeps under the keys of their accounts."""
    return Q(actor_key__in=Actor.objects.filter(user__in=whom.accounts).values("key"))


PERSONAL = (
    Held(
        User,
        {"email": erased(_("one signs in by a code sent to it"), _AS_LONG_AS_ACCOUNT)},
        of=lambda whom: Q(pk__in=whom.accounts),
        code="accounts.account",
        label=User._meta.verbose_name,
        read=User.objects.order_by("pk"),
        shows=("email", "joined_at"),
        erased_by=_WITH_THE_ACCOUNT,
    ),
    Held(
        HouseRole,
        {"user": erased(_("says what an account may do"), _AS_LONG_AS_ACCOUNT)},
        of=lambda whom: Q(user__in=whom.accounts),
        code="accounts.roles",
        label=_("roles in the house"),
        read=HouseRole.objects.order_by("since", "pk"),
        shows=("role", "since", "until"),
        erased_by=_WITH_THE_ACCOUNT,
    ),
    Held(
        Actor,
        {
            "user": erased(
                _("says whose key stands in the journal; the key alone remains"),
                _AS_LONG_AS_ACCOUNT,
            )
        },
        of=lambda whom: Q(user__in=whom.accounts),
        told_in="accounts.acts",
        erased_by=_WITH_THE_ACCOUNT,
    ),
    Held(
        Entry,
        of=_acts_of,
        code="accounts.acts",
        label=_("what was done by this account"),
        read=Entry.objects.order_by("-id"),
        shows=("at", "verb", "target_model", "target_key"),
        erased_by=_WITH_THE_ACCOUNT,
    ),
)
