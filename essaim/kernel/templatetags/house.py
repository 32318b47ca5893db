"""Tags and filters of every template (a builtin: nothing to load)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.kernel import datewords
from essaim.kernel.acting import Acting
from essaim.kernel.clock import clock_words
from essaim.kernel.manifest import is_open, manifests
from essaim.kernel.models import AUDIENCES
from essaim.kernel.naming import sees
from essaim.kernel.numbers import NARROW_SPACE, format_number, in_euros
from essaim.kernel.templating import escaped
from essaim.kernel.weblinks import followed

register = template.Library()

#: code of a state → (icon, tone). A state that is not listed is drawn quietly, with its word.
LOOKS = {
    "achieved": ("check", "good"),
    "held": ("check", "good"),
    "published": ("check", "good"),
    "applied": ("check", "good"),
    "created": ("plus", "good"),
    "sent": ("check", "good"),
    "adopted": ("check", "good"),
    "elected": ("check", "good"),
    "done": ("check", "good"),
    "settled": ("check", "good"),
    "open": ("hand", "going"),
    "in_progress": ("clock", "going"),
    "partly_achieved": ("half", "going"),
    "running": ("clock", "going"),
    "applying": ("clock", "going"),
    "undoing": ("clock", "going"),
    "queued": ("clock", "going"),
    "sending": ("mail", "going"),
    "planned": ("calendar", "going"),
    "updated": ("pencil", "going"),
    "transformed": ("shift", "changed"),
    "postponed": ("pause", "changed"),
    "returned": ("undo", "changed"),
    "previewed": ("eye", "changed"),
    "soon": ("clock", "changed"),
    "asked": ("hand", "changed"),
    "drifted": ("shift", "changed"),
    "tied": ("equal", "changed"),
    "no_quorum": ("warning", "changed"),
    "void": ("warning", "changed"),
    "rejected": ("cross", "bad"),
    "abandoned": ("cross", "bad"),
    "cancelled": ("cross", "bad"),
    "late": ("warning", "bad"),
    "failed": ("warning", "bad"),
    "refused": ("warning", "bad"),
    "revoked": ("cross", "bad"),
    "discarded": ("trash", "quiet"),
    "withdrawn": ("undo", "quiet"),
    "undone": ("undo", "quiet"),
    "draft": ("pencil", "quiet"),
    "unchanged": ("equal", "quiet"),
    "not_started": ("circle", "quiet"),
}
SPRITE = "essaim/icons.svg"
AUDIENCE_ICONS = {"public": "globe", "members": "people", "bureau": "lock"}


def _language() -> str:
    return get_language() or "fr"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture of the sprite; without a label it is decoration and is not read aloud."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            label,
            static(SPRITE),
            name,
        )
    return _decoration(name, settings.STATIC_URL)


@lru_cache(maxsize=500)
def _decoration(name: str, _at: str) -> SafeString:
    """Drawn once: a page may bear some hundred of them."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static(SPRITE), name
    )


@register.simple_tag
def status(code: str, label: Any = "") -> SafeString:
    """A state with its icon and its word; colour never stands alone."""
    picture, tone = LOOKS.get(str(code), ("circle", "quiet"))
    return format_html('<span class="status {}">{}{}</span>', tone, icon(picture), label or code)


@register.inclusion_tag("components/audience.html")
def audience(code: str, label: Any = "", *, bare: bool = False) -> dict[str, Any]:
    """Who sees this: a code of `essaim.kernel.models.AUDIENCES`, or `group:KEY` with its label.

    Bare where a label says already what it is about.
    """
    known = dict(AUDIENCES)
    return {
        "picture": AUDIENCE_ICONS.get(code, "lock"),
        "label": label or known.get(code) or _("one group"),
        "bare": bare,
    }


@register.inclusion_tag("components/outside_link.html")
def outside_link(address: str, label: str = "", **look: str) -> dict[str, Any]:
    """A link to an address that somebody gave, drawn by kind, picture, more; else its words."""
    link = {"address": followed(address), "label": label, "words": address}
    return {"picture": "external"} | look | link


@register.simple_tag(takes_context=True)
def table_rows(
    context: template.Context, heads: Sequence[tuple[Any, str]], rows: Iterable[Any]
) -> SafeString:
    """What the columns of a list show of its rows, the name of each first; a dash for nothing.

    They are drawn at once: a page has some hundreds of cells.
    """
    drawn = [_drawer(context, column) for column, _title in heads]
    around = [('<th scope="row">', "</th>")]
    around += [(_cell_begins(column, title), "</td>") for column, title in heads[1:]]
    cells = list(zip(around, drawn, strict=True))
    lines = (
        "\n".join(f"{begins}{draw(row)}{ends}" for (begins, ends), draw in cells) for row in rows
    )
    return mark_safe("\n".join(f"<tr>{line}</tr>" for line in lines))  # noqa: S308 every part is escaped


def _cell_begins(column: Any, title: str) -> str:
    look = ' class="n"' if column.is_number else ""
    label = "" if column.hides_title else f' data-label="{escape(title)}"'
    return f"<td{look}{label}>"


def _drawer(context: template.Context, column: Any) -> Callable[[Any], str]:
    """What draws the cells of a column."""
    if not column.template:
        nothing = "" if column.hides_title else "–"
        return lambda row: escaped(column.drawn(row) or nothing)
    piece = context.template.engine.get_template(column.template)  # type: ignore[union-attr]

    def draw(row: Any) -> str:
        with context.push(row=row):
            drawn: str = piece.render(context)
        return drawn

    return draw


@register.filter
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """52 464 in French, 52,464 in English; nothing for None."""
    if value is None or value == "":
        return ""
    return format_number(_exact(value), language=_language(), decimals=decimals)


@register.filter
def signed(value: Decimal | int | None, decimals: int | None = None) -> str:
    """+472, −3: a change."""
    if value is None or value == "":
        return ""
    return format_number(_exact(value), language=_language(), decimals=decimals, signed=True)


@register.filter
def percent(value: Decimal | int | str | None) -> str:
    """60 → 60 % (narrow no-break space) in French, 60% in English. Takes `|signed` before it."""
    if value is None or value == "":
        return ""
    text = value if isinstance(value, str) else number(value)
    return f"{text}{NARROW_SPACE if _language().startswith('fr') else ''}%"


@register.filter
def euros(value: Decimal | int | None, decimals: int | None = None) -> str:
    """1 250 € in French, €1,250 in English; cents appear when there are some."""
    if value is None or value == "":
        return ""
    return in_euros(_exact(value), decimals)


def _exact(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


@register.filter
def date_words(value: date | datetime | None) -> str:
    """One day in words: 12 juin 2024."""
    if not value:
        return ""
    return datewords.date_words(_day(value), language=_language())


@register.filter
def moment_words(value: datetime | None) -> str:
    """A moment in words: 12 juin 2024 à 14:30."""
    if not value:
        return ""
    return datewords.moment_words(timezone.localtime(value), language=_language())


@register.simple_tag
def date_range(start: date, end: date | None = None, precision: str = "day") -> str:
    """A stretch in words: 12 et 13 juin 2024; du 21 au 23 mai 2024; mars 2024; 2024."""
    return datewords.date_range(start, end, precision, language=_language())


@register.simple_tag(takes_context=True)
def below_page(context: template.Context) -> SafeString:
    """What rooms add below a page that somebody asked for, each by a template of its own."""
    return _around(context, "below")


@register.simple_tag(takes_context=True)
def above_page(context: template.Context) -> SafeString:
    """What rooms add above it."""
    return _around(context, "above")


def _around(context: template.Context, place: str) -> SafeString:
    request = context.get("request")
    offers = [getattr(room, place) for room in manifests() if is_open(room.room)]
    drawn = [offer(request) for offer in offers if offer is not None] if request else []
    return mark_safe("".join(drawn))  # noqa: S308 (templates of rooms)


@register.filter
def is_open_room(name: str) -> bool:
    """Whether the room of that name is open: what stands in a closed one has no page."""
    return is_open(name)


@register.simple_tag
def duration(minutes: int) -> str:
    """Whole minutes as people say them: 45 min, 2 h, 2 h 05."""
    hours, left = divmod(minutes, 60)
    if not hours:
        return f"{left}{NARROW_SPACE}min"
    whole_hours = f"{format_number(hours, language=_language())}{NARROW_SPACE}h"
    return f"{whole_hours}{NARROW_SPACE}{left:02}" if left else whole_hours


@register.simple_tag
def clock() -> str:
    """Whose clock the hours are on: heure de Paris."""
    return clock_words()


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def undo_url(message: Any) -> str:
    """The address that takes back what a message tells, if it carries one."""
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:")), "")


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | None]:
    """The numbers that a pagination shows; None where some are left out."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]


@register.filter
def seen_by(row: Any, acting: Acting) -> Any:
    """The row where this reader may see it, else nothing: `{{ meeting.chair|seen_by:acting }}`."""
    return row if row is not None and sees(acting, row) else ""
