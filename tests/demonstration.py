"""The demonstration year as people walk it from its front door: its pages, forms and questions.

A new page joins by itself, with its forms. Pages of one kind are many, and a few of each are
enough to meet each state in which a page shows other forms.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import Resolver404, resolve

from essaim.accounts.models import User

#: Pages, and addresses with their questions, that are looked at of one kind.
OF_ONE_KIND = 2
#: Left alone: they sign out, change the language for good, belong to Django, or are no pages.
NOT_WALKED = re.compile(r"/(compte/sortir|langue|static|reparations)/|\.(pdf|docx|odt|zip|png)$")


def name_of(address: str) -> str:
    """The view behind an address; empty where there is none of ours."""
    try:
        view = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return "" if view.namespace == "admin" else view.view_name


@dataclass
class House:
    """What one person comes to, each page read once."""

    user: User
    #: Name of a view → its pages, by address without questions.
    pages: dict[str, list[str]] = field(default_factory=dict)
    #: Each form that posts, after the address of the page that shows it.
    forms: list[tuple[str, Tag]] = field(default_factory=list)
    #: Path → the questions that links and filters ask there.
    asked: dict[str, set[str]] = field(default_factory=dict)

    def browser(self, *, raises: bool) -> Client:
        client = Client(raise_request_exception=raises)
        client.force_login(self.user)
        return client

    def walk(self) -> None:
        browser = self.browser(raises=False)
        waiting, seen = ["/"], {"/"}
        addresses: Counter[str] = Counter()
        while waiting:
            address = waiting.pop(0)
            for link in self._read(browser, address):
                name, path = name_of(link), urlsplit(link).path
                if not name or link in seen:
                    continue
                pages = self.pages.setdefault(name, [])
                is_new_page = path not in pages and len(pages) < OF_ONE_KIND
                if is_new_page or addresses[name] < OF_ONE_KIND:
                    pages += [path] if is_new_page else []
                    addresses[name] += 1
                    seen.add(link)
                    waiting.append(link)

    def _read(self, browser: Client, address: str) -> Iterator[str]:
        """The addresses that a page leads to."""
        answer = browser.get(address)
        assert answer.status_code < 500, address
        if answer.status_code in {301, 302}:
            yield answer["Location"].partition("#")[0]
        if "html" not in answer.get("Content-Type", "") or answer.streaming:
            return
        page = BeautifulSoup(answer.content, "html.parser")
        for link in page.select("a[href]"):
            url = urlsplit(urljoin(address, str(link["href"])))
            if url.path.startswith("/") and not url.netloc and not NOT_WALKED.search(url.path):
                self.asked.setdefault(url.path, set()).update(dict(parse_qsl(url.query)))
                yield url._replace(fragment="").geturl()
        for form in page.select("form"):
            if form.get("method", "").lower() == "post":
                self.forms.append((address, form.extract()))
            else:
                names = {str(box["name"]) for box in form.select("[name]")}
                self.asked.setdefault(goal_of(form, address), set()).update(names)


def goal_of(form: Tag, page: str) -> str:
    """The path to which a form is sent."""
    return urlsplit(urljoin(page, str(form.get("action") or page))).path
