"""Who reads what, over the whole house: every mark stands where `tests.marks.table` says, alone.

Each row of each model, for each audience, carries words that stand nowhere else; every address
that answers to GET is read as everybody, and the words looked for. A mark that the table does not
name fails, and so does a line of the table that nothing bears out.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.marks.formers import BEFORE
from tests.marks.house import FAMILIES, build
from tests.marks.lists import short_pages
from tests.marks.mails import NOT_READ
from tests.marks.needs import MADE_ELSEWHERE
from tests.marks.reading import Read, browsers_of, read_all
from tests.marks.savings import in_one_stretch, nothing_changes
from tests.marks.table import AUDIENCES, CITED, LETTERS, READERS
from tests.routes import routes

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


def opened_by_a_token() -> set[str]:
    """Every page of the house whose address holds a token or a seal."""
    names = {route.name for route in routes() if re.search("<str:(token|seal)>", route.address)}
    assert names >= set(NOT_READ)
    return names - set(NOT_READ)


def complaints(seen: Seen) -> Iterator[str]:
    """What stood before in a row has a line where somebody reads it; without one, nobody does."""
    former = {column: ("",) * 5 for column, _audience in seen if column.endswith(BEFORE)}
    for column, cells in {**former, **READERS}.items():
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
    with nothing_changes(), short_pages():
        browsers = browsers_of(readers, made)
        read = in_one_stretch(lambda: read_all(made, browsers, FAMILIES))
    seen, idle = seen_beyond_what_is_cited(read)
    needed = {column for column in read.columns if not column.endswith(BEFORE)}
    unknown = [f"{column} has no line in the table" for column in needed - set(READERS)]
    useless = [f"{column} is in no model" for column in set(READERS) - read.columns]
    unused = [f"{line} is cited nowhere, though the table says so" for line in sorted(idle)]
    shut = [f"{name} was opened by nobody" for name in sorted(opened_by_a_token() - read.opened)]
    faults = [*unknown, *useless, *shut, *complaints(seen), *unused, *read.failed]
    assert not faults, "\n".join(faults)


def test_every_model_is_in_the_marked_house() -> None:
    """What is not made from its fields is named with its reason: no name stands there in vain."""
    ours = {model._meta.label for model in apps.get_models()}
    assert ours >= MADE_ELSEWHERE
