"""What was typed in a form that could not be taken, kept for whoever typed it.

A session that ended while somebody wrote, a token that another tab renewed, a form sent a second
time with other words: what was typed stays in the session of this browser, for a week at most, and
stands in the same form again when its page is next shown to the same account. It is never sent by
itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.forms import BaseForm, FileInput, RadioSelect
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from essaim.kernel.discretion import is_told_to_nobody
from essaim.kernel.editing import FIELD as REVISION
from essaim.kernel.submissions import FIELD, SubmissionKey, read_key, typed

if TYPE_CHECKING:
    from essaim.kernel.http import Request

IN_SESSION = "kept_forms"
#: Forms kept in one browser, the newest; and signs kept of one form.
MOST, LONGEST = 3, 500_000
LIFE = timedelta(days=7)
#: Fields with something in them that a person filled in, and not a button.
FILLED = 3
#: Field names that are never kept.
SECRET = {"password", "code", "token"}
#: What carries a link of a mail in an address: who came by it is nobody but its holder.
LINK = "jeton"


@dataclass(frozen=True)
class KeptForm:
    """What was typed, where it was to go, on which page it stands, and for which account."""

    path: str
    page: str
    secret: str
    owner: str
    fields: Sequence[Sequence[str]]
    has_files: bool
    at: float
    link: str = ""

    def is_of(self, account: Any) -> bool:
        return SubmissionKey(self.secret, self.owner).is_of(account)

    @property
    def is_fresh(self) -> bool:
        return timezone.now().timestamp() - self.at < LIFE.total_seconds()

    @property
    def texts(self) -> list[str]:
        """What was written in words, to be read where the form itself is no longer there."""
        return texts_in(self.fields)

    @property
    def data(self) -> MultiValueDict[str, str]:
        data: MultiValueDict[str, str] = MultiValueDict()
        for name, value in self.fields:
            data.appendlist(name, value)
        return data

    @property
    def sentence(self) -> str:
        sentence = _(
            "What you had typed was not saved. It stands here again: look it over, then send."
        )
        files = _("Choose your files again.")
        return f"{sentence} {files}" if self.has_files else sentence

    def stands_on(self, path: str, link: str = "") -> bool:
        """Two who came by links of their mails may share a browser: each has their own."""
        page = urlsplit(self.page)
        on_page = parse_qs(page.query).get(LINK, [""])[0]
        return (path, link) in {(self.path, self.link), (page.path, on_page)}


def texts_in(fields: Iterable[Sequence[str]]) -> list[str]:
    """Of what was sent, what a person wrote: not the marks of a frame, nor the code of a choice."""
    return [value for _name, value in fields if " " in value.strip()]


#: What the forms of the page being drawn are filled with.
refill: ContextVar[KeptForm | None] = ContextVar("form being taken up", default=None)


def page_of(request: "Request") -> str:
    """The page on which the form stood, which may be another than where it is sent."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return request.get_full_path()
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


def is_from_here(request: "Request") -> bool:
    """Whether the browser says that a page of this house sent the form."""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(sender).netloc == request.get_host()


def keep(request: "Request", key: SubmissionKey) -> bool:
    """Keeps what was typed; False where nothing was or may be kept, or where it is too much."""
    if is_told_to_nobody(request):
        return False
    fields = [pair for pair in typed(request.POST) if pair[0].lower() not in SECRET]
    length = sum(len(name) + len(value) for name, value in fields)
    words = (value for name, value in fields if name != REVISION)
    if not is_worth_keeping(words) or length > LONGEST:
        return False
    kept = KeptForm(
        path=request.path,
        page=page_of(request),
        secret=key.secret,
        owner=key.owner,
        fields=fields,
        has_files=bool(request.FILES),
        at=timezone.now().timestamp(),
        link=request.GET.get(LINK, ""),
    )
    others = [form for form in _stored(request) if (form.path, form.link) != (kept.path, kept.link)]
    _store(request, [kept, *others][:MOST])
    request.has_kept_form = True
    return True


def is_worth_keeping(values: Iterable[str]) -> bool:
    """More than a button with its value: somebody typed words, or filled in several fields."""
    filled = [value for value in values if value.strip()]
    return len(filled) >= FILLED or any(" " in value.strip() for value in filled)


def kept_for(request: "Request", path: str, link: str | None = None) -> KeptForm | None:
    """What waits for this reader on a page; `link` unless it is in the address."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    stored = _stored(request)
    mine = [form for form in stored if form.is_fresh and form.is_of(request.user.pk)]
    if len(mine) < len(stored) and request.user.is_authenticated:
        _store(request, mine)  # of another account, or too old: nobody is shown it any more
    came_by = request.GET.get(LINK, "") if link is None else link
    return next((form for form in mine if form.stands_on(path, came_by)), None)


def page_that_waits(request: "Request") -> str:
    """Where the newest of what this reader typed stands again; empty where nothing waits."""
    mine = (form for form in _stored(request) if form.is_fresh and form.is_of(request.user.pk))
    return next((form.page for form in mine), "")


def forget(request: "Request", path: str, link: str | None = None) -> None:
    """What was typed was taken, or is thrown away."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        stored = _stored(request)
        came_by = request.GET.get(LINK, "") if link is None else link
        left = [form for form in stored if not form.stands_on(path, came_by)]
        if len(left) < len(stored):
            _store(request, left)


def _stored(request: "Request") -> list[KeptForm]:
    rows: list[dict[str, Any]] = request.session.get(IN_SESSION, [])
    return [KeptForm(**row) for row in rows]


def _store(request: "Request", forms: Sequence[KeptForm]) -> None:
    if forms:
        request.session[IN_SESSION] = [asdict(form) for form in forms]
    else:
        request.session.pop(IN_SESSION, None)


def key_in(request: "Request") -> SubmissionKey | None:
    """The key of the form that a request sends."""
    return read_key(request.POST.get(FIELD, ""))


def fits(form: BaseForm, data: Mapping[str, str]) -> bool:
    """Whether these are the words of this form: every field that a browser always sends is there.

    A list of filters on the same page, or another form, is left as it is.
    """
    names = [
        form.add_prefix(name)
        for name, field in form.fields.items()
        if not isinstance(field.widget, FileInput | RadioSelect)
        and field.widget.value_omitted_from_data(data, MultiValueDict(), form.add_prefix(name))
    ]
    return not names and any(form.add_prefix(name) in data for name in form.fields)
