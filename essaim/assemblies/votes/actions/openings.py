"""What is said of a question before it opens, and what keeps it from opening."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.bodies.enums import (
    AddedItems,
    Aggregation,
    MajorityBase,
    QuorumKind,
    Secrecy,
    Subject,
)
from essaim.assemblies.bodies.models import BodyRules, SubjectRule
from essaim.assemblies.meetings.enums import AddedAs, ItemState, MeetingMode, MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.notice import rules_at
from essaim.assemblies.votes.actions.ballot_boxes import refuse_small_groups
from essaim.assemblies.votes.actions.locking import locked_resolution
from essaim.assemblies.votes.enums import Method, ResolutionState, Step
from essaim.assemblies.votes.marks import DELIBERATED, YES_OR_NO
from essaim.assemblies.votes.models import Deliberation, Resolution
from essaim.assemblies.votes.queries.quorum import is_free_of_quorum
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Person


@action
def prepare_consent(
    *,
    resolution: Resolution,
    by: Acting,
    elector: Elector | None = None,
    person: Person | None = None,
) -> Deliberation:
    """Say who proposes the text: an elector of the meeting, or a person, who alone changes it."""
    if (elector is None) == (person is None):
        raise RuleBroken(_("Say first who proposes this text."))
    if elector is not None and elector.meeting_id != resolution.meeting_id:
        raise RuleBroken(_("“%(name)s” is not convened to this meeting.") % {"name": elector.name})
    return prepare(
        resolution, Method.CONSENT, Step.PRESENTED, proposing_elector=elector, proposer=person
    )


@action
def prepare_election(
    *, resolution: Resolution, role: str, duration: str, by: Acting
) -> Deliberation:
    """Say what the role is, what it takes, and for how long: before anybody is named."""
    role, duration = role.strip(), duration.strip()
    if not role or not duration:
        raise RuleBroken(_("Say first what the role is, and for how long."))
    return prepare(resolution, Method.NO_CANDIDATE, Step.NOMINATION, role=role, duration=duration)


def prepare(
    resolution: Resolution, method: Method, step: Step, **about: str | Elector | Person | None
) -> Deliberation:
    """What a question that is not open yet will go through; said again, it replaces."""
    resolution = locked_resolution(resolution)
    if resolution.state != ResolutionState.DRAFT:
        raise RuleBroken(_("What is put to the vote does not change any more."))
    if resolution.method != method:
        raise RuleBroken(_("This question is decided by another method."))
    before = Deliberation.objects.filter(resolution=resolution).first()
    deliberation = before or Deliberation(resolution=resolution)
    deliberation.step = step
    for name, value in about.items():
        setattr(deliberation, name, value)
    deliberation.save()
    return deliberation


#: A vote by colleges compares what each college gives to For and Against, abstentions in or out.
_BASES_BY_COLLEGE = frozenset({MajorityBase.EXPRESSED, MajorityBase.VOTERS})


def refuse_to_open(resolution: Resolution, meeting: Meeting) -> SubjectRule:
    """The rule that the vote obeys. Raises RuleBroken where it may not open, and says why."""
    rules = _rules_of(meeting)
    subject_rule = _rule_of(resolution, rules)
    if not meeting.electors.with_right().exists():
        raise RuleBroken(_("Nobody has the right to vote: a vote without electors cannot open."))
    _check_quorum(resolution, subject_rule, meeting)
    _check_secrecy(resolution, subject_rule)
    _check_method(resolution, rules, subject_rule)
    if resolution.is_secret or subject_rule.secrecy == Secrecy.ALWAYS:
        refuse_small_groups(resolution, meeting)
    return subject_rule


def refuse_secrecy(resolution: Resolution) -> None:
    """Raises RuleBroken where a question that is being written contradicts the rules of its subject
    on secrecy: those of the convocation, or those in force today.
    """
    rules = rules_at(resolution.meeting, timezone.now())
    subject_rule = rules.subjects.filter(subject=resolution.subject).first() if rules else None
    if subject_rule is None:
        return
    _check_secrecy(resolution, subject_rule)
    if resolution.method in DELIBERATED:
        _check_deliberation(resolution, subject_rule)
    elif resolution.method == Method.LOT:
        _check_lots(resolution, subject_rule)


def hindrance_of(resolution: Resolution) -> str:
    """What keeps a question in preparation from opening, whenever its meeting opens; else empty.

    Before the convocation nobody is on the roll yet, and the rules are those in force today.
    """
    try:
        _refuse_draft(resolution, resolution.meeting)
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def _refuse_draft(resolution: Resolution, meeting: Meeting) -> None:
    rules = rules_at(meeting, timezone.now())
    if rules is None:
        raise RuleBroken(_("This body has no rules yet: write them down first."))
    subject_rule = _rule_of(resolution, rules)
    _check_secrecy(resolution, subject_rule)
    _check_method(resolution, rules, subject_rule)
    if meeting.state == MeetingState.OPEN:
        refuse_to_open(resolution, meeting)


def hindered_questions(meeting: Meeting) -> list[tuple[Resolution, str]]:
    """Those in preparation that could not open, each with why: a few queries a question."""
    drafts = meeting.resolutions.filter(state=ResolutionState.DRAFT)
    rows = drafts.select_related("item", "meeting__body", "meeting__rules").order_by("number")
    return [(resolution, why) for resolution in rows if (why := hindrance_of(resolution))]


def _rule_of(resolution: Resolution, rules: BodyRules) -> SubjectRule:
    _check_item(resolution, rules)
    subject_rule: SubjectRule | None = rules.subjects.filter(subject=resolution.subject).first()
    if subject_rule is None:
        subject = Subject(resolution.subject).label
        raise RuleBroken(
            _("No rule is written for “%(subject)s”: a vote without a rule cannot open.")
            % {"subject": subject}
        )
    return subject_rule


def _rules_of(meeting: Meeting) -> BodyRules:
    """Those that the convocation froze, while the meeting may vote."""
    if meeting.rules is None:
        raise RuleBroken(_("The meeting is not convened: one cannot vote in it yet."))
    if meeting.mode == MeetingMode.WRITTEN:
        if not meeting.rules.written_allowed:
            refusal = _("The rules of this body do not allow deciding in writing.")
            raise RuleBroken(" ".join(filter(None, (refusal, meeting.rules.written_article))))
        if meeting.state in {MeetingState.CONVENED, MeetingState.OPEN}:
            return meeting.rules
    if meeting.state != MeetingState.OPEN:
        raise RuleBroken(
            _("One votes in an open meeting: this one is %(state)s.")
            % {"state": meeting.get_state_display()}
        )
    return meeting.rules


def _check_item(resolution: Resolution, rules: BodyRules) -> None:
    if resolution.item.state != ItemState.ACCEPTED:
        raise RuleBroken(_("This point is not on the agenda."))
    if rules.added_items == AddedItems.MINOR and resolution.item.added_as == AddedAs.ADDED:
        refusal = _(
            "The convocation did not announce this point: the rules open a vote on it as a minor "
            "question or an incident of the meeting alone."
        )
        raise RuleBroken(" ".join(filter(None, (refusal, rules.notice_article))))


def _check_quorum(resolution: Resolution, subject_rule: SubjectRule, meeting: Meeting) -> None:
    """A quorum in each college can be told where some elector is of one; empty colleges are out."""
    if subject_rule.quorum_kind == QuorumKind.NONE or not subject_rule.quorum_by_college:
        return
    if is_free_of_quorum(meeting, subject_rule, resolution):
        return
    if not meeting.electors.with_right().filter(college__isnull=False).exists():
        refusal = _(
            "The rules ask for a quorum in each college, and no elector is of one: give the "
            "members their college, then put the roll up to date."
        )
        raise RuleBroken(" ".join(filter(None, (refusal, subject_rule.article))))


def _check_secrecy(resolution: Resolution, subject_rule: SubjectRule) -> None:
    if resolution.is_secret and subject_rule.secrecy == Secrecy.NEVER:
        refusal = _("The rules of this body do not allow a secret ballot on this subject.")
        raise RuleBroken(" ".join(filter(None, (refusal, subject_rule.article))))


def _check_method(resolution: Resolution, rules: BodyRules, subject_rule: SubjectRule) -> None:
    if resolution.method in DELIBERATED:
        _check_deliberation(resolution, subject_rule)
    elif resolution.method == Method.COLLEGES:
        _check_colleges(resolution, rules, subject_rule)
    elif resolution.method == Method.SIMPLE and rules.aggregation != Aggregation.HEADS:
        raise RuleBroken(_("The rules count votes by colleges: choose the vote by colleges."))
    elif resolution.method not in YES_OR_NO:
        _check_options(resolution)
        if resolution.method == Method.LOT:
            _check_lots(resolution, subject_rule)


def _check_deliberation(resolution: Resolution, subject_rule: SubjectRule) -> None:
    """One speaks under one's name there, of a text that has a proposer or of a role."""
    if resolution.is_secret or subject_rule.secrecy == Secrecy.ALWAYS:
        refusal = _("One answers aloud and in turn: this cannot be a secret ballot.")
        raise RuleBroken(" ".join(filter(None, (refusal, subject_rule.article))))
    if Deliberation.objects.filter(resolution=resolution).exists():
        return
    if resolution.method == Method.CONSENT:
        raise RuleBroken(_("Say first who proposes this text."))
    raise RuleBroken(_("Say first what the role is, and for how long."))


def _check_lots(resolution: Resolution, subject_rule: SubjectRule) -> None:
    """They are drawn before everybody, where everybody is."""
    if resolution.is_secret or subject_rule.secrecy == Secrecy.ALWAYS:
        refusal = _("Lots are drawn before everybody: this cannot be a secret ballot.")
        raise RuleBroken(" ".join(filter(None, (refusal, subject_rule.article))))
    if resolution.meeting.mode == MeetingMode.WRITTEN:
        raise RuleBroken(_("Lots are drawn in a meeting, before everybody: not in writing."))


def _check_colleges(resolution: Resolution, rules: BodyRules, subject_rule: SubjectRule) -> None:
    weighted = list(rules.colleges.values_list("college_id", flat=True))
    if not weighted:
        raise RuleBroken(_("The rules give no college a weight: a vote by colleges cannot open."))
    needed = rules.colleges_needed
    if needed is not None and needed > len(weighted):
        raise RuleBroken(
            ngettext(
                "The rules ask for %(needed)s college in favour, and weigh %(weighed)s only.",
                "The rules ask for %(needed)s colleges in favour, and weigh %(weighed)s only.",
                needed,
            )
            % {"needed": needed, "weighed": len(weighted)}
        )
    electors = resolution.meeting.electors.with_right()
    if outside := electors.exclude(college__in=weighted).order_by("folded", "pk").first():
        raise RuleBroken(
            _("“%(name)s” is of no college that the rules weigh: its vote would not be counted.")
            % {"name": outside}
        )
    if subject_rule.majority_base not in _BASES_BY_COLLEGE:
        raise RuleBroken(
            _(
                "A vote by colleges is counted on the votes expressed or on the voters, which this "
                "rule does not say."
            )
        )


def _check_options(resolution: Resolution) -> None:
    number = resolution.options.count()
    if number < 2:
        raise RuleBroken(_("One chooses among two options at least."))
    if resolution.seats >= number and resolution.method != Method.RANKED:
        raise RuleBroken(_("There are as many seats as options: there is nothing to choose."))
