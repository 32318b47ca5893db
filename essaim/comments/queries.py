"""Remarks as pages show them, and whom they concern."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.accounts.queries import acting_as
from essaim.comments.models import Comment, CommentQuerySet, Notice, Refusal, kinds, rows_of
from essaim.journal.models import Entry
from essaim.kernel.acting import PUBLIC, VISITOR, Acting
from essaim.kernel.audiences import covers
from essaim.kernel.manifest import Waiting
from essaim.network.models import Person
from essaim.network.queries import audience_choices
from essaim.network.queries.clusters import root_of

#: Threads of one page.
A_PAGE = 20
#: How long whoever is concerned is not written to, so that what follows goes in the same mail.
GATHERED = timedelta(minutes=10)
#: Open ones first, the newest first; then what was settled last.
ORDER = (F("resolved_at").desc(nulls_first=True), "-pk")


@dataclass
class Thread:
    """A remark and its answers, the oldest first."""

    root: Comment
    answers: list[Comment] = field(default_factory=list)


@dataclass(frozen=True)
class Remarks:
    """What the page of a thing shows of its remarks; `open_at`: how many are open at each place."""

    total: int
    open_at: Mapping[str, int]
    threads: Sequence[Thread]
    number: int
    is_asked: bool

    @property
    def open(self) -> int:
        return sum(self.open_at.values())

    @property
    def last(self) -> int:
        return max(1, -(-self.total // A_PAGE))

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


#: What a page shows while remarks are closed.
NO_REMARKS = Remarks(total=0, open_at={}, threads=(), number=1, is_asked=False)


def remarks_about(model: str, key: UUID, acting: Acting, asked: str = "") -> Remarks:
    """Two queries whatever there is to show, one where there is nothing."""
    visible = Comment.objects.visible_to(acting, about=[model]).about(model, key)
    begun = visible.begun()
    is_open = Q(resolved_at=None, withdrawn_at=None)
    places = begun.values("place").order_by("place")
    counts = list(places.annotate(all=Count("pk"), open=Count("pk", is_open)))
    total = sum(count["all"] for count in counts)
    last = max(1, -(-total // A_PAGE))
    number = min(int(asked[:9]), last) if asked.isdecimal() and asked.strip("0") else 1
    start = (number - 1) * A_PAGE
    return Remarks(
        total=total,
        open_at={count["place"]: count["open"] for count in counts if count["open"]},
        threads=threads_of(visible, begun.order_by(*ORDER)[start : start + A_PAGE], acting)
        if total
        else [],
        number=number,
        is_asked=bool(asked),
    )


def threads_of(visible: CommentQuerySet, roots: QuerySet[Comment], acting: Acting) -> list[Thread]:
    """These remarks with all that answers them, in one query."""
    within = roots.values("pk")
    rows = visible.with_names(acting).filter(Q(pk__in=within) | Q(answers_to__in=within))
    listed = list(rows.select_related("resolved_by").order_by(*ORDER))
    threads = {row.pk: Thread(row) for row in listed if row.answers_to_id is None}
    for row in sorted(listed, key=lambda row: row.pk):
        if row.answers_to_id is not None and row.withdrawn_at is None:
            threads[row.answers_to_id].answers.append(row)
    return list(threads.values())


def name_of(comment: Comment) -> str:
    """Who wrote it, where the reader for whom it was read may see who they are."""
    is_named = getattr(comment, "is_named", False)
    return str(comment.author) if is_named else _("Somebody of the house")


def thread_of(root: Comment, acting: Acting) -> Thread:
    """As this reader may see it, who sees its first remark."""
    visible = Comment.objects.visible_to(acting)
    (thread,) = threads_of(visible, Comment.objects.filter(pk=root.pk), acting)
    return thread


def thing_of(comment: Comment) -> Any:
    """The thing that it is about; None where it is gone."""
    return with_things([comment])[0].thing


def with_things(comments: Iterable[Any]) -> Sequence[Any]:
    """Each with `thing`, read at one query a kind."""
    listed = list(comments)
    wanted: dict[str, set[UUID]] = {}
    for comment in listed:
        wanted.setdefault(comment.thing_model, set()).add(comment.thing_key)
    things = {
        (model, thing.key): thing
        for model, keys in wanted.items()
        for thing in rows_of(model).select_related(*kinds()[model].name_reads).filter(key__in=keys)
    }
    for comment in listed:
        comment.thing = things.get((comment.thing_model, comment.thing_key))
    return listed


def audiences_for(thing: Any, by: Acting) -> list[tuple[str, Any]]:
    """Those of which one is, and who all see the thing; never everybody."""
    wide = getattr(thing, "audience", PUBLIC)
    return [
        (code, label)
        for code, label in audience_choices(by)
        if code in by.capacities - {PUBLIC} and covers(wide, code)
    ]


def person_of(by: Acting) -> Person:
    """Whoever acts, under the card that counts where they have several."""
    person: Person = Person.objects.select_related("canonical").get(user_id=by.user_id)
    return person.canonical or person


def concerned_by(comment: Comment, thing: Any) -> QuerySet[Person]:
    """Who made the thing or is responsible for it, and whoever spoke in the thread; not its author.

    An answer concerns whom its remark did.
    """
    root = comment.root
    made = Entry.objects.filter(target_key=thing.key).order_by("pk").values("actor_key")[:1]
    keys = set(kinds()[comment.thing_model].responsible(thing))
    spoke = Comment.objects.filter(Q(pk=root.pk) | Q(answers_to=root), withdrawn_at=None)
    theirs = (
        Q(key__in=keys)
        | Q(user__actor__key__in=made)
        | Q(pk__in=spoke.values("author"))
        | Q(pk__in=Notice.objects.filter(comment=root).values("person"))
    )
    roots = Person.objects.filter(theirs).values(root=root_of())
    others = Person.objects.filter(pk__in=roots, erased_at=None).exclude(pk=comment.author_id)
    return others.order_by("pk")


def comments_to_forget() -> list[CommentQuerySet]:
    """Remarks on things no longer there, kind by kind: nobody can see them."""
    return [
        Comment.objects.filter(thing_model=model).exclude(
            thing_key__in=rows_of(model).order_by().values("key")
        )
        for model in kinds()
    ]


def people_to_tell(at: datetime) -> list[tuple[Person, UUID]]:
    """Who waits for a mail about a thing whose first remark, of those not told, has its time."""
    waiting = Notice.objects.filter(told_at=None).values("person", "comment__thing_key")
    due = waiting.annotate(first=Min("comment__made_at")).filter(first__lte=at - GATHERED)
    pairs = list(due.order_by("first", "person").values_list("person", "comment__thing_key"))
    people = Person.objects.select_related("user").in_bulk({person for person, _thing in pairs})
    return [(people[person], thing) for person, thing in pairs]


def reader_of(person: Person) -> Acting:
    """Somebody as they sign in today; a visitor once their account is closed."""
    return VISITOR if person.user is None else acting_as(person.user)


def news_for(reader: Acting, numbers: Sequence[int]) -> list[Comment]:
    """Of these remarks, those that they may see now and that stand, each with its thread."""
    visible = Comment.objects.visible_to(reader).with_names(reader).filter(pk__in=numbers)
    rows = visible.filter(withdrawn_at=None).select_related("answers_to").order_by("pk")
    return list(with_things(rows))


def wants_mails(person: Person) -> bool:
    return not Refusal.objects.filter(person=person).exists()


def remarks_to_settle(acting: Acting, on: date) -> Iterator[Waiting]:
    """Those on their things, or told to them, that others wrote and nobody settled."""
    keys = acting.keys_of("person")
    if not keys:
        return
    theirs = Comment.objects.visible_to(acting).open().filter(notices__person__key__in=keys)
    for comment in theirs.exclude(author__key__in=keys).distinct().order_by("pk"):
        yield Waiting(
            _("Settle a remark: %(remark)s") % {"remark": comment},
            comment.get_absolute_url(),
            timezone.localdate(comment.made_at),
            2,
            is_since=True,
        )


def reached_at(grants: str) -> Iterator[tuple[UUID | None, str]]:
    """Whoever is written to about remarks by a link (`remarks:KEY`), at the address of today."""
    kind, _colon, key = grants.partition(":")
    if kind == "remarks":
        people = Person.objects.filter(key=key, user__is_active=True)
        yield from people.values_list("key", "user__email")
