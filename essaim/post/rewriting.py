"""Taking words out of mails: the mail stays, since it proves that something was written."""

import re

from django.db.models import QuerySet

from essaim.post.models import Message

COLUMNS = ("subject", "text", "html")


def as_printed(words: str) -> str:
    """A pattern of these words, between which a line of the mail may end."""
    return r"\s+".join(map(re.escape, words.split()))


def replace_in(messages: QuerySet[Message], whole: re.Pattern[str], instead: str) -> bool:
    """Writes `instead` wherever this stands in these mails; says whether it stood anywhere."""
    rewritten = False
    for message in messages.select_for_update().order_by("pk"):
        before = [getattr(message, name) for name in COLUMNS]
        for name in COLUMNS:
            setattr(message, name, whole.sub(lambda _match: instead, getattr(message, name)))
        if before != [getattr(message, name) for name in COLUMNS]:
            message.save(update_fields=COLUMNS)
            rewritten = True
    return rewritten
