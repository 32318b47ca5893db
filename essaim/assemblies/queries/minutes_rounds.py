"""What minutes tell of a question decided round by round, beside the explanation of its result.

In the reading of the body the explanation holds the rounds and the objections, and tables say who
answered what; other readers have the versions and the rounds in numbers.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from essaim.assemblies.models import Resolution
from essaim.assemblies.queries.minutes_parts import lines
from essaim.assemblies.queries.rounds_trace import RoundLine, Trace, WordingLine
from essaim.documents.document import Block, Table


def rounds(resolution: Resolution, trace: Trace, *, is_internal: bool) -> Iterator[Block]:
    """In their order; nothing of a question that is answered by ballot."""
    if said := list(_told(resolution, trace)):
        yield lines(said)
    if not is_internal and trace.rounds:
        yield lines(_in_numbers(one) for one in trace.rounds)
    if is_internal and trace.nominations:
        yield _names(resolution, trace)
    if is_internal and trace.rounds:
        yield _answers(resolution, trace.rounds)


def _told(resolution: Resolution, trace: Trace) -> Iterator[str]:
    """Who carried the text and what each version changed; or how long the mandate is for."""
    deliberation = getattr(resolution, "deliberation", None)
    if deliberation is None:
        return
    proposer = deliberation.proposing_elector or deliberation.proposer
    if proposer is not None:
        yield _("Text carried by: %(name)s") % {"name": proposer}
    if deliberation.duration:
        yield _("Duration of the mandate: %(duration)s") % {"duration": deliberation.duration}
    for line in trace.wordings:
        if line.wording.why:
            yield _version(line)


def _in_numbers(one: RoundLine) -> str:
    return _("%(round)s: %(answers)s") % {"round": one.title, "answers": one.in_numbers}


def _version(line: WordingLine) -> str:
    said = {"number": line.wording.number, "why": line.wording.why}
    return _("Version %(number)s of the text: %(why)s") % said


def _names(resolution: Resolution, trace: Trace) -> Table:
    """Who named whom and why, and whom after having heard the others."""
    caption = _("Names given on resolution %(number)s") % {"number": resolution.number}
    header = [_("Elector"), _("Names"), _("Because")]
    rows = [
        (one.by, str(one.nomination.nominee), one.nomination.reason) for one in trace.nominations
    ]
    if not trace.has_changes:
        return Table(caption, tuple(header), tuple(rows))
    then = [
        (str(one.nomination.changed_to or ""), one.nomination.change_reason)
        for one in trace.nominations
    ]
    wide = tuple((*row, *more) for row, more in zip(rows, then, strict=True))
    return Table(caption, (*header, _("Then names"), _("Because")), wide)


def _answers(resolution: Resolution, held: Sequence[RoundLine]) -> Table:
    """One line an elector, one column a round."""
    held = sorted(held, key=lambda one: one.round.number)
    by_round = [{name: said.label for said in one.said for name in said.names} for one in held]
    names = sorted({*(name for one in by_round for name in one), *_silent(held)})
    caption = _("Answers on resolution %(number)s, round by round") % {"number": resolution.number}
    header = (_("Elector"), *(one.title for one in held))
    rows = tuple((name, *(answers.get(name, "–") for answers in by_round)) for name in names)
    return Table(caption, header, rows)


def _silent(held: Sequence[RoundLine]) -> Iterator[str]:
    return (name for one in held for name in one.silent)
