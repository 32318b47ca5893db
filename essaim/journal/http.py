"""Views that change a row which is there: sent under its lock, upon what their page showed.

`@edits(Organisation)` is all that a room says. See `essaim.kernel.editing` for what is compared.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal, TypeVar, cast

from django.contrib import messages
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.actors import actors_in_words
from essaim.kernel.datewords import moment_words
from essaim.kernel.editing import FIELD, LEAVE, Edit, editing
from essaim.kernel.http import Request
from essaim.kernel.kept import keep, key_in
from essaim.kernel.models import Keyed

View = TypeVar("View", bound=Callable[..., HttpResponse])
CONFLICT = 409


def edits(
    row: type[Keyed] | Literal["address"], by: str = "key", under: str = "", named: str = ""
) -> Callable[[View], View]:
    """Below the methods of a view: its form changes a row, found by that name in its address.

    `named`: what the address calls it, where it is not so that the column is called.
    While the form is sent nobody else writes the row, so that what the view reads of it is what it
    changes. `under`: the relation to the row that its actions lock first. `"address"` where a form
    changes rows of which none stands for all, or its actions lock in an order of their own: then
    two who send to the same address take turns.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def run(request: Request, *arguments: Any, **keys: Any) -> HttpResponse:
            if request.method != "POST":
                return _within(Edit(), lambda: view(request, *arguments, **keys))
            edit = Edit.sent(request.POST.getlist(FIELD), request.POST.getlist(LEAVE))
            with transaction.atomic():
                if row == "address":
                    key = _take_turns(request.path, keys)
                else:
                    key = _lock(row, {by: keys[named or by]}, under)
                edit.who = lambda: _who_changed(key, edit, request.acting)
                response = _within(edit, lambda: view(request, *arguments, **keys))
            return _settled(request, edit, response)

        run.edits = row  # type: ignore[attr-defined]
        return cast(View, run)

    return mark


def is_about(request: Request, row: Keyed) -> None:
    """Who changed it meanwhile is told of this row, where the view locks another above it."""
    edit = editing.get()
    if edit is not None:
        edit.who = lambda: _who_changed(row.key, edit, request.acting)


def _within(edit: Edit, answer: Callable[[], HttpResponse]) -> HttpResponse:
    token = editing.set(edit)
    try:
        return answer()
    finally:
        editing.reset(token)


def _lock(row: type[Keyed], found_by: dict[str, Any], under: str) -> Any:
    """Holds the row until the end of the transaction; answers its key, None where there is none."""
    rows: models.QuerySet[Any] = row._base_manager.filter(**found_by)
    if under:
        above: Any = row._meta.get_field(under).related_model
        owners = above._base_manager.filter(pk__in=rows.values(under))
        list(owners.select_for_update(no_key=True).values_list("pk"))
        return found_by["key"]
    return rows.select_for_update(no_key=True).values_list("key", flat=True).first()


def _take_turns(address: str, named: dict[str, Any]) -> Any:
    """Lets one send to this address at a time; on SQLite the transaction does. Answers its key."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [address])
    return named.get("key")


def _settled(request: Request, edit: Edit, response: HttpResponse) -> HttpResponse:
    """409 where something is to be settled; a sentence where texts of two people were joined.

    What is to be settled waits in the session too, for whoever closes the page.
    """
    key = key_in(request)
    if edit.questions:
        response.status_code = CONFLICT
        if key is not None and key.is_of(request.user.pk):
            keep(request, key)
    elif edit.merged and response.status_code in {302, 303}:
        messages.info(request, edit.merged_sentence)
    return response


def _who_changed(key: Any, edit: Edit, acting: Acting) -> str:
    """The last who changed the row since the page was drawn, as this reader may know them."""
    if key is None:
        return ""
    entries = Entry.objects.about(key)
    if edit.drawn_at is not None:
        entries = entries.filter(at__gte=edit.drawn_at)
    entry = entries.first()
    if entry is None:
        return ""
    at = moment_words(timezone.localtime(entry.at), language=get_language() or "fr")
    name = actors_in_words([entry.actor_key], acting).get(entry.actor_key) or _("Somebody")
    words = {"name": name, "at": at}
    return _("%(name)s changed this while you were typing (%(at)s).") % words
