"""What an answer's request tells: for whose eyes it was written, and whether too many came."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.utils.translation import gettext as _

from essaim.kernel.errors import RuleBroken
from essaim.kernel.http import Request
from essaim.kernel.rates import is_too_often
from essaim.questions.models import Answer, Questionnaire

#: Answers of visitors from one address: a hall full of people answers within the hour.
MOST_AN_HOUR = 60


def as_shown(
    request: Request, questionnaire: Questionnaire, act: Callable[..., Answer]
) -> Callable[..., Answer]:
    """The act, for the audience that the page named; not where too many visitors came from here."""

    def give(**content: Any) -> Answer:
        if request.acting.is_visitor:
            address, what = get_adapter().get_client_ip(request), f"answer:{questionnaire.key}"
            if is_too_often(address, what, most=MOST_AN_HOUR, seconds=3600):
                raise RuleBroken(
                    _(
                        "Too many answers came from your connection within this hour: send yours "
                        "again in the next one. What you typed stands below."
                    )
                )
        return act(readers=request.POST.get("readers", ""), **content)

    return give
