"""The words of the room. Codes of majorities, methods and colleges are those of `tally`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyKind(TextChoices):
    """What a body is in the network's statutes."""

    GENERAL_ASSEMBLY = "general_assembly", pgettext_lazy("vocabulary", "General assembly")
    BOARD = "board", pgettext_lazy("vocabulary", "Board of directors")
    COLLEGIATE = "collegiate", pgettext_lazy("vocabulary", "Collegiate board")
    PERMANENT_ASSEMBLY = "permanent_assembly", pgettext_lazy("vocabulary", "Permanent assembly")
    BUREAU = "bureau", pgettext_lazy("vocabulary", "Bureau")
    COMMISSION = "commission", pgettext_lazy("vocabulary", "Commission")
    WORKING_GROUP = "working_group", pgettext_lazy("vocabulary", "Working group")
    STEERING_COMMITTEE = "steering_committee", pgettext_lazy("vocabulary", "Steering committee")
    CIRCLE = "circle", pgettext_lazy("vocabulary", "Circle")


class Subject(TextChoices):
    """What a vote is about, since statutes ask more of some votes than of others."""

    ORDINARY = "ordinary", pgettext_lazy("vocabulary", "ordinary question")
    ACCOUNTS = "accounts", pgettext_lazy("vocabulary", "accounts and reports")
    ELECTION = "election", pgettext_lazy("vocabulary", "election of people")
    DUES = "dues", pgettext_lazy("vocabulary", "amount of the dues")
    STATUTES = "statutes", pgettext_lazy("vocabulary", "change of the statutes")
    DISSOLUTION = "dissolution", pgettext_lazy("vocabulary", "dissolution")
    EXCLUSION = "exclusion", pgettext_lazy("vocabulary", "exclusion of a member")


class NoticeMeans(TextChoices):
    """How the statutes want a convocation to reach the members."""

    EMAIL = "email", _("by e-mail")
    LETTER = "letter", _("by letter")
    POSTING = "posting", _("by posting it up")


class QuorumKind(TextChoices):
    """Law asks for no quorum: the statutes alone do."""

    NONE = "none", _("no quorum")
    NUMBER = "number", _("a number of electors")
    FRACTION = "fraction", _("a fraction of the electors")


class QuorumBase(TextChoices):
    """Of whom the quorum is a fraction."""

    VOTERS = "voters", _("of those who have the right to vote")
    MEMBERS = "members", _("of all the members convened")


class CheckedAt(TextChoices):
    """When the quorum must be there."""

    VOTE = "vote", _("at each vote")
    OPENING = "opening", _("at the opening of the meeting")


class MajorityBase(TextChoices):
    """Of whom the majority is a fraction."""

    REGISTERED = "registered", _("of the electors registered")
    PRESENT = "present", _("of the electors present")
    PRESENT_AND_REPRESENTED = (
        "present_and_represented",
        _("of the electors present and represented"),
    )
    VOTERS = "voters", _("of the voters, abstentions counted")
    EXPRESSED = "expressed", _("of the votes expressed")


class Secrecy(TextChoices):
    """When a ballot is secret."""

    NEVER = "never", _("never")
    ON_REQUEST = "on_request", _("when a member asks for it")
    ALWAYS = "always", _("always")


class BlankProxies(TextChoices):
    """What becomes of a proxy that names nobody."""

    FORBIDDEN = "forbidden", _("are not accepted")
    TO_CHAIR = "to_chair", _("go to the chair of the meeting")


class ProxiesUntil(TextChoices):
    """Until when a proxy may be given."""

    NOTICE = "notice", _("until the last day for convening")
    OPENING = "opening", _("until the opening of the meeting")
    DURING = "during", _("during the meeting as well")


class DuesCutoff(TextChoices):
    """On which day the dues must be paid to vote."""

    NONE = "none", _("dues are not a condition")
    CONVOCATION = "convocation", _("on the day of the convocation")
    OPENING = "opening", _("on the day of the meeting")
    DAY = "day", _("on a day that is set")


class CastingVote(TextChoices):
    """Who decides between equal votes. A co-presidency has no casting vote by default."""

    NONE = "none", _("nobody: what is tied is not adopted")
    CHAIR = "chair", _("the chair of the meeting")


class TieBreak(TextChoices):
    """Who decides between options that the ballots of a ranked vote, approvals or grades level."""

    OPEN = "open", _("nobody, and the question is put again")
    LISTED = "listed", _("the order of the list, written as the statutes set it")
    LOTS = "lots", _("lots, from a seed that nobody can choose or know before the closing")


class Aggregation(TextChoices):
    """How the votes of the colleges make one result."""

    HEADS = "heads", _("one elector, one vote, whatever the college")
    PROPORTIONAL = "proportional", _("each college weighs by its shares")
    BLOC = "bloc", _("each college gives its whole weight to its majority")
    DOUBLE_MAJORITY = "double_majority", _("a majority of electors and of colleges")


class SilentCollege(TextChoices):
    """What becomes of the weight of a college where nobody votes."""

    REDISTRIBUTE = "redistribute", _("shared among the others")
    LOST = "lost", _("lost")
    INVALIDATE = "invalidate", _("the vote is void")


class AddedItems(TextChoices):
    """What may be added to an agenda after the convocation."""

    MINOR = "minor", _("minor questions and incidents alone")
    FREE = "free", _("any question")


class MeetingMode(TextChoices):
    """Where a meeting is held."""

    ONSITE = "onsite", _("on site")
    REMOTE = "remote", _("by video")
    HYBRID = "hybrid", _("on site and by video")
    WRITTEN = "written", _("in writing")


class MeetingState(TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("planned")
    CONVENED = "convened", _("convened")
    OPEN = "open", _("open")
    CLOSED = "closed", _("over")
    CANCELLED = "cancelled", _("cancelled")


class ItemKind(TextChoices):
    """What is expected of an item of the agenda."""

    INFORMATION = "information", _("information")
    DISCUSSION = "discussion", _("discussion")
    DECISION = "decision", _("decision")
    ELECTION = "election", _("election")
    REPORT = "report", pgettext_lazy("vocabulary", "report to the meeting")


class ItemState(TextChoices):
    """A member proposes an item; who convenes accepts it or says why not."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class AddedAs(TextChoices):
    """Why an item may be opened though the convocation did not announce it."""

    ANNOUNCED = "announced", _("announced by the convocation")
    MINOR = "minor", _("minor question")
    INCIDENT = "incident", _("incident of the meeting")
    ADDED = "added", _("added since the convocation")


class Answer(TextChoices):
    """What an elector answers to the convocation."""

    NONE = "none", _("no answer yet")
    COMING = "coming", _("is coming")
    REMOTE = "remote", _("takes part by video")
    EXCUSED = "excused", _("excused")
    PROXY = "proxy", _("gives a proxy")


class Right(TextChoices):
    """Why an elector may vote at a meeting, or may not."""

    HELD = "held", _("has the right to vote")
    DUES = "dues", _("dues not paid at the cut-off")
    NOT_ADMITTED = "not_admitted", _("admitted too recently")
    ENDED = "ended", _("is not a member on that day")
    NO_VOICE = "no_voice", _("nobody represents it on that day")
    MERGED = "merged", _("is counted under another name")


#: Whoever has one of these is on the roll and not convened any more: nobody counts them.
OFF_THE_ROLL = frozenset({Right.ENDED, Right.MERGED})


class Standing(TextChoices):
    """In which capacity a vote was pressed or entered."""

    TITULAR = "titular", _("titular")
    ALTERNATE = "alternate", _("alternate")
    IN_PERSON = "in_person", _("in person")
    LINK = "link", _("by a mail link")
    CHAIR = "chair", _("entered by who runs the meeting")


class PresentAs(TextChoices):
    """In which capacity somebody is at a meeting."""

    VOTER = "voter", _("elector")
    OBSERVER = "observer", _("observer")
    STAFF = "staff", _("staff")
    GUEST = "guest", _("guest")


class PresentBy(TextChoices):
    """How somebody is at a meeting."""

    ONSITE = "onsite", _("on site")
    REMOTE = "remote", _("by video")


class Method(TextChoices):
    """How a question is decided."""

    SIMPLE = "simple", pgettext_lazy("vocabulary", "vote for or against")
    COLLEGES = "colleges", pgettext_lazy("vocabulary", "vote by colleges")
    MAJORITY_JUDGMENT = "majority_judgment", pgettext_lazy("vocabulary", "majority judgment")
    APPROVAL = "approval", pgettext_lazy("vocabulary", "approval vote")
    RANKED = "ranked", pgettext_lazy("vocabulary", "ranked vote")
    CONSENT = "consent", pgettext_lazy("vocabulary", "decision by consent")
    NO_CANDIDATE = "no_candidate", pgettext_lazy("vocabulary", "election without candidate")
    LOT = "lot", pgettext_lazy("vocabulary", "drawing of lots")


class Choice(TextChoices):
    """The four ballots of a vote for or against."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTENTION = "abstention", _("Abstention")
    BLANK = "blank", _("Blank")


class ResolutionState(TextChoices):
    """Where a resolution stands."""

    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("vote open")
    CLOSED = "closed", _("decided")
    WITHDRAWN = "withdrawn", _("taken back")


class Outcome(TextChoices):
    """What came of a vote."""

    NONE = "none", _("not decided yet")
    ADOPTED = "adopted", _("adopted")
    REJECTED = "rejected", _("not adopted")
    NO_QUORUM = "no_quorum", _("void: no quorum")
    VOID = "void", _("void: a college did not vote")
    ELECTED = "elected", _("choice made")
    TIED = "tied", _("tied")
    POSTPONED = "postponed", _("postponed")
    RETURNED = "returned", _("back to the working group")


class ConsentFallback(TextChoices):
    """What happens when the rounds of a decision by consent are used up; fixed before."""

    POSTPONE = "postpone", _("the question is postponed")
    MAJORITY = "majority_2_3", _("it is put to the vote, at two thirds of the votes expressed")
    WORKING_GROUP = "back_to_working_group", _("it goes back to the working group")


class Step(TextChoices):
    """Where a decision by consent or an election without candidate stands, while it is open."""

    PRESENTED = "presented", _("presentation")
    CLARIFICATION = "clarification", _("questions to understand")
    FEELINGS = "feelings", _("feelings")
    AMENDMENT = "amendment", _("improvements")
    NOMINATION = "nomination", _("each names somebody")
    READING = "reading", _("ballots read aloud")
    CHANGES = "changes", _("changes")
    PROPOSAL = "proposal", _("proposal of a person")
    ROUND = "round", _("round of objections")
    TEST = "test", _("objections looked at")
    INTEGRATION = "integration", _("objections integrated")
    VOTE = "vote", _("fallback vote")
    CONCLUSION = "conclusion", _("conclusion")


class RoundKind(TextChoices):
    """What is asked turn by turn."""

    OBJECTIONS = "objections", _("round of objections")
    VOTE = "vote", _("fallback vote")


class StanceAnswer(TextChoices):
    """What an elector answers in a round: the last three in a fallback vote alone."""

    NO_OBJECTION = "no_objection", _("No objection")
    OBJECTION = "objection", _("I have an objection")
    PASS = "pass", _("I pass")
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTENTION = "abstention", _("Abstention")


class ObjectionKind(TextChoices):
    """What an objection is about. A preference is none of these."""

    RISK_FOR_NETWORK = "risk_for_network", _("a risk for the network")
    LIMIT_OF_MEMBER = "limit_of_member", _("a limit of a member, who could not bear it")
    NOT_IN_SCOPE = "not_in_scope", _("not ours to decide")
    CONTRARY_TO_PRIOR_DECISION = "contrary_to_prior_decision", _("contrary to a prior decision")


class Verdict(TextChoices):
    """What the circle made of an objection."""

    UNTESTED = "untested", _("to be looked at")
    VALID = "valid", _("valid")
    NOT_VALID = "not_valid", _("not valid")
    LIFTED = "lifted", _("lifted")


class BallotMeans(TextChoices):
    """How a ballot came in."""

    DEVICE = "device", _("on a device")
    HAND = "hand", _("by show of hands")


class MinutesState(TextChoices):
    """Where the minutes stand."""

    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("submitted to those who attended")
    LOCKED = "locked", _("locked")


class UndertakingState(TextChoices):
    """Where what was decided stands."""

    TO_DO = "to_do", _("to do")
    DOING = "doing", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("given up")


class DatePollState(TextChoices):
    """Where a poll of dates stands."""

    OPEN = "open", _("under way")
    SETTLED = "settled", _("day chosen")
    WITHDRAWN = "withdrawn", _("withdrawn")


class DateReply(TextChoices):
    """Whether a day suits."""

    YES = "yes", _("Yes")
    IF_NEED_BE = "if_need_be", _("If need be")
    NO = "no", _("No")
