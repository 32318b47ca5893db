"""People who sign in."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from essaim.accounts.enums import ActorKind, Role
from essaim.kernel.fitting import Fitted
from essaim.kernel.models import Keyed


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, **fields: Any) -> "User":
        """An account without password: people sign in by a code sent to this address."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(Keyed, AbstractBaseUser, PermissionsMixin):
    """An account: an address at which somebody signs in. Who they are stands in `network`."""

    record_is_whole = False

    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may open the repairs"), default=False)
    joined_at = models.DateTimeField(_("account made at"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="account_address_once")]

    def __str__(self) -> str:
        return self.email

    def as_record(self) -> dict[str, Any]:
        """Without what belongs to sessions and passwords."""
        names = ("email", "is_active", "is_staff")
        return {name: getattr(self, name) for name in names}


class HouseRoleQuerySet(models.QuerySet["HouseRole"]):
    def not_over(self, day: date) -> Self:
        """Held on that day, or later."""
        return self.filter(Q(until=None) | Q(until__gte=day))

    def lasting(self, role: str, day: date) -> Self:
        """Held on that day, with no last day, by an account that may sign in and did.

        Nobody knows who reads at the address of one that never did: it counts only where nobody
        who holds the role did, as in a house that was just opened.
        """
        runs = Q(role=role, since__lte=day, until=None, user__is_active=True)
        came = Q(user__last_login__isnull=False)
        return self.filter(runs).filter(came | ~Exists(HouseRole.objects.filter(runs & came)))


class HouseRole(Keyed):
    """A role in the house, held by an account from a day on, until a day or still."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="house_roles", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = HouseRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role in the house")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(until=None), name="house_role_held_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="house_role_ends_after_it_begins",
            ),
        ]


class Actor(Fitted):
    """Whose key the journal keeps. Erasing a person removes this row, never a journal line."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=ActorKind.choices)
    user = models.OneToOneField(
        User, models.CASCADE, null=True, related_name="actor", verbose_name=_("account")
    )
    label = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("actor of the journal")
        constraints = [
            models.UniqueConstraint(
                fields=["label"], condition=Q(kind="command"), name="command_acts_under_one_key"
            ),
            models.CheckConstraint(
                condition=~Q(kind="person") | Q(user__isnull=False), name="person_actor_has_account"
            ),
        ]
