"""What statutes say of a body, in words. Codes of majorities and colleges are those of `tally`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essaim.kernel.manifest import Kind


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


#: Of the programme: the kinds of action that the meetings of bodies are.
GENERAL_ASSEMBLY = Kind(
    "general_assembly",
    pgettext_lazy("vocabulary", "general assembly"),
    pgettext_lazy("vocabulary", "general assemblies"),
)
PERMANENT_ASSEMBLY = Kind(
    "permanent_assembly",
    pgettext_lazy("vocabulary", "permanent assembly"),
    pgettext_lazy("vocabulary", "permanent assemblies"),
)
BODY_MEETING = Kind(
    "body_meeting",
    pgettext_lazy("vocabulary", "meeting of a body"),
    pgettext_lazy("vocabulary", "meetings of bodies"),
)
KINDS = (GENERAL_ASSEMBLY, PERMANENT_ASSEMBLY, BODY_MEETING)
_OF_BODY: dict[str, Kind] = {
    BodyKind.GENERAL_ASSEMBLY: GENERAL_ASSEMBLY,
    BodyKind.PERMANENT_ASSEMBLY: PERMANENT_ASSEMBLY,
}


def kind_of_action(body_kind: str) -> str:
    """Under which kind of action the programme counts the meetings of such a body."""
    return _OF_BODY.get(body_kind, BODY_MEETING).code


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


class ConsentFallback(TextChoices):
    """What happens when the rounds of a decision by consent are used up; fixed before."""

    POSTPONE = "postpone", _("the question is postponed")
    MAJORITY = "majority_2_3", _("it is put to the vote, at two thirds of the votes expressed")
    WORKING_GROUP = "back_to_working_group", _("it goes back to the working group")
