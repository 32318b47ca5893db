"""Lists as people use them: their second pages, their filters, their searches."""

import re
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.core.paginator import Paginator

#: Rows on a page while the marked house is read: each list has several.
ROWS = 10
NEXT = re.compile(rb'href="(\?[^"]*page=\d+[^"]*)" rel="next"')


def short_pages() -> Any:
    """Every list is cut after a few rows."""
    whole: Any = Paginator.__init__

    def cut(self: Any, found: Any, _rows: int, *said: Any, **named: Any) -> None:
        whole(self, found, ROWS, *said, **named)

    return patch.object(Paginator, "__init__", cut)


def next_page(content: bytes) -> str:
    """The question of the page after this one; empty on the last."""
    found = NEXT.search(content)
    return found.group(1).decode().replace("&amp;", "&") if found else ""


def offered(content: bytes, is_marked: Callable[[str], bool]) -> set[tuple[str, str]]:
    """Each (name, value) that a filter of a page offers under a marked word."""
    page = BeautifulSoup(content, "html.parser")
    return {
        (str(choice["name"]), str(option.get("value", "")))
        for form in page.select("form:not([method=post])")
        for choice in form.select("select[name]")
        for option in choice.select("option")
        if is_marked(option.get_text())
    }


def searched(content: bytes) -> bool:
    """Whether a page has a box for words."""
    return b'name="q"' in content
