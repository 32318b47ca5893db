"""How one decides, and what came of it, in words. Codes of methods are those of `tally`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Standing(TextChoices):
    """In which capacity a vote was pressed or entered."""

    TITULAR = "titular", _("titular")
    ALTERNATE = "alternate", _("alternate")
    IN_PERSON = "in_person", _("in person")
    LINK = "link", _("by a mail link")
    CHAIR = "chair", _("entered by who runs the meeting")


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


class BallotMeans(TextChoices):
    """How a ballot came in."""

    DEVICE = "device", _("on a device")
    HAND = "hand", _("by show of hands")
