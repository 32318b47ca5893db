"""Who proposes dates, who says which suit, who makes one of them the meeting."""

from essaim.assemblies.models import Body, DateOption, DatePoll, DateVoter
from essaim.assemblies.rules.meetings import plan_meeting
from essaim.kernel.acting import Acting


def propose_dates(by: Acting, body: Body) -> bool:
    return plan_meeting(by, body)


def add_dates(by: Acting, poll: DatePoll) -> bool:
    return plan_meeting(by, poll.body)


def answer_dates(by: Acting, voter: DateVoter) -> bool:
    """Whoever speaks for it; who convenes notes what was said by telephone."""
    speaks = voter.voice in by.capacities or voter.key in by.keys_of("date_voter")
    return speaks or plan_meeting(by, voter.poll.body)


def remind_dates(by: Acting, poll: DatePoll) -> bool:
    return plan_meeting(by, poll.body)


def settle_dates(by: Acting, option: DateOption) -> bool:
    return plan_meeting(by, option.poll.body)


def withdraw_dates(by: Acting, poll: DatePoll) -> bool:
    return plan_meeting(by, poll.body)


def reopen_dates(by: Acting, poll: DatePoll) -> bool:
    return plan_meeting(by, poll.body)
