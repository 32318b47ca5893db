"""What of the bodies waits for whoever is signed in: answers, votes, decisions to carry out."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.asking.models import DatePoll, DateVoter
from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.minutes.models import Minutes, MinutesState, Signature, Undertaking
from essaim.assemblies.roll.models import Answer, Attendance, Elector, Proxy
from essaim.assemblies.rounds.models import Nomination, Round, Stance
from essaim.assemblies.votes.enums import ResolutionState, Step
from essaim.assemblies.votes.marks import DELIBERATED, WITHOUT_BALLOTS
from essaim.assemblies.votes.models import Ballot, Resolution, SignOff
from essaim.kernel.acting import Acting
from essaim.kernel.manifest import Waiting

_IN_WRITING = Q(meeting__mode=MeetingMode.WRITTEN)
#: Within a row that belongs to a question: that question.
_QUESTION = OuterRef(OuterRef("pk"))


def convocations_to_answer(acting: Acting, on: date) -> Iterator[Waiting]:
    """Of meetings to come, one for each voice that they speak for."""
    if not acting.has_keys:
        return
    convened = (
        Elector.objects.spoken_for_by(acting)
        .standing()
        .filter(
            answer=Answer.NONE,
            meeting__state=MeetingState.CONVENED,
            meeting__starts_at__gt=timezone.now(),
        )
    )
    asked = convened.exclude(meeting__mode=MeetingMode.WRITTEN).select_related("meeting__action")
    for elector in asked.order_by("meeting__starts_at", "pk"):
        action = elector.meeting.action
        words = {"meeting": action.title, "name": elector.name}
        yield Waiting(
            _("Say whether %(name)s will come: %(meeting)s") % words,
            reverse("assemblies:answer_convocation", args=[elector.key]),
            action.starts_on,
            3,
        )


def dates_to_answer(acting: Acting, on: date) -> Iterator[Waiting]:
    """Polls of dates that still take answers, one for each voice that they speak for."""
    if not acting.has_keys:
        return
    now = timezone.now()
    open_now = DatePoll.objects.still_of_use(now).filter(closes_at__gt=now).order_by()
    asked = DateVoter.objects.spoken_for_by(acting).silent().filter(poll__in=open_now)
    for voter in asked.select_related("poll__body").order_by("poll__closes_at", "pk"):
        words = {"meeting": voter.poll.title or voter.poll.body.name, "name": voter.name}
        yield Waiting(
            _("Say which days suit %(name)s: %(meeting)s") % words,
            reverse("assemblies:answer_dates", args=[voter.key]),
            timezone.localdate(voter.poll.closes_at),
            3,
        )


def decisions_to_carry_out(acting: Acting, on: date) -> Iterator[Waiting]:
    """What was given to them and is not done, the first due first."""
    if not (keys := acting.keys_of("person")):
        return
    mine = Undertaking.objects.not_done().filter(owner__key__in=keys)
    for undertaking in mine.select_related("decision").order_by("due_on", "pk"):
        yield Waiting(
            _("Carry out: %(decision)s") % {"decision": undertaking.decision},
            undertaking.get_absolute_url(),
            undertaking.due_on,
            2,
        )


def minutes_to_sign(acting: Acting, on: date) -> Iterator[Waiting]:
    """Of meetings that they chaired or wrote down, those that were submitted: to sign, where they
    have not; where minutes are not signed, to have approved by a meeting."""
    if not (mine := acting.keys_of("person")):
        return
    officer = Q(meeting__chair__key__in=mine) | Q(meeting__secretary__key__in=mine)
    signed = Signature.objects.filter(minutes=OuterRef("pk"), person__key__in=mine)
    submitted = Minutes.objects.filter(officer, ~Exists(signed), state=MinutesState.SUBMITTED)
    columns = (
        "meeting__key",
        "meeting__action__title",
        "meeting__starts_at",
        "meeting__rules__minutes_by_signature",
    )
    for key, title, starts_at, by_signature in submitted.order_by(
        "meeting__starts_at", "pk"
    ).values_list(*columns):
        sentence = _("Sign the minutes: %(meeting)s")
        if not by_signature:
            sentence = _("Have the minutes approved: %(meeting)s")
        yield Waiting(
            sentence % {"meeting": title},
            reverse("assemblies:minutes", args=[key]),
            timezone.localdate(starts_at),
            2,
            is_since=True,
        )


def questions_to_answer(acting: Acting, on: date) -> Iterator[Waiting]:
    """Open votes in which they have cast nothing yet, rounds in which they were not heard.

    One query while nothing is open where they have a voice, as on most days; three where it is.
    """
    if not acting.has_keys:
        return
    with_a_voice = Elector.objects.spoken_for_by(acting).with_right()
    asked = with_a_voice.filter(meeting__resolutions__state=ResolutionState.OPEN)
    voices = dict(asked.values_list("pk", "meeting"))
    if voices:
        open_now = _open_on_devices().filter(meeting__in=set(voices.values()))
        yield from _waiting(_unvoted(open_now, voices.keys()), _("Vote: %(question)s"))
        unheard = _unheard(open_now, voices.keys())
        yield from _waiting(unheard, _("Say what you think, in turn: %(question)s"))


def _unvoted(questions: QuerySet[Resolution], voices: Collection[int]) -> QuerySet[Resolution]:
    """Those in which one of these voices, or one that they hold, has cast nothing yet."""
    here = Q(pk__in=voices) & (_IN_WRITING | Exists(_inside("pk")))
    voters = Elector.objects.with_right().filter(
        here | _held_by(voices), meeting=OuterRef("meeting")
    )
    silent = _without(voters, Ballot.objects.all(), SignOff.objects.all())
    return questions.exclude(method__in=WITHOUT_BALLOTS).filter(Exists(silent))


def _unheard(questions: QuerySet[Resolution], voices: Collection[int]) -> QuerySet[Resolution]:
    """Those taken round by round in which one of these voices was not heard, or names nobody yet.

    Nobody answers by proxy: one hears the others.
    """
    circle = Elector.objects.filter(
        _IN_WRITING | Exists(_inside("pk")), pk__in=voices, meeting=OuterRef("meeting")
    )
    answered = Stance.objects.filter(
        elector=OuterRef("pk"), round__resolution=_QUESTION, round__ended_at=None
    )
    under_way = Round.objects.under_way().filter(resolution=OuterRef("pk"))
    is_asked = Exists(under_way) & Exists(circle.exclude(Exists(answered)))
    names = Q(deliberation__step=Step.NOMINATION) & Exists(
        _without(circle, Nomination.objects.all())
    )
    return questions.filter(is_asked | names, method__in=DELIBERATED)


def _inside(elector: str) -> QuerySet[Attendance]:
    """The elector of that column is in the room."""
    return Attendance.objects.in_the_room().filter(elector=OuterRef(elector))


def _held_by(voices: Collection[int]) -> Q:
    """Of electors who are away: those whose holder is in the room, and one of these."""
    proxies = Proxy.objects.standing().filter(
        Exists(_inside("holder")), giver=OuterRef("pk"), holder__in=voices
    )
    return Exists(proxies) & ~Exists(_inside("pk")) & ~_IN_WRITING


def _without(electors: QuerySet[Elector], *answers: QuerySet[Any]) -> QuerySet[Elector]:
    """Those who gave none of these answers to the question around."""
    for answer in answers:
        given = answer.filter(elector=OuterRef("pk"), resolution=_QUESTION)
        electors = electors.exclude(Exists(given))
    return electors


def _open_on_devices() -> QuerySet[Resolution]:
    """Open now; where the rules want raised hands or papers, nothing waits on a page."""
    allowed = Q(rule__body__electronic_allowed=True)
    in_time = _IN_WRITING & Q(meeting__ends_at__gt=timezone.now())
    taken_before = Q(taken_at__lt=F("opened_at"))
    return Resolution.objects.open().filter(in_time | ~_IN_WRITING & allowed).exclude(taken_before)


def _waiting(asked: QuerySet[Resolution], sentence: str) -> Iterator[Waiting]:
    for question in asked.select_related("meeting").order_by("meeting__ends_at", "number", "pk"):
        yield Waiting(
            sentence % {"question": question.title},
            question.get_absolute_url(),
            timezone.localdate(question.meeting.ends_at),
            3,
        )
