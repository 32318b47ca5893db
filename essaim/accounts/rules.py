"""Who may do what with accounts."""

from essaim.accounts.models import User
from essaim.kernel.acting import ADMINISTRATOR, COMMAND, COORDINATION, Acting


def make_account(by: Acting) -> bool:
    return by.is_one_of(COORDINATION, ADMINISTRATOR)


def close_account(by: Acting) -> bool:
    return by.is_one_of(ADMINISTRATOR)


def correct_address(by: Acting) -> bool:
    """As an act of its own; within the correction of a card it follows whoever never came."""
    return by.is_one_of(ADMINISTRATOR)


def reopen_account(by: Acting) -> bool:
    return by.is_one_of(ADMINISTRATOR)


def let_into_repairs(by: Acting) -> bool:
    """The host alone, by a command."""
    return by.is_one_of(COMMAND)


def name_administrator(by: Acting) -> bool:
    """The host alone, by a command; an administrator gives roles."""
    return by.is_one_of(COMMAND)


def erase_account(by: Acting, user: User) -> bool:
    """One's own, or as an administrator."""
    return by.user_id == user.pk or by.is_one_of(ADMINISTRATOR)


def give_house_role(by: Acting) -> bool:
    return by.is_one_of(ADMINISTRATOR)


def end_house_role(by: Acting) -> bool:
    return by.is_one_of(ADMINISTRATOR)


def resume_house_role(by: Acting) -> bool:
    return by.is_one_of(ADMINISTRATOR)


def correct_house_role(by: Acting) -> bool:
    return by.is_one_of(ADMINISTRATOR)


def view_journal(by: Acting) -> bool:
    return by.is_one_of(ADMINISTRATOR)
