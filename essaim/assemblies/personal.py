"""What assemblies hold on people: said on the page, taken away, forgotten.

What they wrote is theirs; the names of what they may not see any more fall (`Named`). A link to
somebody's card stays where nothing else is said, and their card names nobody any more.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.asking.models import DatePoll, DateVoter
from essaim.assemblies.meetings.models import AgendaItem, FormerChair, Meeting
from essaim.assemblies.minutes.models import Amendment, Debate, Minutes, Signature, Undertaking
from essaim.assemblies.roll.models import Attendance, Elector, Proxy
from essaim.assemblies.votes.enums import ResolutionState
from essaim.assemblies.votes.models import Ballot, Deliberation, Option
from essaim.kernel.naming import Named
from essaim.kernel.personal import Held, Row, Whom, anonymised, erased, kept

_ALWAYS = _("the life of the network")
_DECIDED_ON = _("what was decided rests on it; the row names nobody any more")
_ASKED_ON = _("which day was chosen rests on it; the row names nobody any more")
_DECIDED = anonymised(_DECIDED_ON, _ALWAYS)
_ASKED = anonymised(_ASKED_ON, _ALWAYS)
_ANNOUNCED = anonymised(
    _("the agenda stays as it was announced; the row names nobody any more"), _ALWAYS
)
_SIGNED = anonymised(
    _("a signed record; the row names nobody any more, the minutes that were locked still do"),
    _ALWAYS,
)
_NAMES_THEM = erased(_("it names them"), _ALWAYS)
_VOTED = erased(_("the vote is the elector’s, which stays; who pressed the button goes"), _ALWAYS)
_TAKEN_UP = erased(_("the decision stands without them; somebody else may take it up"), _ALWAYS)
_STOOD = kept(_("who stood and who was chosen belongs to the minutes of the assembly"), _ALWAYS)
_FREE_WORDS = kept(_("free words, in which people may be named"), _ALWAYS)
_RECORD = kept(
    _("what was said and decided together is a record of the assembly: ask for a correction"),
    _ALWAYS,
)


def _numbered(row: Any) -> str:
    """What stands for the name of an elector, in the language of the network."""
    with override(settings.LANGUAGE_CODE):
        return gettext("Elector %(number)s") % {"number": row.pk}


def _text(moment: date | datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _ran(whom: Whom) -> Q:
    """They chair it or chaired it, keep its minutes or kept them."""
    before = FormerChair.objects.filter(person__in=whom.people).values("meeting")
    return Q(chair__in=whom.people) | Q(pk__in=before) | Q(secretary__in=whom.people)


def _in_own_name(path: str = "") -> Callable[[Whom], Q]:
    """Their own voice: as an individual member, or in a seat."""

    def is_theirs(whom: Whom) -> Q:
        ways = (f"{path}membership__person__in", f"{path}seat__person__in")
        return Q((ways[0], whom.people)) | Q((ways[1], whom.people))

    return is_theirs


def _given_or_held(whom: Whom) -> Q:
    theirs = Elector.objects.filter(_in_own_name()(whom)).values("pk")
    return Q(giver__in=theirs) | Q(holder__in=theirs)


def _on_agenda(whom: Whom) -> Q:
    return Q(presenter__in=whom.people) | Q(proposed_by__in=whom.people)


def _meeting(meeting: Meeting, whom: Whom) -> Row:
    kept_minutes = meeting.secretary_id in whom.people and meeting.chair_id not in whom.people
    return {
        "meeting": Named.of(meeting),
        "starts_at": _text(meeting.starts_at),
        "as": "secretary" if kept_minutes else "chair",
    }


def _item(item: AgendaItem, whom: Whom) -> Row:
    """What they proposed is in their own words; what they only present is the meeting's."""
    is_own = item.proposed_by_id in whom.people
    return {
        "meeting": Named.of(item.meeting),
        "item": item.title if is_own else Named.of(item.meeting, item.title),
        "text": item.text if is_own else Named.of(item.meeting, item.text),
        "state": item.state,
        "as": "presenter" if item.presenter_id in whom.people else "proposed by",
    }


def _attendance(attendance: Attendance, _whom: Whom) -> Row:
    meeting, elector = attendance.meeting, attendance.elector
    return {
        "meeting": Named.of(meeting),
        "for": Named.of(meeting, elector.name) if elector else "",
        "as": attendance.capacity,
        "how": attendance.means,
        "arrived_at": _text(attendance.arrived_at),
        "left_at": _text(attendance.left_at),
    }


def _convocation(elector: Elector, _whom: Whom) -> Row:
    return {
        "meeting": Named.of(elector.meeting),
        "name": elector.name,
        "right": elector.right,
        "answer": elector.answer,
        "answered_at": _text(elector.answered_at),
    }


def _poll(poll: DatePoll, _whom: Whom) -> Row:
    return {"poll": Named.of(poll), "opened_at": _text(poll.opened_at), "note": poll.note}


def _dates(voter: DateVoter, _whom: Whom) -> Row:
    replies = [(answer.option.starts_at, answer.reply) for answer in voter.answers.all()]
    return {
        "poll": Named.of(voter.poll),
        "name": voter.name,
        "answers": {
            _text(starts_at.astimezone(UTC)): reply for starts_at, reply in sorted(replies)
        },
        "comment": voter.comment,
        "answered_at": _text(voter.answered_at),
    }


def _proxy(proxy: Proxy, _whom: Whom) -> Row:
    """How to vote was the giver's to say."""
    meeting = proxy.giver.meeting
    return {
        "meeting": Named.of(meeting),
        "from": Named.of(meeting, proxy.giver.name),
        "to": Named.of(meeting, proxy.holder.name) if proxy.holder else "",
        "instruction": proxy.instruction,
        "given_at": _text(proxy.given_at),
        "withdrawn_at": _text(proxy.withdrawn_at),
    }


def _question(row: Ballot | Option | Deliberation) -> dict[str, Any]:
    meeting = row.resolution.meeting
    return {"meeting": Named.of(meeting), "resolution": Named.of(meeting, row.resolution.title)}


def _ballot(ballot: Ballot, _whom: Whom) -> Row:
    """Pressed under their name. Those of secret ballots are joined to nobody."""
    return {
        **_question(ballot),
        "for": Named.of(ballot.resolution.meeting, ballot.elector.name),
        "marks": ballot.marks,
        "as": ballot.cast_as,
        "cast_at": _text(ballot.cast_at),
    }


def _candidacy(option: Option, _whom: Whom) -> Row:
    return {**_question(option), "as": option.label, "outcome": option.resolution.outcome}


def _proposal(deliberation: Deliberation, _whom: Whom) -> Row:
    return _question(deliberation)


def _undertaking(undertaking: Undertaking, _whom: Whom) -> Row:
    return {
        "decision": Named.of(undertaking.decision, undertaking.decision.text),
        "decided_on": _text(undertaking.decision.decided_on),
        "due_on": _text(undertaking.due_on),
        "state": undertaking.state,
        "evidence": undertaking.evidence,
    }


def _signature(signature: Signature, _whom: Whom) -> Row:
    return {
        "meeting": Named.of(signature.minutes.meeting),
        "role": signature.role,
        "signed_at": _text(signature.signed_at),
    }


def _stand_no_more(options: QuerySet[Any], _whom: Whom) -> None:
    """As long as the vote is not open."""
    options.filter(resolution__state=ResolutionState.DRAFT).delete()


def _keep_signatures(signatures: QuerySet[Any], _whom: Whom) -> Iterator[str]:
    if count := signatures.count():
        yield ngettext(
            "%(count)s signature of minutes, without their name: a signed record.",
            "%(count)s signatures of minutes, without their name: a signed record.",
            count,
        ) % {"count": count}
    if Minutes.objects.locked().exists():
        yield gettext(
            "Minutes that were locked stay as they were signed or approved, with the names in them."
        )


PERSONAL = (
    Held(
        Meeting,
        {"chair": _DECIDED, "secretary": _DECIDED},
        of=_ran,
        code="assemblies.meetings",
        label=_("Meetings run"),
        read=Meeting.objects.select_related("action").order_by("starts_at", "pk"),
        shows=_meeting,
    ),
    Held(FormerChair, {"person": _DECIDED}, of="person", told_in="assemblies.meetings"),
    Held(
        AgendaItem,
        {"title": _FREE_WORDS, "presenter": _ANNOUNCED, "proposed_by": _ANNOUNCED},
        of=_on_agenda,
        code="assemblies.items",
        label=_("Items of agendas"),
        read=AgendaItem.objects.select_related("meeting__action").order_by(
            "meeting", "position", "pk"
        ),
        shows=_item,
    ),
    Held(
        Attendance,
        {"person": _DECIDED, "name": _NAMES_THEM},
        of="person",
        code="assemblies.attendances",
        label=_("Meetings attended"),
        read=Attendance.objects.select_related("meeting__action", "elector").order_by(
            "arrived_at", "pk"
        ),
        shows=_attendance,
        stays=_(
            "That somebody was at these meetings, without their name: their quorum rests on it."
        ),
    ),
    Held(
        Elector,
        {"name": anonymised(_DECIDED_ON, _ALWAYS, instead=_numbered)},
        of=_in_own_name(),
        code="assemblies.convocations",
        label=_("Convocations and answers"),
        read=Elector.objects.select_related("meeting__action").order_by("meeting__starts_at", "pk"),
        shows=_convocation,
        stays=_(
            "That somebody was convened, answered or gave a proxy, under a number: "
            "votes rest on it."
        ),
    ),
    Held(
        DatePoll,
        {"proposed_by": _ASKED},
        of="proposed_by",
        code="assemblies.dates_proposed",
        label=_("Dates proposed"),
        read=DatePoll.objects.select_related("body").order_by("opened_at", "pk"),
        shows=_poll,
    ),
    Held(
        DateVoter,
        {"name": anonymised(_ASKED_ON, _ALWAYS, instead=_numbered), "comment": _NAMES_THEM},
        of=_in_own_name(),
        code="assemblies.dates",
        label=_("Answers to polls of dates"),
        read=DateVoter.objects.select_related("poll__body")
        .prefetch_related("answers__option")
        .order_by("poll__opened_at", "pk"),
        shows=_dates,
    ),
    Held(
        Proxy,
        of=_given_or_held,
        code="assemblies.proxies",
        label=_("Proxies given and held"),
        read=Proxy.objects.select_related("giver__meeting__action", "holder").order_by(
            "given_at", "pk"
        ),
        shows=_proxy,
    ),
    Held(
        Proxy,
        {"instruction": _NAMES_THEM},
        of=_in_own_name("giver__"),
        told_in="assemblies.proxies",
    ),
    Held(
        Option,
        {"person": _STOOD, "label": _STOOD},
        of="person",
        code="assemblies.elections",
        label=_("Elections that they stood in"),
        read=Option.objects.select_related("resolution__meeting__action").order_by(
            "resolution", "pk"
        ),
        shows=_candidacy,
        first=_stand_no_more,
        stays=_("That they stood for election, with their name: the minutes of assemblies say so."),
    ),
    Held(
        Deliberation,
        {"proposer": _DECIDED},
        of="proposer",
        code="assemblies.texts",
        label=_("Texts that they proposed"),
        read=Deliberation.objects.select_related("resolution__meeting__action").order_by(
            "resolution"
        ),
        shows=_proposal,
    ),
    Held(
        Ballot,
        {"cast_by": _VOTED},
        of="cast_by",
        code="assemblies.ballots",
        label=_("Votes cast under their name"),
        read=Ballot.objects.select_related("resolution__meeting__action", "elector").order_by(
            "cast_at", "pk"
        ),
        shows=_ballot,
    ),
    Held(
        Undertaking,
        {"owner": _TAKEN_UP},
        of="owner",
        code="assemblies.undertakings",
        label=_("Decisions that they carry out"),
        read=Undertaking.objects.select_related("decision").order_by("decision__decided_on", "pk"),
        shows=_undertaking,
    ),
    Held(
        Signature,
        {"person": _SIGNED},
        of="person",
        code="assemblies.signatures",
        label=_("Minutes that they signed"),
        read=Signature.objects.select_related("minutes__meeting__action").order_by(
            "signed_at", "pk"
        ),
        shows=_signature,
        first=_keep_signatures,
    ),
    Held(Minutes, {"document": _RECORD}),
    Held(Debate, {"text": _RECORD}),
    Held(Amendment, {"text": _RECORD}),
)
