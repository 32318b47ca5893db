"""The box of a secret ballot: what is needed for it to keep its secret, and its end."""

from collections import Counter

from django.utils.translation import gettext as _

from essaim.assemblies.enums import Method
from essaim.assemblies.marks import FEWEST_ELECTORS, FEWEST_VOTERS
from essaim.assemblies.models import Meeting, Resolution
from essaim.kernel.errors import RuleBroken


class TooFewVoters(RuleBroken):
    """Counting so few secret ballots would tell who voted what."""


def refuse_small_groups(resolution: Resolution, meeting: Meeting) -> None:
    """Raises RuleBroken where a group that is counted apart is too small to hide anybody in."""
    electors = meeting.electors.with_right()
    if resolution.method == Method.COLLEGES:
        sizes = Counter(electors.values_list("college__name", flat=True))
        for name, size in sorted(sizes.items(), key=lambda one: str(one[0])):
            if size < FEWEST_ELECTORS:
                raise RuleBroken(
                    _(
                        "“%(college)s” counts %(size)s electors: a ballot counted by college is "
                        "secret from five on in each."
                    )
                    % {"college": name, "size": size}
                )
    elif (size := electors.count()) < FEWEST_ELECTORS:
        raise RuleBroken(
            _("There are %(size)s electors: a ballot is secret from five on.") % {"size": size}
        )


def refuse_too_few(resolution: Resolution) -> None:
    """Raises TooFewVoters where counting the box would tell who voted what."""
    if not resolution.is_secret:
        return
    signed = Counter(
        resolution.roll["electors"].get(str(key), "")
        if resolution.method == Method.COLLEGES
        else ""
        for key in resolution.sign_offs.values_list("elector__key", flat=True)
    )
    if any(number < FEWEST_VOTERS for number in signed.values()):
        raise TooFewVoters(
            _(
                "Fewer than three electors voted in a group that is counted: the count would tell "
                "who voted what. Wait for others, or withdraw the resolution."
            )
        )


def destroy_box(resolution: Resolution) -> None:
    """What was put in a secret box is never counted, nor who put it there."""
    resolution.box.all().delete()
    resolution.sign_offs.all().delete()
