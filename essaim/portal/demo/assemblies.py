"""The assemblies of the year, replayed as they were held: convened, counted, voted, minuted."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.asking.actions.date_polls import add_dates, answer_dates, propose_dates
from essaim.assemblies.bodies.actions import found_body
from essaim.assemblies.meetings.actions.agendas import add_item
from essaim.assemblies.meetings.actions.meetings import plan_meeting
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.minutes.actions.minutes import submit_minutes, write_debate, write_opening
from essaim.assemblies.minutes.actions.signing import sign_minutes
from essaim.assemblies.minutes.actions.undertakings import edit_undertaking, report_progress
from essaim.assemblies.models import (
    AgendaItem,
    Body,
    Elector,
    Meeting,
    Minutes,
    Resolution,
    Undertaking,
)
from essaim.assemblies.roll.actions.answers import answer_convocation
from essaim.assemblies.roll.actions.convening import convene_meeting
from essaim.assemblies.roll.models import Answer, PresentBy
from essaim.assemblies.roll.queries.presence import room_of
from essaim.assemblies.sitting.actions.attendance import record_arrival
from essaim.assemblies.sitting.actions.sitting import close_meeting, open_meeting, take_item
from essaim.assemblies.votes.actions.resolutions import (
    close_resolution,
    open_resolution,
    write_resolution,
)
from essaim.assemblies.votes.actions.voting import enter_hand_votes
from essaim.assemblies.votes.enums import Choice
from essaim.kernel.acting import PUBLIC
from essaim.network.actions import exempt_dues, record_payment, set_dues
from essaim.network.enums import Standing
from essaim.network.models import Group, Membership, Person, Representation
from essaim.portal.demo.consent import decide_by_consent
from essaim.portal.demo.source import Built, Row, read

Roll = dict[str, Elector]


def add_assemblies(built: Built) -> None:
    """Bodies, dues, ten permanent assemblies and the general one among them, in their order."""
    data = read("assemblies")
    bodies = {row["ref"]: _found_body(built, row, data["statutes_on"]) for row in data["bodies"]}
    _pay_dues(built, data["dues"])
    general, permanent = data["general"], data["permanent"]
    held_on = general["starts_at"].date()
    meetings = sorted(permanent["meetings"], key=lambda row: row["on"])
    for row in (row for row in meetings if row["on"] < held_on):
        _hold_permanent(built, bodies["permanent"], permanent, row)
    _hold_general(built, bodies["general"], general)
    for row in (row for row in meetings if row["on"] > held_on):
        _hold_permanent(built, bodies["permanent"], permanent, row)
    _convene_the_next(built, bodies["permanent"], permanent)
    _ask_for_dates(built, bodies["bureau"], data["dates"])


def _found_body(built: Built, row: Row, starts_on: date) -> Body:
    group = Group.objects.get(name=row["group"]) if "group" in row else None
    return found_body(
        name=row["name"],
        kind=row["kind"],
        preset=row["preset"],
        purpose=row["purpose"],
        group=group,
        starts_on=starts_on,
        audience=PUBLIC,
        by=built.by,
    )


def _pay_dues(built: Built, row: Row) -> None:
    """Everybody's, on one day, but for those who are late or exempt."""
    names = {organisation.pk: ref for ref, organisation in built.organisations.items()}
    for member in Membership.objects.order_by("pk"):
        ref = names.get(member.organisation_id or 0, "")
        if ref in row["exempt"]:
            reason = row["exempt"][ref]
            exempt_dues(membership=member, year=row["year"], reason=reason, by=built.by)
            continue
        amount = Decimal(row["organisations"] if member.organisation_id else row["people"])
        dues = set_dues(membership=member, year=row["year"], amount=amount, by=built.by)
        paid_on = row["late"].get(ref, row["paid_on"])
        record_payment(dues=dues, amount=amount, paid_on=paid_on, by=built.by)


def _roll(built: Built, meeting: Meeting) -> Roll:
    """The electors under the short names of the data."""
    refs = {organisation.pk: ref for ref, organisation in built.organisations.items()}
    people = {person.pk: ref for ref, person in built.people.items()}
    rows = meeting.electors.select_related("membership").order_by("pk")
    return {
        refs.get(elector.membership.organisation_id or 0)
        or people[elector.membership.person_id or 0]: elector
        for elector in rows
        if elector.membership is not None
    }


# --- The general assembly -----------------------------------------------------------------


def _hold_general(built: Built, body: Body, row: Row) -> None:
    meeting = _plan(built, body, row, title=row["title"])
    items = [_add_item(built, meeting, each) for each in row["items"]]
    built.actions[row["ref"]] = meeting.action
    meeting = convene_meeting(meeting=meeting, at=_local(row["convened_at"]), by=built.by)
    roll = _roll(built, meeting)
    _answer(built, roll, row, _local(row["convened_at"]) + timedelta(days=5))
    meeting = _open(built, meeting, roll, row)
    clock = _local(row["starts_at"])
    for item, each in zip(items, row["items"], strict=True):
        clock = _go_through(built, meeting, item, each, roll, clock)
    close_meeting(meeting=meeting, at=_local(row["ends_at"]), by=built.by)
    minutes = _write_minutes(built, meeting, items, row)
    for officer in (meeting.chair, meeting.secretary):
        if officer is not None and officer.user is not None:
            at = _local(row["ends_at"]) + timedelta(days=8)
            sign_minutes(minutes=minutes, at=at, by=acting_as(officer.user))


def _write_minutes(built: Built, meeting: Meeting, items: list[AgendaItem], row: Row) -> Minutes:
    minutes = Minutes.objects.get(meeting=meeting)
    write_opening(minutes=minutes, opening=row["opening"], by=built.by)
    for item, each in zip(items, row["items"], strict=True):
        write_debate(minutes=minutes, item=item, text=each["debate"], by=built.by)
    return submit_minutes(minutes=minutes, by=built.by)


# --- A permanent assembly -----------------------------------------------------------------


def _hold_permanent(built: Built, body: Body, usual: Row, row: Row) -> None:
    """Approves the minutes of the one before, then decides; its own minutes wait for the next."""
    row = {**usual, **row, "starts_at": _at(row["on"], usual["from"])}
    row["ends_at"] = _at(row["on"], usual["until"])
    meeting = _plan(built, body, row)
    to_approve = list(meeting.items.filter(source__startswith="minutes:").order_by("position"))
    for title in usual["agenda"]:
        _add_item(built, meeting, {"title": title, "kind": "discussion", "minutes": 20})
    if resolution := row.get("resolution"):
        planned = {"kind": "decision", "minutes": 20, "text": resolution["text"]}
        decided = _add_item(built, meeting, {**planned, "title": resolution["title"]})
    convened_at = _local(row["starts_at"]) - timedelta(days=10)
    meeting = convene_meeting(meeting=meeting, at=convened_at, by=built.by)
    roll = _roll(built, meeting)
    _answer(built, roll, row, convened_at + timedelta(days=2))
    meeting = _open(built, meeting, roll, row)
    clock = _local(row["starts_at"])
    for item in to_approve:
        text = f"{item.title}\u00a0: l’assemblée permanente l’approuve."
        approval = {"resolution": {"title": item.title[:200], "text": text}}
        clock = _go_through(built, meeting, item, approval, roll, clock)
    if resolution:
        _go_through(built, meeting, decided, row, roll, clock)
    close_meeting(meeting=meeting, at=_local(row["ends_at"]), by=built.by)


def _convene_the_next(built: Built, body: Body, usual: Row) -> None:
    """The permanent assembly to come, so that whoever tries the demonstration answers and votes."""
    on = timezone.localdate() + timedelta(days=14)
    row = {**usual, "starts_at": _at(on, usual["from"]), "ends_at": _at(on, usual["until"])}
    meeting = _plan(built, body, row)
    for title in usual["agenda"]:
        _add_item(built, meeting, {"title": title, "kind": "discussion", "minutes": 20})
    convene_meeting(meeting=meeting, by=built.by)


def _ask_for_dates(built: Built, body: Body, row: Row) -> None:
    """Days to come, of which some have said what suits them and others are awaited."""
    today = timezone.localdate()
    monday = today + timedelta(days=14 - today.weekday())
    days = [_local(_at(monday + timedelta(days=after), row["from"])) for after in row["days"]]
    poll = propose_dates(
        body=body,
        title=row["title"],
        note=row["note"],
        starts=days,
        minutes=row["minutes"],
        closes_at=_local(_at(today + timedelta(days=row["closes_in_days"]), "23:59")),
        mode=MeetingMode.REMOTE,
        by=built.by,
    )
    options = list(poll.options.order_by("starts_at"))
    for ref, words in row["answers"].items():
        answer_dates(
            voter=poll.voters.get(voice=f"person:{built.people[ref].key}"),
            replies={str(day.key): word for day, word in zip(options, words, strict=True)},
            comment=row["comments"].get(ref, ""),
            by=built.by,
        )
    # One more day once some have answered: what they said stands.
    add_dates(poll=poll, starts=[days[-1] + timedelta(days=7)], by=built.by)


# --- What both have in common -------------------------------------------------------------


def _plan(built: Built, body: Body, row: Row, title: str = "") -> Meeting:
    return plan_meeting(
        body=body,
        starts_at=_local(row["starts_at"]),
        ends_at=_local(row["ends_at"]),
        content=MeetingContent(
            title=title,
            mode=row.get("mode", MeetingMode.REMOTE),
            place=row.get("place", ""),
            chair=built.people[row["chair"]],
            secretary=built.people[row["secretary"]],
            objectives=[built.objectives[code] for code in row["objectives"]],
            audience=PUBLIC,
        ),
        shows_more=True,
        by=built.by,
    )


def _add_item(built: Built, meeting: Meeting, row: Row) -> AgendaItem:
    presenter = built.people[row["presenter"]] if "presenter" in row else None
    return add_item(
        meeting=meeting,
        title=row["title"],
        kind=row["kind"],
        subject=row.get("subject", "ordinary"),
        text=row.get("text", ""),
        minutes_planned=row.get("minutes", 0),
        presenter=presenter,
        by=built.by,
    )


def _answer(built: Built, roll: Roll, row: Row, at: datetime) -> None:
    """Who comes, who is excused, who gives a proxy to whom."""
    answers = [*((ref, Answer.COMING) for ref in row.get("onsite", []))]
    answers += [(ref, Answer.REMOTE) for ref in row["remote"]]
    answers += [(ref, Answer.EXCUSED) for ref in row["excused"]]
    for ref, answer in answers:
        answer_convocation(elector=roll[ref], answer=answer, at=at, by=built.by)
    for giver, holder in row.get("proxies", {}).items():
        answer_convocation(
            elector=roll[giver], answer=Answer.PROXY, holder=roll[holder], at=at, by=built.by
        )


def _open(built: Built, meeting: Meeting, roll: Roll, row: Row) -> Meeting:
    starts_at = _local(row["starts_at"])
    meeting = open_meeting(meeting=meeting, at=starts_at, by=built.by)
    came = [(ref, PresentBy.ONSITE) for ref in row.get("onsite", [])]
    came += [(ref, PresentBy.REMOTE) for ref in row["remote"]]
    for late, (ref, means) in enumerate(came):
        at = starts_at + timedelta(minutes=late % 4)
        elector, person = roll[ref], _delegate_of(roll[ref])
        record_arrival(
            meeting=meeting, elector=elector, person=person, means=means, at=at, by=built.by
        )
    return meeting


def _delegate_of(elector: Elector) -> Person | None:
    """Who sat there, where they have an account in which the demo shows the time that they gave."""
    spoken_for = Representation.objects.filter(
        organisation__memberships=elector.membership_id,
        standing=Standing.TITULAR,
        person__user__isnull=False,
    )
    titular = spoken_for.select_related("person").order_by("pk").first()
    return titular.person if titular else None


def _go_through(
    built: Built, meeting: Meeting, item: AgendaItem, row: Row, roll: Roll, clock: datetime
) -> datetime:
    """Takes the item, and votes on it where the data says so. Answers when it was done with."""
    take_item(meeting=meeting, item=item, by=built.by)
    over = clock + timedelta(minutes=item.minutes_planned or 5)
    if question := row.get("resolution"):
        decide = decide_by_consent if "carried_by" in question else _vote
        _follow(built, decide(built, item, question, roll, over), question)
    return over


def _vote(built: Built, item: AgendaItem, question: Row, roll: Roll, over: datetime) -> Resolution:
    """By show of hands."""
    resolution = write_resolution(
        item=item,
        title=question["title"],
        text=question["text"],
        subject=question.get("subject", item.subject),
        by=built.by,
    )
    resolution = open_resolution(resolution=resolution, at=over - timedelta(minutes=3), by=built.by)
    votes = _hands(resolution.meeting, roll, question)
    enter_hand_votes(resolution=resolution, votes=votes, by=built.by)
    return close_resolution(resolution=resolution, at=over, by=built.by)


def _hands(meeting: Meeting, roll: Roll, question: Row) -> dict[Elector, str]:
    """Those in the room and those represented: for, but for those whom the data names."""
    room = room_of(meeting)
    voices = room.voters & (room.present | room.holder_of.keys())
    votes: dict[Elector, str] = {room.electors[pk]: Choice.FOR for pk in sorted(voices)}
    for choice in (Choice.AGAINST, Choice.ABSTENTION):
        votes |= {roll[ref]: choice for ref in question.get(choice.value, [])}
    return votes


def _follow(built: Built, resolution: Resolution, question: Row) -> None:
    """Who carries it out and until when, and where it stands."""
    if resolution.decision is None or "owner" not in question:
        return
    noted = Undertaking.objects.get(decision=resolution.decision)
    undertaking = edit_undertaking(
        undertaking=noted,
        owner=built.people[question["owner"]],
        due_on=question["due_on"],
        review_on=noted.review_on,
        by=built.by,
    )
    report_progress(
        undertaking=undertaking,
        state=question["state"],
        evidence=question.get("evidence", ""),
        by=built.by,
    )


def _at(on: date, hour: str) -> datetime:
    return datetime.combine(on, time.fromisoformat(hour))


def _local(moment: datetime) -> datetime:
    """The data speaks in the hours of the network's own clock."""
    return timezone.make_aware(moment)
