"""A decision taken by consent, replayed: a text, an objection, the version that takes it in."""

from datetime import datetime, timedelta

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import AgendaItem, Elector, Objection, Resolution
from essaim.assemblies.rounds.actions.consent import conclude_consent, write_wording
from essaim.assemblies.rounds.actions.deliberations import (
    advance_deliberation,
    answer_round,
    begin_round,
    end_round,
    judge_objection,
)
from essaim.assemblies.rounds.models import StanceAnswer, Verdict
from essaim.assemblies.rounds.queries.circle import circle_now
from essaim.assemblies.votes.actions.resolutions import open_resolution, write_resolution
from essaim.assemblies.votes.enums import Method
from essaim.portal.demo.source import Built, Row


def decide_by_consent(
    built: Built, item: AgendaItem, question: Row, roll: dict[str, Elector], over: datetime
) -> Resolution:
    """Two rounds in the twenty minutes of an item; whoever carries the text writes it anew."""
    carrier = built.people[question["carried_by"]]
    text = write_resolution(
        item=item,
        title=question["title"],
        text=question["text"],
        method=Method.CONSENT,
        proposer=carrier,
        by=built.by,
    )
    text = open_resolution(resolution=text, at=over - timedelta(minutes=18), by=built.by)
    for _step in range(3):
        advance_deliberation(resolution=text, by=built.by)
    objection = question["objection"]
    _go_round(built, text, over - timedelta(minutes=12), objection, roll[objection["by"]])
    for raised in Objection.objects.filter(stance__round__resolution=text):
        reason = objection["reason"]
        judge_objection(objection=raised, verdict=Verdict.VALID, reason=reason, by=built.by)
    if carrier.user is not None:
        at, by = over - timedelta(minutes=6), acting_as(carrier.user)
        write_wording(resolution=text, text=question["then"], why=question["why"], at=at, by=by)
    _go_round(built, text, over - timedelta(minutes=5))
    return conclude_consent(resolution=text, at=over, by=built.by)


def _go_round(
    built: Built,
    text: Resolution,
    at: datetime,
    objection: Row | None = None,
    objector: Elector | None = None,
) -> None:
    """Each in the room answers in turn."""
    begin_round(resolution=text, at=at, by=built.by)
    for elector in circle_now(text).values():
        answer: Row = {"answer": StanceAnswer.NO_OBJECTION}
        if objection is not None and elector == objector:
            argument = {name: objection[name] for name in ("kind", "argument", "remedy")}
            answer = {"answer": StanceAnswer.OBJECTION, **argument}
        answer_round(resolution=text, elector=elector, at=at, by=built.by, **answer)
    end_round(resolution=text, at=at + timedelta(minutes=4), by=built.by)
