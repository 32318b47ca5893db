"""Which organisation a row means: one that is noted, one of an earlier row, or a new one."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.exchange.engine import Answers, Misread, Question, SourceRow, Unsure
from essaim.journal.telling import Follower
from essaim.kernel.acting import Acting
from essaim.kernel.identifiers import check_rna, check_siren, check_siret
from essaim.kernel.namesakes import told_apart
from essaim.kernel.text import fold, fold_words, most_alike
from essaim.network.imports.cells import LEFT_OUT, MemberRow
from essaim.network.imports.seasons import Season
from essaim.network.models import Organisation

K = TypeVar("K", bound=Hashable)
SAME, NEW = "same:", "new"
#: Names from so much alike on may be the same written otherwise.
ALIKE = 0.85
_CHECKED = {"siret": check_siret, "siren": check_siren, "rna": check_rna}
#: What a name may lack and be the same.
_SMALL_WORDS = frozenset({"association", "asso", "le", "la", "les", "l", "de", "des", "du", "d"})


@dataclass(eq=False)
class Candidate:
    """What a row may mean: an organisation that stands, or what an earlier row is about."""

    code: str  # in an answer
    label: str
    marks: Mapping[str, str]
    organisation: Organisation | None = None
    row: MemberRow | None = None
    line: int = 0
    seasons: list[Season] | None = None  # None until they were asked for


class Candidates:
    """All that rows of a file may mean, as `by` may see it."""

    def __init__(self, by: Acting) -> None:
        self._by_code: dict[str, Candidate] = {}
        self._by_mark: dict[tuple[str, str], list[Candidate]] = {}
        self._by_name: dict[str, list[Candidate]] = {}
        self._by_words: dict[str, list[Candidate]] = {}
        visible = Organisation.objects.visible_to(by).select_related("canonical").order_by("pk")
        for organisation in visible:
            self.add(organisation)

    def add(self, organisation: Organisation) -> None:
        """One that stands; what was merged into another is known by its names too."""
        stands = organisation.canonical or organisation
        code = f"{SAME}{stands.key}"
        marks = {name: getattr(stands, name) for name in _CHECKED}
        new = Candidate(code, stands.name, marks, organisation=stands)
        candidate = self._by_code.get(code, new)
        candidate.organisation = stands  # as a row before left it
        self._put(candidate, organisation.name, organisation.short_name)

    def add_row(self, row: SourceRow, member: MemberRow) -> Candidate:
        """A new one, which later rows may mean; or what such a row made of it."""
        name = member.card["name"]
        label = _("line %(line)d, “%(name)s”") % {"line": row.line, "name": name}
        new = Candidate(f"{SAME}{row.position}", label, _marks(member), row=member, line=row.line)
        self._put(new, name, member.card.get("short_name", ""))
        return new

    def _put(self, candidate: Candidate, *names: str) -> None:
        self._by_code[candidate.code] = candidate
        for name in filter(None, map(_plain, names)):
            _join(self._by_name, name, candidate)
            _join(self._by_words, _words(name), candidate)
        for mark in candidate.marks.items():
            if mark[1]:
                _join(self._by_mark, mark, candidate)

    def meant(self, row: SourceRow, member: MemberRow, answers: Answers) -> Candidate | None:
        """None for a new one. Raises Unsure where only a person can say, Misread where they said
        to leave it out.
        """
        answer = answers.get(f"row:{row.position}", "")
        if answer == NEW:
            return None
        if answer == LEFT_OUT:
            raise Misread("", "", _("Left out, as you said."))
        if answer in self._by_code:
            return self._by_code[answer]
        same = self._surely(member) or self._of_name(member)
        if len(same) == 1:
            return same[0]
        likely = same or self._alike(member)
        if likely:
            raise self._asked(row, member, likely)
        return None

    def _surely(self, member: MemberRow) -> list[Candidate]:
        """By its identifier here, else by a number that it bears."""
        if own := self._by_code.get(f"{SAME}{member.key}"):
            return [own]
        marks = _marks(member).items()
        return next((self._by_mark[mark] for mark in marks if mark in self._by_mark), [])

    def _of_name(self, member: MemberRow) -> list[Candidate]:
        named = self._by_name.get(_plain(member.card["name"]), [])
        return [each for each in named if not _is_another(each, member)]

    def _alike(self, member: MemberRow) -> list[Candidate]:
        """Whose names may be this one: a slip, other small words, another order."""
        words = _words(_plain(member.card["name"]))
        near = most_alike(words, self._by_words, at_least=ALIKE) if words else []
        some = dict.fromkeys(each for name in near for each in self._by_words[name])
        return [each for each in some if not _is_another(each, member)]

    def _asked(self, row: SourceRow, member: MemberRow, likely: Iterable[Candidate]) -> Unsure:
        some = list(likely)[:5]
        choices = [(each.code, label) for each, label in zip(some, _labels(some), strict=True)]
        choices += [(NEW, _("another one: note it")), (LEFT_OUT, _("leave this line out"))]
        name = member.card["name"]
        sentence = _("“%(name)s” may be noted already: is it the same?") % {"name": name}
        return Unsure("name", name, Question(f"row:{row.position}", sentence, choices))


class Register:
    """The candidates of an import, read once and kept in step with the house by the journal."""

    def __init__(self, by: Acting) -> None:
        self.by, self._follower = by, Follower()  # before anything is read
        self.candidates = Candidates(by)
        self._written: set[UUID] = set()

    def write(self, organisation: Organisation) -> None:
        """The import itself noted it so."""
        self.candidates.add(organisation)
        self._written.add(organisation.key)

    def stands(self, by: Acting) -> bool:
        """Whether it still is what these may see: nobody else wrote to an organisation since."""
        moved = self._follower.written().get(Organisation._meta.label_lower, set())
        own, self._written = self._written, set()
        if by != self.by or not moved <= own:
            return False
        for organisation in Organisation.objects.filter(key__in=own).select_related("canonical"):
            self.candidates.add(organisation)
        return True


def _labels(candidates: list[Candidate]) -> Iterator[str]:
    standing = [each.organisation for each in candidates if each.organisation is not None]
    apart = iter(told_apart(standing, [organisation.name for organisation in standing]))
    for each in candidates:
        name = each.label if each.organisation is None else next(apart)
        yield _("the same as %(name)s") % {"name": name}


def _join(among: dict[K, list[Candidate]], key: K, candidate: Candidate) -> None:
    named = among.setdefault(key, [])
    if candidate not in named:
        named.append(candidate)


def _plain(name: str) -> str:
    return fold(" ".join(name.split()))


def _words(name: str) -> str:
    """What tells the name from others, in one order."""
    return " ".join(sorted(word for word in fold_words(name) if word not in _SMALL_WORDS))


def _marks(member: MemberRow) -> dict[str, str]:
    return {
        name: check(member.card[name]).value if name in member.card else ""
        for name, check in _CHECKED.items()
    }


def _is_another(each: Candidate, member: MemberRow) -> bool:
    """Whether they bear two numbers of one kind."""
    marks = _marks(member)
    return any(
        marks[name] and each.marks[name] and marks[name] != each.marks[name]
        for name in ("siren", "rna")
    )
