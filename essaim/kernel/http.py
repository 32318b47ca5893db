"""What views share: who acts, doors open to visitors, refusals, the page of one form."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.kept import KeptForm, keep
from essaim.kernel.submissions import changed_nothing, sending
from essaim.kernel.widening import AsksBeforeShowing, WouldShow

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Row = TypeVar("Row", bound=Model)
#: A thing with an address, or (label, name of a view).
Thing = Model | tuple[Any, str]
#: The way up to a page: labels with their addresses.
Steps = list[tuple[Any, str]]
#: A sentence or an address; or a function that makes it of what an act made.
Words = Any


class Request(HttpRequest):
    """A request that knows who acts (set by the accounts' middleware)."""

    acting: Acting
    user: Any
    htmx: Any
    csp_nonce: str
    kept_form: KeptForm | None
    has_kept_form: bool
    has_acted: bool


def open_to_visitors(reason: str) -> Callable[[View], View]:
    """Marks a view that needs no account; the reason is read by the test of the house."""

    def mark(view: View) -> View:
        marked = login_not_required(view)
        marked.open_because = reason  # type: ignore[attr-defined]
        return marked

    return mark


def address_with(request: HttpRequest, /, **asked: str) -> str:
    """This page, from its first part, as it is asked for but for these; empty ones are left out."""
    query = request.GET.copy()
    for name, value in {"page": "", **asked}.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def chips_of(
    request: HttpRequest, in_force: Iterable[tuple[str, object]]
) -> list[dict[str, object]]:
    """The filters in force, by name and label, each with the address that lifts it."""
    return [
        {"label": label, "url": address_with(request, **{name: ""})} for name, label in in_force
    ]


def status_of(form: BaseForm) -> int:
    """Of a page that shows this form: 422 where what was sent in it is refused."""
    return 422 if form.is_bound and form.errors else 200


def render_form(
    request: HttpRequest, template: str, form: BaseForm, **context: object
) -> HttpResponse:
    """A page of its own for one form, which it calls `form`; 422 where it is refused."""
    return render(request, template, {"form": form, **context}, status=status_of(form))


@contextmanager
def refusals_on(form: BaseForm) -> Iterator[None]:
    """A rule broken by what was typed stands above the form, and nothing typed is lost."""
    try:
        yield
    except Forbidden:
        raise
    except RuleBroken as refusal:
        if isinstance(refusal, WouldShow) and isinstance(form, AsksBeforeShowing):
            form.ask(refusal)
        else:
            form.add_error(None, ValidationError(str(refusal)))


@contextmanager
def refusals_as_messages(request: HttpRequest) -> Iterator[None]:
    """A rule broken by a button becomes a message on the next page; words sent with it are kept."""
    try:
        yield
    except Forbidden:
        raise
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        sent = sending.get()
        if sent is not None and sent.key is not None:
            keep(cast(Request, request), sent.key)


def is_only_head(request: HttpRequest) -> bool:
    """Whether only the headers are wanted: a check of the link, not a reading."""
    return getattr(request, "is_only_head", False)


def tell(request: HttpRequest, sentence: str, *, undo: str = "") -> None:
    """A message on the next page; `undo` is the address that takes the act back.

    Where the act left everything as it was, the page says that instead.
    """
    if changed_nothing():
        messages.info(request, nothing_changed_sentence())
        return
    messages.success(request, sentence, extra_tags=f"undo:{undo}" if undo else "")


def nothing_changed_sentence() -> str:
    return _("Nothing has changed: it stands as it stood.")


def session_over_sentence(*, is_kept: bool = True) -> str:
    if not is_kept:
        return _("Your session was over, so nothing was done. Sign in, then choose again.")
    return _("Your session was over, so nothing was done. Sign in: what you typed waits for you.")


def no_room_sentence() -> str:
    return _(
        "There is no room left on the disk of this house: nothing of what you sent was saved. Go "
        "back, keep your text, and tell whoever hosts the house."
    )


def not_found_sentence() -> str:
    return _("This page does not exist, or is not for you to see.")


def find(
    request: Request,
    model: type[Row],
    key: object,
    *related: str,
    by: str = "key",
    through: Iterable[str] = (),
) -> Row:
    """The row of that key if this reader may see it. Raises Http404 otherwise.

    `related`: what is read with it. `through`: relations to rows that this reader must see, of a
    row without an audience of its own: `find(request, Axis, key, through=["programme"])`.
    """
    rows = model._default_manager.select_related(*related)
    for path in through:
        above = reduce(_model_behind, path.split("__"), model)
        rows = rows.filter(**{f"{path}__in": _visible(above._default_manager.all(), request)})
    row: Row = get_object_or_404(rows if through else _visible(rows, request), **{by: key})
    return row


def _model_behind(model: Any, relation: str) -> Any:
    return model._meta.get_field(relation).related_model


def _visible(rows: Any, request: Request) -> Any:
    return rows.visible_to(request.acting)


def steps_to(*things: Thing) -> Steps:
    """The way up to a page: things with an address, or (label, name of a view)."""
    return [
        (thing[0], resolve_url(thing[1]))
        if isinstance(thing, tuple)
        else (str(thing), resolve_url(thing))
        for thing in things
    ]


@dataclass(frozen=True)
class FormPage:
    """One form, one act. Without `then`, the next page is that of what the act made.

    `then`, `done` and `undo` may be functions of what the act made. `above` is the way up to the
    page where it begins, `audience` who sees it if not just whoever may send it.
    """

    title: str
    back: str
    back_label: Any
    then: Any = ""
    submit: str = ""
    done: Words = ""
    undo: Words = ""
    kicker: str = ""
    lead: str = ""
    above: Sequence[Any] = ()
    audience: str = ""

    @property
    def steps(self) -> Steps:
        return [*steps_to(*self.above), (self.back_label, self.back)]

    @classmethod
    def about(cls, thing: Any, title: str, **words: Any) -> "FormPage":
        """Begins at the page of a thing, and ends there."""
        address: str = thing.get_absolute_url()
        standard = {"back": address, "back_label": str(thing), "then": address}
        return cls(title, **{**standard, **words})

    @classmethod
    def under(cls, step: Thing, title: str, **words: Any) -> "FormPage":
        """Begins at a list, and ends at the page of what was made."""
        ((label, address),) = steps_to(step)
        return cls(title, address, label, **words)


def arguments_of(form: Any) -> Mapping[str, Any]:
    """What an act is given of a form that was understood.

    What its `arguments` say, the content that its `content` makes, or else its fields.
    """
    if hasattr(form, "arguments"):
        arguments: Mapping[str, Any] = form.arguments()
        return arguments
    return {"content": form.content()} if hasattr(form, "content") else form.cleaned_data


def act_on(
    request: Request,
    form: BaseForm,
    act: Callable[..., Any],
    *,
    then: Any = None,
    done: Words = "",
    undo: Words = "",
    by: Acting | None = None,
    **things: Any,
) -> HttpResponse | None:
    """Asks the act for what the form says, and answers the next page; None where it is refused.

    The act is given the things, what the form understood, and who acts: `by`, the holder of a
    link, or else whoever is signed in. Without `then`, the next page is that of what the act made;
    `then`, `done` and `undo` may be functions of that.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    made: Any = None
    with refusals_on(form):
        made = act(by=by or request.acting, **things, **arguments_of(form))
        tell(request, _of(made, done) or _("Saved."), undo=_of(made, undo))
    return None if form.errors else redirect(_of(made, then) or made)


def _of(made: Any, words: Any) -> Any:
    """The words themselves, or what they are of what an act made."""
    return words(made) if callable(words) else words


def answer_form(
    request: Request,
    form: BaseForm,
    page: FormPage,
    act: Callable[..., Any],
    *,
    template: str = "form_page.html",
    context: Mapping[str, Any] | None = None,
    **things: Any,
) -> HttpResponse:
    """The form, or after the act the next page; a refusal stands above what was typed.

    The act is given the things, what the form understood, and who acts; the template what is in
    `context`.
    """
    words = {"then": page.then, "done": page.done, "undo": page.undo}
    answer = act_on(request, form, act, **words, **things)
    shown = {"page": page, "submit": page.submit or _("Save"), **(context or {})}
    return answer or render_form(request, template, form, **shown)


def answer_button(
    request: Request,
    act: Callable[..., Any],
    back: Any,
    *,
    form: BaseForm | None = None,
    then: Any = None,
    done: Words = "",
    undo: Words = "",
    by: Acting | None = None,
    **things: Any,
) -> HttpResponseRedirect:
    """A button: what is refused is told where it stood, at `back`.

    The act is given the things, the value that the button sends (`form` reads it), and who acts:
    `by`, the holder of a link, or else whoever is signed in.
    `then`: the next page, where it is another; `done`: what is told there, if anything.
    """
    if form is not None and not form.is_valid():
        messages.error(request, _("This button said nothing that is known here: nothing was done."))
        return redirect(back)
    with refusals_as_messages(request):
        made = act(by=by or request.acting, **things, **(arguments_of(form) if form else {}))
        if done:
            tell(request, _of(made, done), undo=_of(made, undo))
        back = _of(made, then) or back
    return redirect(back)


def answer_confirm(
    request: Request,
    page: FormPage,
    act: Callable[..., Any],
    *,
    by: Acting | None = None,
    consequences: Callable[[], Sequence[str]] = list,
    **things: Any,
) -> HttpResponse:
    """Asks before what weighs, or cannot be undone, `consequences` below; then it is a button."""
    if request.method == "POST":
        words = {"then": page.then, "done": page.done, "undo": page.undo}
        return answer_button(request, act, page.back, by=by, **words, **things)
    shown = {
        "title": page.title,
        "kicker": page.back_label,
        "sentence": page.lead,
        "consequences": consequences(),
        "submit": page.submit or page.title,
        "cancel": page.back,
    }
    return render(request, "confirm.html", shown)


#: Seconds after which a browser may come back by itself.
COME_BACK = 5


def busy_page(request: HttpRequest) -> HttpResponse:
    """Nothing was written: the same form again, to be sent by a button, with all that was typed."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    context = {
        "fields": fields,
        "has_files": bool(request.FILES),
        "is_sent": request.method == "POST",
    }
    page = render(request, "busy.html", context, status=503)
    page.headers["Retry-After"] = str(COME_BACK)
    return page
