"""Polls of dates."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from essaim.assemblies.asking.actions.date_polls import answer_dates, propose_dates
from essaim.assemblies.models import Body, DatePoll, DateVoter
from essaim.kernel.acting import Acting
from tests.factories.accounts import coordinator
from tests.factories.assemblies import make_acting_for, make_body
from tests.factories.network import make_group, make_person


def bureau(*names: str, **fields: Any) -> Body:
    """A body whose group holds so many people, each with an address."""
    people = tuple(
        make_person(given_name=name, family_name="Test", email=f"{name.lower()}@membre.example")
        for name in names
    )
    return make_body(group=make_group(people=people), **{"audience": "members", **fields})


def propose(
    body: Body, *, starts: Sequence[datetime] = (), by: Acting | None = None, **said: Any
) -> DatePoll:
    """Two days, in ten and eleven days, answered until in a week."""
    now = timezone.now().replace(microsecond=0)
    starts = starts or [now + timedelta(days=days) for days in (10, 11)]
    said = {"minutes": 120, "closes_at": now + timedelta(days=7), **said}
    return propose_dates(body=body, starts=starts, by=by or coordinator(), **said)


def reply(
    poll: DatePoll, name: str, *replies: str, by: Acting | None = None, comment: str = ""
) -> DateVoter:
    """What the voice of that given name says of the days, in their order."""
    voter = poll.voters.get(name__startswith=name)
    by = by or make_acting_for(voter)
    return answer_dates(voter=voter, replies=answers_to(poll, *replies), comment=comment, by=by)


def answers_to(poll: DatePoll, *replies: str) -> dict[str, str]:
    """The same as a form posts it: a reply under the key of each day."""
    days = poll.options.order_by("starts_at")
    return {str(day.key): word for day, word in zip(days, replies, strict=False)}
