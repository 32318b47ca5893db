"""A year of minutes in one document: each as it was locked, under a heading of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.models import Body, Elector, Minutes
from essaim.assemblies.queries.minutes import document_of
from essaim.assemblies.queries.minutes_page import minutes_of_body
from essaim.assemblies.rules.holders import convenes
from essaim.documents.document import Block, Contents, Document, Heading, TitlePage
from essaim.kernel.acting import Acting
from essaim.kernel.context import demo_notice
from essaim.network.queries.organisations import name_of_network


def years_of(minutes: Sequence[Minutes]) -> dict[int, list[Minutes]]:
    """By the year in which the meeting began, in the order given."""
    found: dict[int, list[Minutes]] = {}
    for one in minutes:
        found.setdefault(timezone.localtime(one.meeting.starts_at).year, []).append(one)
    return found


def compile_year(body: Body, year: int, acting: Acting) -> Document | None:
    """Locked minutes of the year, the first meeting first; None where she may read none.

    Each is in the reading that she may see: what is for the body alone is left out for others.
    """
    held = years_of(minutes_of_body(body, acting)).get(year, [])[::-1]
    if not held:
        return None
    with override(settings.LANGUAGE_CODE):
        title = _("Minutes of %(body)s, %(year)s") % {"body": body.name, "year": year}
    return Document(
        title=title,
        language=settings.LANGUAGE_CODE,
        publisher=name_of_network() or body.name,
        year=year,
        notice=str(demo_notice()) if settings.DEMO else "",
        blocks=(TitlePage(), Contents(depth=1), *_blocks(body, held, acting)),
    )


def _blocks(body: Body, held: Sequence[Minutes], acting: Acting) -> Iterator[Block]:
    group = body.group
    knows_all = convenes(acting) or (group and f"group:{group.key}" in acting.capacities)
    sat = set(Elector.objects.spoken_for_by(acting).values_list("meeting_id", flat=True))
    for number, one in enumerate(held, start=1):
        is_internal = bool(knows_all) or one.meeting_id in sat
        yield from _chapter(document_of(one, is_internal=is_internal), f"pv-{number}")


def _chapter(document: Document, anchor: str) -> Iterator[Block]:
    """The document with its headings one level down, under its title."""
    yield Heading(1, document.title, anchor)
    for block in document.blocks:
        if isinstance(block, Heading):
            yield replace(block, level=block.level + 1, anchor=f"{anchor}-{block.anchor}")
        elif not isinstance(block, TitlePage):
            yield block
