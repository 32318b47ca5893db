"""The demonstration year as people walk it from its front door: its pages, forms and questions.

A new page joins by itself, with its forms. Pages of one kind are many, and a few of each are
enough to meet each state in which a page shows other forms.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import Resolver404, resolve

from essaim.accounts.models import User
from tests.sending import leave

#: Pages, and addresses with their questions, that are looked at of one kind.
OF_ONE_KIND = 2
#: Left alone: they sign out, change the language for good, belong to Django, or are no pages.
NOT_WALKED = re.compile(r"/(compte/sortir|langue|static|reparations)/|\.(pdf|docx|odt|zip|png)$")


#: The part of a page that follows by itself.
LIVE = re.compile("/(tours-)?en-ce-moment/")


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

    #: None for whoever has no account, and comes by the links of mails.
    user: User | None
    #: Name of a view → its pages, by address without questions.
    pages: dict[str, list[str]] = field(default_factory=dict)
    #: Each form that posts, after the address of the page that shows it.
    forms: list[tuple[str, Tag]] = field(default_factory=list)
    #: Path → the questions that links and filters ask there.
    asked: dict[str, set[str]] = field(default_factory=dict)

    def browser(self, *, raises: bool) -> Client:
        client = Client(raise_request_exception=raises)
        if self.user is not None:
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

    def look_at(self, addresses: Iterable[str]) -> None:
        """These pages, and where they send one; not what they link to."""
        browser = self.browser(raises=False)
        for address in addresses:
            live = [link for link in self._read(browser, address) if LIVE.search(link)]
            for one in (address, *live):
                self.pages.setdefault(name_of(one), []).append(urlsplit(one).path)
            for one in live:
                list(self._read(browser, one))

    @property
    def reached(self) -> set[str]:
        """Names of the views that were read, or that a form on a page is sent to."""
        goals = {name_of(goal_of(form, page)) for page, form in self.forms}
        buttons = {
            name_of(str(button["formaction"]))
            for _page, form in self.forms
            for button in form.select("[formaction]")
        }
        return {"portal:home", *self.pages, *goals, *buttons}

    def _read(self, browser: Client, address: str) -> Iterator[str]:
        """The addresses that a page leads to."""
        answer = browser.get(address)
        assert answer.status_code < 500, address
        if answer.status_code in {301, 302}:
            yield answer["Location"].partition("#")[0]
        if "html" not in answer.get("Content-Type", "") or answer.streaming:
            leave(answer)
            return
        page = BeautifulSoup(answer.content, "html.parser")
        for link in page.select("a[href], [data-from]"):
            url = urlsplit(urljoin(address, str(link.get("data-from") or link["href"])))
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
