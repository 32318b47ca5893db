"""What is stored whole under the names of its fields is read under them again.

Another name for one of them asks for a migration of what stands in every house; a document that is
published never changes, so its names never do either.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from essaim.assemblies.votes.queries.put_again import Words
from essaim.documents.document import Document
from essaim.exchange import engine
from essaim.kernel.kept import KeptForm
from essaim.questions import schema

#: Of a published document, of minutes that are locked: by the `type` that is stored with them.
IN_DOCUMENTS = {
    "ActionItem": (
        "when title place summary organisations kind href is_highlight starts_on ends_on evidence"
    ),
    "ActionList": "items caption more",
    "Chart": "kind title description categories series unit axis",
    "ChartBlock": "chart source",
    "Contents": "depth",
    "DataTable": "name header rows",
    "Document": (
        "title language publisher year subtitle published_on notice blocks figures data detail"
    ),
    "Evidence": "title href",
    "FigureLine": (
        "id text label period definition formula source qualifier href records withheld "
        "withheld_why"
    ),
    "Heading": "level text anchor number",
    "Identity": "lines",
    "KeyFigure": "label value change figure",
    "KeyFigures": "items caption",
    "Prose": "html kind",
    "Record": "title when href",
    "Series": "label values texts",
    "Status": "label reason",
    "Table": "caption header rows numeric figures",
    "TitlePage": "lines",
}
IN_ROWS = [
    (Words, "title text subject options seats"),
    (engine.Question, "code sentence choices"),
    (KeptForm, "path page secret owner fields has_files at link"),
    (schema.Choice, "code label"),
    (schema.Condition, "on comparison value"),
    (
        schema.Question,
        (
            "code kind label hint is_required is_personal audience choices rows low high "
            "low_label high_label unit minimum maximum shown_if"
        ),
    ),
]


def names_of(stored: Any) -> str:
    return " ".join(field.name for field in fields(stored))


def parts_of(hint: Any) -> Iterator[Any]:
    """The dataclass itself, and those of which its fields are made."""
    if is_dataclass(hint):
        yield hint
        for part in get_type_hints(hint).values():
            yield from parts_of(part)
    for part in get_args(hint):
        yield from parts_of(part)


def test_a_document_is_stored_under_the_names_of_those_that_are_published():
    assert {part.__name__: names_of(part) for part in parts_of(Document)} == IN_DOCUMENTS


@pytest.mark.parametrize(("stored", "names"), IN_ROWS)
def test_what_rows_and_sessions_store_whole_keeps_its_names(stored, names):
    assert names_of(stored) == names
