"""What the mails about remarks say, and the addresses in them."""

import re
from datetime import date

from essaim.accounts.models import User
from essaim.comments.chores import tell_people
from essaim.comments.models import Comment
from essaim.post.models import Message
from essaim.programme.actions.actions import add_action
from essaim.programme.content import ActionContent
from essaim.programme.models import Action
from tests.factories.comments import let_pass, make_comment, reading


def noted_by(maker: User) -> Action:
    content = ActionContent(
        kind="meeting", title="Atelier", starts_on=date(2024, 6, 12), audience="members"
    )
    return add_action(content=content, by=reading(maker))


def mails_to(user: User) -> list[str]:
    return list(
        Message.objects.filter(recipient=user.email).order_by("pk").values_list("text", flat=True)
    )


def tell() -> None:
    let_pass(10)
    tell_people()


def address_in(mail: str, word: str = "repondre") -> str:
    found = re.search(rf"/remarques/[a-z/]*{word}/\S+", mail)
    assert found is not None, mail
    return found[0]


def told_of(action: Action, maker: User, **said: str) -> tuple[Comment, str]:
    """A remark on it, and the address from which Maya answers."""
    remark = make_comment(thing=action, **said)
    tell()
    return remark, address_in(mails_to(maker)[-1])
