"""The lists of the room; and what fields add to the list of a thing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.actors import actors_in_words
from essaim.kernel.columns import Column
from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.declaration import Act, Listing, Nothing
from essaim.kernel.listing.filters import Filter
from essaim.questions.enums import QuestionKind, State
from essaim.questions.forms.answering import PREFIX
from essaim.questions.models import Answer, Questionnaire
from essaim.questions.queries import fields_of, things_answering
from essaim.questions.schema import Question

QUESTIONNAIRES = Listing(
    title=_("Questionnaires"),
    lead=_("What the network asks: to answer, and to read what it learnt."),
    model=Questionnaire,
    columns=(
        columns.link("title"),
        columns.state(_("State")),
        columns.day("closes_on"),
        columns.audience(_("Who may answer")),
    ),
    filters=(
        filters.words(_("Title of a questionnaire")),
        filters.choice("etat", _("State"), State.choices, "state"),
    ),
    acts=(Act("questions.add_questionnaire", _("Write a questionnaire")),),
    nothing=Nothing(
        _("No questionnaire yet"),
        first=_("A title first, then its questions: it is seen by nobody until you open it."),
        label=_("Write the first one"),
    ),
    template="questions/questionnaires.html",
)


@dataclass(frozen=True)
class AnswerLine:
    """An answer in a list, with who gave it as this reader may know them."""

    answer: Answer
    who: str

    def get_absolute_url(self) -> str:
        return self.answer.get_absolute_url()


ANSWERS = Listing(
    title=_("Answers"),
    columns=(
        columns.link("who", _("Who answered")),
        columns.moment("answer.given_at", _("When")),
        columns.number("answer.version.number", _("Version")),
    ),
    nothing=Nothing(_("Nobody has answered yet")),
    template="questions/answers.html",
)


def answers_for(acting: Acting) -> Listing:
    """The list of answers, in which each is named as this reader may know them."""

    def lines(answers: Sequence[Answer]) -> list[AnswerLine]:
        names = actors_in_words((answer.respondent for answer in answers), acting)
        nobody = str(_("Somebody without a name"))
        return [AnswerLine(answer, names.get(answer.respondent, nobody)) for answer in answers]

    return replace(ANSWERS, lines=lines)


def with_fields(
    listing: Listing, rows: Callable[..., QuerySet[Any]], acting: Acting, model: str
) -> tuple[Listing, Callable[..., QuerySet[Any]]]:
    """A list of things with the fields that the network added: filters by choices, and columns.

    `rows` finds the things by keywords; the export's `rows` take `fields`. One query.
    """
    fields = fields_of(model, acting)
    asked = {PREFIX + question.code: question for question in fields.schema}
    if not asked:
        return listing, rows
    export = listing.export
    if export is not None and export.rows is not None:
        added = [Column(name, each.label, each.label) for name, each in asked.items()]
        columns_of_file = (*export.columns, *added)
        rows_of_file: Any = export.rows
        beside = partial(rows_of_file, fields=fields)
        export = replace(export, columns=columns_of_file, rows=beside)

    def narrowed(**keywords: Any) -> QuerySet[Any]:
        chosen = {name: keywords.pop(name) for name in asked if name in keywords}
        things = rows(**keywords)
        for name, code in chosen.items():
            things = things.filter(key__in=things_answering(model, asked[name], code))
        return things

    more = tuple(_filters(asked))
    return replace(listing, filters=(*listing.filters, *more), export=export), narrowed


#: The choices of a field that is answered by one of two words.
YES_OR_NO = (("yes", _("yes")), ("no", _("no")))


def _filters(asked: dict[str, Question]) -> Iterator[Filter]:
    """Of what is answered by a choice."""
    for name, question in asked.items():
        choices: tuple[tuple[str, Any], ...] = tuple(
            (each.code, each.label) for each in question.choices
        )
        if question.kind == QuestionKind.YES_NO:
            choices = YES_OR_NO
        if choices:
            yield _filter(name, question.label, choices)


@lru_cache(maxsize=500)
def _filter(name: str, label: str, choices: tuple[tuple[str, Any], ...]) -> Filter:
    """The same for the same field, so that it is known by a list that was drawn with it."""
    return filters.choice(name, label, choices, name)
