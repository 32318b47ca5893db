"""What other sites may show of reports: the versions that were published."""

from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from essaim.kernel.acting import VISITOR
from essaim.kernel.datewords import date_words
from essaim.kernel.offering.embeds import Embed, EmbeddedLine
from essaim.reports.feeds import versions


def published(today: date, most: int) -> list[EmbeddedLine]:
    """The last ones first."""
    language = get_language() or "fr"
    return [
        EmbeddedLine(
            title=version.title,
            url=version.url,
            when=_("published on %(day)s")
            % {"day": date_words(version.at.date(), language=language)},
        )
        for version in versions(VISITOR, today, most, None)
    ]


EMBEDS = (
    Embed(
        "bilans",
        gettext_lazy("Our reports"),
        gettext_lazy("No report is published yet."),
        "reports:reports",
        published,
    ),
)
