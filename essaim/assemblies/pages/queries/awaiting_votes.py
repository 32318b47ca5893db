"""What of votes waits for whoever is signed in: questions that they may still answer."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.roll.models import Attendance, Elector, Proxy
from essaim.assemblies.rounds.models import Nomination, Round, Stance
from essaim.assemblies.votes.enums import ResolutionState, Step
from essaim.assemblies.votes.marks import DELIBERATED, WITHOUT_BALLOTS
from essaim.assemblies.votes.models import Ballot, Resolution, SignOff
from essaim.kernel.acting import Acting
from essaim.kernel.manifest import Waiting

_IN_WRITING = Q(meeting__mode=MeetingMode.WRITTEN)
#: Within a row that belongs to a question: that question.
_QUESTION = OuterRef(OuterRef("pk"))


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
