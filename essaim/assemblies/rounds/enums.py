"""What is said round by round, in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
