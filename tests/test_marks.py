"""Who reads what, over the whole house: every mark stands where `tests.marks.table` says, alone.

Each row of each model, for each audience, carries words that stand nowhere else; every address
that answers to GET is read as everybody, and the words looked for. A mark that the table does not
name fails, and so does a line of the table that nothing bears out.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.marks.house import build
from tests.marks.needs import MADE_ELSEWHERE
from tests.marks.reading import Read, browsers_of, nothing_changes, read_all
from tests.marks.table import AUDIENCES, CITED, LETTERS, READERS

pytestmark = pytest.mark.django_db

#: (column, audience) → reader → the pages.
Seen = dict[tuple[str, str], dict[str, set[str]]]


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals are as they should be: no line of log for each."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def seen_beyond_what_is_cited(read: Read) -> tuple[Seen, set[tuple[str, str, str]]]:
    """What was read but what CITED names; and the lines of CITED that were not needed whole."""
    cited = {(column, audience, page): who for column, audience, page, who in CITED}
    left = {key: set(who) for key, who in cited.items()}
    seen: Seen = defaultdict(lambda: defaultdict(set))
    for (column, family, reader), pages in read.seen.items():
        letter, audience = LETTERS[reader], family.partition(">")[0]
        for page in pages:
            key = (column, audience, page)
            if letter in cited.get(key, ""):
                left[key].discard(letter)
            else:
                seen[(column, audience)][letter].add(page)
    return seen, {
        (*key[:2], f"{key[2]} {''.join(sorted(who))}") for key, who in left.items() if who
    }


def complaints(seen: Seen) -> Iterator[str]:
    for column, cells in READERS.items():
        for audience, told in zip(AUDIENCES, cells, strict=True):
            found = seen.get((column, audience), {})
            for letter in sorted(set(found) - set(told)):
                pages = ", ".join(sorted(found[letter]))
                yield f"{column}, {audience}: {letter} reads it on {pages}"
            for letter in sorted(set(told) - set(found)):
                yield f"{column}, {audience}: {letter} reads it nowhere, though the table says so"


def test_each_mark_is_read_by_those_whom_the_table_names_and_nobody_else(quiet: None) -> None:
    """One test for the whole table, so that the house is built and read once, by one process."""
    made, readers = build()
    with nothing_changes():
        read = read_all(made, browsers_of(readers))
    seen, idle = seen_beyond_what_is_cited(read)
    unknown = [f"{column} has no line in the table" for column in read.columns - set(READERS)]
    useless = [f"{column} is in no model" for column in set(READERS) - read.columns]
    unused = [f"{line} is cited nowhere, though the table says so" for line in sorted(idle)]
    faults = [*unknown, *useless, *complaints(seen), *unused, *read.failed]
    assert not faults, "\n".join(faults)


def test_every_model_is_in_the_marked_house() -> None:
    """What is not made from its fields is named with its reason: no name stands there in vain."""
    ours = {model._meta.label for model in apps.get_models()}
    assert ours >= MADE_ELSEWHERE
