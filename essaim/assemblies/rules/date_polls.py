"""Who proposes dates, who says which suit, who makes one of them the meeting."""

from essaim.assemblies.models import DateOption, DateVoter
from essaim.assemblies.rules.holders import convenes_body, keeps_poll
from essaim.kernel.acting import Acting

propose_dates = convenes_body
add_dates = remind_dates = withdraw_dates = reopen_dates = keeps_poll


def answer_dates(by: Acting, voter: DateVoter) -> bool:
    """Whoever speaks for it; who convenes notes what was said by telephone."""
    speaks = voter.voice in by.capacities or voter.key in by.keys_of("date_voter")
    return speaks or keeps_poll(by, voter.poll)


def settle_dates(by: Acting, option: DateOption) -> bool:
    return keeps_poll(by, option.poll)
