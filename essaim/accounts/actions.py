"""Every write on accounts."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.accounts.enums import ActorKind, Role
from essaim.accounts.models import Actor, HouseRole, User
from essaim.journal.actions import action, keep_first_revision, rewrite_revisions
from essaim.journal.models import Entry
from essaim.kernel.acting import COMMAND, Acting, capacities_of
from essaim.kernel.days import refuse_crossing, refuse_days
from essaim.kernel.errors import RuleBroken


def acting_command(name: str) -> Acting:
    """A command of the shell: it may do everything, and the journal says which command it was.

    Stands outside of `@action`, since it is what an action of a command acts by.
    """
    actor, _made = Actor.objects.get_or_create(kind=ActorKind.COMMAND, label=name)
    return Acting(key=actor.key, user_id=None, capacities=capacities_of([COMMAND]))


@action
def make_account(*, email: str, by: Acting) -> User:
    """Open an account at this address, with the actor under which the journal knows it."""
    if User.objects.filter(email__iexact=email).exists():
        raise RuleBroken(_("There is already an account at %(email)s.") % {"email": email})
    user = User.objects.create_user(email)
    Actor.objects.create(kind=ActorKind.PERSON, user=user)
    return user


@action
def correct_address(*, user: User, email: str, by: Acting) -> User:
    """Move an account to the address at which whoever it is for reads.

    Raises RuleBroken where another account is there.
    """
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise RuleBroken(_("There is already an account at %(email)s.") % {"email": email})
    keep_first_revision(user)
    user.email = User.objects.normalize_email(email).lower()
    user.save(update_fields=["email"])
    return user


@action
def close_account(*, user: User, by: Acting) -> User:
    """Nobody signs in with it any more; what was written stays signed."""
    _keep_an_administrator(HouseRole.objects.filter(user=user))
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


@action
def reopen_account(*, user: User, by: Acting) -> User:
    """Let sign in again whoever could not any more, with the roles that still run."""
    if user.is_active:
        raise RuleBroken(_("%(email)s can sign in already.") % {"email": user.email})
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


@action
def let_into_repairs(*, user: User, may: bool, by: Acting) -> User:
    """Let an account look at the rows behind the pages, or end that."""
    user.is_staff = user.is_superuser = may
    user.save(update_fields=["is_staff", "is_superuser"])
    return user


@action(about="user")
def erase_account(*, user: User, by: Acting) -> None:
    """Remove the account, its roles and its actor: the journal keeps a key that names nobody."""
    _keep_an_administrator(HouseRole.objects.filter(user=user))
    rewrite_revisions(User, [user.key], email="")
    user.delete()


@action
def give_house_role(*, user: User, role: Role, since: date, by: Acting) -> HouseRole:
    """Give a role in the house from a day on."""
    if HouseRole.objects.filter(user=user, role=role, until=None).exists():
        raise RuleBroken(_("%(email)s already holds this role.") % {"email": user.email})
    return HouseRole.objects.create(user=user, role=role, since=since)


@action
def name_administrator(*, email: str, by: Acting) -> User:
    """Let whoever reads this address administer the house, from today and with no last day.

    Their account is opened where there is none, and let in again where it was closed; of several
    spans that end, or are to come, one is made, which begins with the first.
    """
    user = User.objects.filter(email__iexact=email).first() or make_account(email=email, by=by)
    if not user.is_active:
        reopen_account(user=user, by=by)
    roles = HouseRole.objects.filter(user=user, role=Role.ADMINISTRATOR)
    today = timezone.localdate()
    if roles.filter(since__lte=today, until=None).exists():
        return user
    spans = list(roles.filter(Q(until=None) | Q(until__gt=today)).order_by("since", "pk"))
    other = spans[0] if spans else None
    for span in spans[1:]:
        keep_first_revision(span)
        span.delete()
    if other is None:
        give_house_role(user=user, role=Role.ADMINISTRATOR, since=today, by=by)
    else:
        since = min(other.since, today)
        correct_house_role(house_role=other, starts_on=since, ends_on=None, by=by)
    return user


@action
def end_house_role(*, house_role: HouseRole, until: date, by: Acting) -> HouseRole:
    """End a role after a day; a role that began later than that never was.

    Raises RuleBroken where it has a last day, which taking the ending back would lose.
    """
    _keep_an_administrator(HouseRole.objects.filter(pk=house_role.pk))
    running = HouseRole.objects.filter(pk=house_role.pk, until=None)
    if running.select_for_update().first() is None:
        raise RuleBroken(_("This role has a last day already: correct its days instead."))
    house_role.until = max(until, house_role.since)
    house_role.save(update_fields=["until"])
    return house_role


@action
def resume_house_role(*, house_role: HouseRole, by: Acting) -> HouseRole:
    """Take back the ending of a role: it runs on.

    Raises RuleBroken where it was given anew, or where its last day stands for another reason.
    """
    last = Entry.objects.about(house_role.key).first()
    if last is None or last.verb not in {"accounts.end_house_role", "accounts.resume_house_role"}:
        raise RuleBroken(_("This role has a last day already: correct its days instead."))
    alike = HouseRole.objects.filter(user=house_role.user_id, role=house_role.role)
    house_role = {role.pk: role for role in alike.select_for_update().order_by("pk")}[house_role.pk]
    others = alike.exclude(pk=house_role.pk)
    refuse_crossing(others, "since", "until", house_role.since, None)
    house_role.until = None
    house_role.save(update_fields=["until"])
    return house_role


@action
def correct_house_role(
    *, house_role: HouseRole, starts_on: date, ends_on: date | None, by: Acting
) -> HouseRole:
    """The days on which the account held it; without a last day, it still does.

    Raises RuleBroken for days that cross those of the same role, and where nobody would administer.
    """
    alike = HouseRole.objects.filter(role=house_role.role).select_for_update().order_by("pk")
    house_role = {role.pk: role for role in alike}[house_role.pk]
    refuse_days((house_role.since, house_role.until), (starts_on, ends_on))
    beside = HouseRole.objects.filter(user=house_role.user_id, role=house_role.role)
    refuse_crossing(beside.exclude(pk=house_role.pk), "since", "until", starts_on, ends_on)
    if ends_on is not None or starts_on > timezone.localdate():
        _keep_an_administrator(HouseRole.objects.filter(pk=house_role.pk))
    keep_first_revision(house_role)
    house_role.since, house_role.until = starts_on, ends_on
    house_role.save(update_fields=["since", "until"])
    return house_role


def _keep_an_administrator(lost: QuerySet[HouseRole]) -> None:
    """Raises RuleBroken where a house would be without administrator once these roles are lost.

    The roles are locked first and counted after, so that of two who leave at once one stays.
    """
    list(HouseRole.objects.filter(role=Role.ADMINISTRATOR).select_for_update().order_by("pk"))
    administer = HouseRole.objects.lasting(Role.ADMINISTRATOR, timezone.localdate())
    leaving = administer.filter(pk__in=lost.values("pk"))
    if leaving.exists() and not administer.exclude(pk__in=lost.values("pk")).exists():
        raise RuleBroken(
            _(
                "That is the last administrator: give this role first to somebody else, who signs "
                "in once."
            )
        )
