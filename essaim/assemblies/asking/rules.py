"""Who asks between meetings: which days suit, and a question in writing."""

from essaim.assemblies.asking.models import DateOption, DatePoll, DateVoter
from essaim.assemblies.bodies.holders import convenes_body
from essaim.assemblies.meetings.holders import convenes_to, presides
from essaim.kernel.acting import Acting


def _keeps_poll(by: Acting, poll: DatePoll) -> bool:
    return convenes_body(by, poll.body)


propose_dates = convenes_body

add_dates = remind_dates = withdraw_dates = reopen_dates = _keeps_poll


def answer_dates(by: Acting, voter: DateVoter) -> bool:
    """Whoever speaks for it; who convenes notes what was said by telephone."""
    speaks = voter.voice in by.capacities or voter.key in by.keys_of("date_voter")
    return speaks or _keeps_poll(by, voter.poll)


def settle_dates(by: Acting, option: DateOption) -> bool:
    return _keeps_poll(by, option.poll)


consult_in_writing = convenes_body
remind_voters = report_unclosed = convenes_to
close_consultation = withdraw_consultation = presides
