"""The points of an agenda as minutes tell them: what was planned, said, voted, decided."""

from collections.abc import Iterator, Sequence

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.enums import AddedAs
from essaim.assemblies.meetings.models import AgendaItem
from essaim.assemblies.minutes.models import Undertaking
from essaim.assemblies.minutes.queries.facts import ItemLine, MinutesFacts
from essaim.assemblies.minutes.queries.parts import lines, prose
from essaim.assemblies.rounds.queries.trace import RoundLine, Trace, WordingLine
from essaim.assemblies.votes.enums import Choice, Outcome, ResolutionState
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.outcomes import rule_of
from essaim.assemblies.votes.queries.results import tables_of
from essaim.assemblies.votes.queries.rule_paragraphs import result_sentences, rule_paragraph
from essaim.documents.document import Block, Heading, Status, Table
from essaim.kernel.datewords import date_words


def agenda(facts: MinutesFacts, *, is_internal: bool) -> Iterator[Block]:
    """Every point in its order. What is for the body alone stands in its own reading only."""
    if not facts.agenda:
        return
    yield Heading(1, _("Point by point"), "points")
    for line in facts.agenda:
        yield Heading(1 + line.level, line.item.title, f"point-{line.number}", line.number)
        yield from _point(facts, line, is_internal=is_internal)


def _point(facts: MinutesFacts, line: ItemLine, *, is_internal: bool) -> Iterator[Block]:
    yield prose(_planned(line.item))
    if line.item.text:
        yield prose(line.item.text)
    yield from _debates(facts, line.item, is_internal=is_internal)
    for resolution in facts.at(line.item):
        title = _("Resolution %(number)s: %(title)s") % vars_of(resolution)
        yield Heading(2 + line.level, title, f"resolution-{resolution.number}")
        yield from _resolution(resolution, is_internal=is_internal)
        if trace := facts.traces.get(resolution.pk):
            yield from rounds(resolution, trace, is_internal=is_internal)
        if is_internal:
            yield from _by_name(resolution, facts.named.get(resolution.pk, ()))


def vars_of(resolution: Resolution) -> dict[str, object]:
    return {"number": resolution.number, "title": resolution.title}


def _planned(item: AgendaItem) -> str:
    """ "Décision, 20 minutes prévues, présentée par …, incident de séance"."""
    parts = [str(item.get_kind_display()).capitalize()]
    if item.minutes_planned:
        minutes = item.minutes_planned
        planned = ngettext("%(minutes)s minute planned", "%(minutes)s minutes planned", minutes)
        parts.append(planned % {"minutes": minutes})
    if item.presenter is not None:
        parts.append(_("presented by %(name)s") % {"name": item.presenter})
    if item.added_as != AddedAs.ANNOUNCED:
        parts.append(str(item.get_added_as_display()))
    return ", ".join(parts)


def _debates(facts: MinutesFacts, item: AgendaItem, *, is_internal: bool) -> Iterator[Block]:
    debate = facts.debates.get(item.pk)
    if debate is None:
        return
    if debate.text:
        yield facts.rich(debate.text)
    if debate.internal and is_internal:
        yield prose(_("For the body alone:"))
        yield facts.rich(debate.internal)


def _resolution(resolution: Resolution, *, is_internal: bool) -> Iterator[Block]:
    yield prose(resolution.text)
    yield lines(_rule(resolution))
    if resolution.state != ResolutionState.CLOSED:
        why = " ".join(resolution.explanation)
        yield Status(str(ResolutionState(resolution.state).label).capitalize(), why)
        return
    yield from _votes(resolution)
    if sentences := result_sentences(resolution, with_names=is_internal):
        yield lines(sentences)
    yield Status(str(Outcome(resolution.outcome).label).capitalize(), _stamp(resolution))
    yield from _decided(resolution)


def _rule(resolution: Resolution) -> Iterator[str]:
    subject = str(resolution.get_subject_display()).capitalize()
    parts = [subject, str(resolution.get_method_display())]
    if resolution.is_secret:
        parts.append(_("secret ballot"))
    yield ", ".join(parts)
    if resolution.rule:
        rule = rule_paragraph(resolution, rule_of(resolution.rule))
        yield from rule.sentences
        if rule.article:
            yield rule.article


def _votes(resolution: Resolution) -> Iterator[Block]:
    """The votes in numbers, and those of each college where colleges voted."""
    tally = resolution.tally
    if Choice.FOR not in tally:
        yield from _figures(resolution)
        return
    header = (_("Votes"), *(str(choice.label) for choice in Choice))
    counts = tuple(str(tally.get(choice, 0)) for choice in Choice)
    colleges = (
        (str(college["name"]), *(str(college.get(choice, 0)) for choice in Choice))
        for college in tally.get("colleges", ())
    )
    rows = ((_("All (votes)"), *counts), *colleges)
    caption = _("Votes on resolution %(number)s") % vars_of(resolution)
    yield Table(caption, header, rows, numeric=(1, 2, 3, 4))


def _figures(resolution: Resolution) -> Iterator[Block]:
    """Grades, approvals, stages: as the page of the vote shows them."""
    caption = _("Votes on resolution %(number)s") % vars_of(resolution)
    for table in tables_of(resolution):
        header = tuple(cell[:1].upper() + cell[1:] for cell in table.header)
        rows = tuple(tuple(row) for row in table.rows)
        numeric = tuple(
            at for at in range(1, len(header)) if all(row[at][:1].isdigit() for row in rows)
        )
        yield Table(caption, header, rows, numeric=numeric)


def _by_name(resolution: Resolution, named: Sequence[tuple[str, str]]) -> Iterator[Block]:
    """Who voted what, where everybody answered in writing: for the body alone."""
    if named:
        caption = _("Votes by name on resolution %(number)s") % vars_of(resolution)
        yield Table(caption, (_("Elector"), _("Vote (answer)")), tuple(named))


def _stamp(resolution: Resolution) -> str:
    quorum = resolution.presence.get("quorum") or {}
    if not quorum.get("required"):
        return ""
    sentence = (
        _("quorum reached: %(counted)s for %(required)s required")
        if quorum.get("is_reached")
        else _("quorum not reached: %(counted)s for %(required)s required")
    )
    return sentence % {"counted": quorum.get("counted"), "required": quorum["required"]}


def _decided(resolution: Resolution) -> Iterator[Block]:
    decision = resolution.decision
    if decision is None:
        return
    sentences = []
    if decision.reference:
        sentences.append(_("Decision %(reference)s") % {"reference": decision.reference})
    undertaking = getattr(decision, "undertaking", None)
    if undertaking is not None:
        sentences += _to_do(undertaking)
    if sentences:
        yield lines(sentences)


def _to_do(undertaking: Undertaking) -> Iterator[str]:
    language = get_language() or "fr"
    if undertaking.owner is not None:
        yield _("Carried out by: %(name)s") % {"name": undertaking.owner}
    if undertaking.due_on is not None:
        yield _("Due by: %(day)s") % {"day": date_words(undertaking.due_on, language=language)}
    if undertaking.review_on is not None:
        day = date_words(undertaking.review_on, language=language)
        yield _("To be reviewed on: %(day)s") % {"day": day}
    if undertaking.declare_by is not None:
        day = date_words(undertaking.declare_by, language=language)
        yield _("To be declared to the registry of associations by %(day)s") % {"day": day}


def adopted_texts(facts: MinutesFacts) -> Iterator[Block]:
    """The whole texts of what was adopted, at the end."""
    adopted = [resolution for resolution in facts.resolutions if resolution.decision is not None]
    if not adopted:
        return
    yield Heading(1, _("Texts adopted"), "textes")
    for resolution in adopted:
        title = _("Resolution %(number)s: %(title)s") % vars_of(resolution)
        yield Heading(2, title, f"texte-{resolution.number}")
        yield prose(resolution.decision.text if resolution.decision else resolution.text)


def rounds(resolution: Resolution, trace: Trace, *, is_internal: bool) -> Iterator[Block]:
    """In their order; nothing of a question that is answered by ballot."""
    if sentences := list(_history_of(resolution, trace)):
        yield lines(sentences)
    if not is_internal and trace.rounds:
        yield lines(_in_numbers(line) for line in trace.rounds)
    if is_internal and trace.nominations:
        yield _names(resolution, trace)
    if is_internal and trace.rounds:
        yield _answers(resolution, trace.rounds)


def _history_of(resolution: Resolution, trace: Trace) -> Iterator[str]:
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


def _in_numbers(line: RoundLine) -> str:
    return _("%(round)s: %(answers)s") % {"round": line.title, "answers": line.in_numbers}


def _version(line: WordingLine) -> str:
    values = {"number": line.wording.number, "why": line.wording.why}
    return _("Version %(number)s of the text: %(why)s") % values


def _names(resolution: Resolution, trace: Trace) -> Table:
    """Who named whom and why, and whom after having heard the others."""
    caption = _("Names given on resolution %(number)s") % {"number": resolution.number}
    header = [_("Elector"), _("Names"), _("Because")]
    rows = [
        (line.by, str(line.nomination.nominee), line.nomination.reason)
        for line in trace.nominations
    ]
    if not trace.has_changes:
        return Table(caption, tuple(header), tuple(rows))
    then = [
        (str(line.nomination.changed_to or ""), line.nomination.change_reason)
        for line in trace.nominations
    ]
    wide = tuple((*row, *more) for row, more in zip(rows, then, strict=True))
    return Table(caption, (*header, _("Then names"), _("Because")), wide)


def _answers(resolution: Resolution, round_lines: Sequence[RoundLine]) -> Table:
    """One line an elector, one column a round."""
    round_lines = sorted(round_lines, key=lambda line: line.round.number)
    by_round = [
        {name: answer.label for answer in line.answers for name in answer.names}
        for line in round_lines
    ]
    names = sorted({*(name for answers in by_round for name in answers), *_silent(round_lines)})
    caption = _("Answers on resolution %(number)s, round by round") % {"number": resolution.number}
    header = (_("Elector"), *(line.title for line in round_lines))
    rows = tuple((name, *(answers.get(name, "–") for answers in by_round)) for name in names)
    return Table(caption, header, rows)


def _silent(round_lines: Sequence[RoundLine]) -> Iterator[str]:
    return (name for line in round_lines for name in line.silent)
