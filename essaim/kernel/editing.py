"""What becomes of a form that was drawn from a row which somebody else changed meanwhile.

The page of an edit form carries, beside each field, a mark of what stood there when it was drawn.
When it is sent, three texts are compared field by field: what stood then, what stands now, what was
typed. What only one of the two people touched is taken from that one; where both typed, nothing is
saved, and the form comes back with both texts, to be sent once more.

The room declares the view with `essaim.journal.http.edits`; the fields do the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.kernel.differences import compared_texts
from essaim.kernel.sent import as_sent, digest_of, in_words, mark_of, plain, stands_in

#: The hidden field with the marks, and the boxes that leave a field as it stands now.
FIELD, LEAVE = "revision", "leave"
_PART, _IS, _OF = ";", "=", "@"


@dataclass(frozen=True)
class Question:
    """A field that two people changed: what stands now and what was typed, in words.

    Long ones are safe HTML, in which what only one of them says is marked.
    """

    name: str
    stands: str
    typed: str
    is_long: bool


@dataclass
class Edit:
    """A form that changes a row, while its page is drawn or while it is sent.

    `base`: the mark of each field as the page showed it. `drawn_at`: since when the page is open.
    `who` tells in a sentence who changed the row from then on, and when, empty where nobody knows;
    it is asked before this form acts, and kept in `since`.
    """

    base: Mapping[str, str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    drawn_at: datetime | None = None
    questions: dict[str, Question] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    who: Callable[[], str] = str
    since: str = ""

    @classmethod
    def sent(cls, revisions: Iterable[str], left: Iterable[str]) -> "Edit":
        """From what a form carries; a mark that nobody made stands for nothing."""
        base: dict[str, str] = {}
        moments = []
        for revision in revisions:
            moment, *parts = revision.split(_PART)
            if moment.isdecimal() and len(moment) <= len("9999999999"):
                moments.append(int(moment))
            base.update(
                {name: mark for name, _is, mark in (part.rpartition(_IS) for part in parts)}
            )
        drawn_at = datetime.fromtimestamp(min(moments), UTC) if moments else None
        return cls(base, frozenset(left), drawn_at)

    def settle(self, bound: BoundField, typed: Any) -> Any:
        """What the field is taken to say. Raises ValidationError where two people typed, once."""
        name = bound.html_name
        shown = self._mark_shown(bound)
        if shown is None or not _is_judged(bound):
            return typed
        stands = stands_in(bound)
        mine, theirs = mark_of(bound, typed), mark_of(bound, stands)
        if theirs == mine:
            return typed
        is_untouched = mine == shown and not isinstance(bound.form, AboutOneOf)
        if theirs != shown and is_untouched:
            self._ask_who()
            self.merged[name] = str(bound.label)
            return stands
        if name in self.left:
            return stands
        if theirs != shown:
            self._ask(bound, stands, typed)
        return typed

    def _mark_shown(self, bound: BoundField) -> str | None:
        """Of what the page showed; None where it carried no revision of this field."""
        name, form = bound.html_name, bound.form
        if not isinstance(form, AboutOneOf) or name not in self.base:
            return self.base.get(name)
        return self.base.get(f"{name}{_OF}{form.which()}", self.base[name])

    def _ask(self, bound: BoundField, stands: Any, typed: Any) -> None:
        if _is_being_cleaned(bound):
            self._ask_who()
            widget = bound.field.widget
            is_long = isinstance(widget, forms.Textarea)
            words: tuple[str, str] = in_words(bound, stands), in_words(bound, typed)
            if is_long:
                words = getattr(widget, "compared", compared_texts)(*words)
            self.questions[bound.html_name] = Question(bound.html_name, *words, is_long)
            raise ValidationError(_("Changed meanwhile: both texts stand at this field."))

    @property
    def sentence(self) -> str:
        """Above a form that is to be sent again."""
        again = _("Nothing is saved yet. Look at both, change what you like, and send again.")
        return f"{self.since} {again}"

    @property
    def merged_sentence(self) -> str:
        """After a form that was taken, beside what somebody else had changed."""
        names = ", ".join(_("“%(label)s”") % {"label": label} for label in self.merged.values())
        kept = _("What you had left as it was stays as it stands now: %(names)s.") % {
            "names": names
        }
        return f"{self.since} {kept}"

    def _ask_who(self) -> None:
        self.since = self.since or self.who() or _("Somebody changed this while you were typing.")


class AboutOneOf(forms.BaseForm):
    """A form that says which of several rows it is about, and what is to stand there.

    `key_fields`: its fields that say which; `value_fields`: those that say what; both are named as
    the columns. The page carries a mark of each row that it shows; any other is new.
    """

    key_fields: ClassVar[tuple[str, ...]]
    value_fields: ClassVar[tuple[str, ...]]

    def __init__(self, *args: Any, rows: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = {
            self._code(getattr(row, name) for name in self.key_fields): row for row in rows
        }
        row = self.rows.get(self.which()) if self.is_bound else None
        if row is not None:
            self.initial = {
                **self.initial,
                **{name: getattr(row, name) for name in self.value_fields},
            }

    def which(self) -> str:
        """Which row is meant, as the marks write it."""
        widgets = ((self.fields[name].widget, self.add_prefix(name)) for name in self.key_fields)
        return self._code(
            widget.value_from_datadict(self.data, self.files, name) for widget, name in widgets
        )

    def marks_of_rows(self) -> Iterator[str]:
        for code, row in self.rows.items():
            for bound in (self[name] for name in self.value_fields):
                sent = as_sent(
                    bound.field.widget, bound.field.prepare_value(getattr(row, bound.name))
                )
                yield f"{bound.html_name}{_OF}{code}{_IS}{mark_of(bound, sent)}"

    @staticmethod
    def _code(identity: Iterable[Any]) -> str:
        """What says which row, in signs that part nothing."""
        return digest_of("\0".join(str(plain(value)) for value in identity))


#: The edit of this request: while its page is drawn and while it is sent; None elsewhere.
editing: ContextVar[Edit | None] = ContextVar("form that changes a row", default=None)


@contextmanager
def as_typed() -> Iterator[None]:
    """Forms say here what was typed in them, whatever stands by now."""
    token = editing.set(None)
    try:
        yield
    finally:
        editing.reset(token)


def revision_of(form: forms.BaseForm) -> str:
    """What the page keeps of the form: the moment, and the mark of each field as it is shown."""
    shown: list[Any] = [bound for bound in form if _is_judged(bound)]
    marks = [f"{bound.html_name}{_IS}{mark_of(bound, stands_in(bound))}" for bound in shown]
    if isinstance(form, AboutOneOf):
        marks += form.marks_of_rows()
    return _PART.join([str(int(timezone.now().timestamp())), *marks])


def sentence_above(form: forms.BaseForm) -> str:
    """What stands above a form that comes back: what is to be settled, or what was joined."""
    edit = editing.get()
    if edit is None:
        return ""
    if is_asked_about(form):
        return edit.sentence
    return edit.merged_sentence if _names_in(form) & edit.merged.keys() else ""


def is_asked_about(form: forms.BaseForm) -> bool:
    """Whether fields of this form are to be settled."""
    edit = editing.get()
    return edit is not None and not edit.questions.keys().isdisjoint(_names_in(form))


def _names_in(form: forms.BaseForm) -> set[str]:
    return {form.add_prefix(name) for name in form.fields}


def _is_judged(bound: BoundField) -> bool:
    """A field that shows what stands; what only the page needs, or a file, does not."""
    is_shown = not bound.is_hidden and not isinstance(bound.field.widget, forms.FileInput)
    return is_shown and not bound.field.disabled


def _is_being_cleaned(bound: BoundField) -> bool:
    form: Any = bound.form
    done = getattr(form, "cleaned_data", {})
    return form._errors is not None and bound.name not in done and bound.name not in form._errors
