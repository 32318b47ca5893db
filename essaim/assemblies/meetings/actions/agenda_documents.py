"""What one reads before an item of the agenda: a link, or a file that the house keeps."""

from typing import IO

from django.utils.translation import gettext as _

from essaim.assemblies.meetings.actions.locking import refuse_other_question
from essaim.assemblies.meetings.models import AgendaDocument, AgendaItem
from essaim.files.actions import store_file
from essaim.files.models import StoredFile
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.widening import refuse_to_show_unasked


@action
def add_document(
    *,
    item: AgendaItem,
    by: Acting,
    title: str = "",
    url: str = "",
    file: StoredFile | None = None,
    shows_more: bool = False,
) -> AgendaDocument:
    """Join a link or a file that is kept already; a title says what one reads there.

    Raises WouldShow where fewer people see the file than the meeting.
    """
    refuse_other_question(item.meeting)
    if bool(url) == (file is not None):
        raise RuleBroken(_("A document is a link or a file: give one of them."))
    audience = item.meeting.action.audience
    refuse_to_show_unasked(audience, [file] if file else [], is_agreed=shows_more)
    said = title.strip() or url or str(file)
    return AgendaDocument.objects.create(item=item, title=said[:200], url=url, file=file)


@action
def add_file_document(
    *, item: AgendaItem, content: IO[bytes], name: str, by: Acting, title: str = ""
) -> AgendaDocument:
    """Keep a file, seen by those who see the meeting, and join it. Raises Refused for a bad one."""
    audience = item.meeting.action.audience
    stored = store_file(content=content, name=name, audience=audience, by=by)
    return add_document(item=item, title=title, file=stored, by=by)


@action
def remove_document(*, document: AgendaDocument, by: Acting) -> AgendaItem:
    """Take it away before the convocation leaves; the file stays stored."""
    if document.item.meeting.is_frozen:
        raise RuleBroken(_("The convocation has left: its documents stay."))
    document.delete()
    return document.item
