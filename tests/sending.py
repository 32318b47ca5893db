"""Forms as a browser sends them: read from the page that shows them, with their hidden fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client


@dataclass
class ShownForm:
    """One form of a page: where it is sent, and what it says before anybody types."""

    page: str
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def send(self, client: Client, **typed: Any) -> HttpResponse:
        data = {**self.fields, **typed}
        return client.post(self.action, data, headers={"referer": f"http://testserver{self.page}"})


def forms_on(client: Client, page: str) -> list[ShownForm]:
    """Every form of a page that posts, those of the frame too."""
    return forms_in(client.get(page).content, page)


def forms_in(html: bytes, page: str) -> list[ShownForm]:
    posting = BeautifulSoup(html, "html.parser").select('form[method="post"]')
    return [ShownForm(page, str(form.get("action") or page), _fields(form)) for form in posting]


def form_on(client: Client, page: str, action: str = "") -> ShownForm:
    """The form of a page that is sent there; without an address, to the page itself."""
    return next(one for one in forms_on(client, page) if one.action == (action or page))


def _fields(form: Tag) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for tag in form.select("input[name], textarea[name], select[name]"):
        said = _said(tag)
        if said is not None:
            fields.setdefault(str(tag["name"]), []).append(said)
    return fields


def _said(tag: Tag) -> str | None:
    if tag.name == "textarea":
        return tag.get_text().removeprefix("\n")
    if tag.name == "select":
        options: list[Any] = tag.select("option[selected]") or tag.select("option")[:1]
        return str(options[0].get("value", options[0].get_text())) if options else None
    kind = tag.get("type", "text")
    if kind in {"checkbox", "radio"} and not tag.has_attr("checked"):
        return None
    return None if kind in {"file", "submit", "button"} else str(tag.get("value", ""))


def told(response_or_page: Mapping[str, Any] | Any) -> list[str]:
    """The sentences at the top of a page."""
    page = BeautifulSoup(response_or_page.content, "html.parser")
    return [" ".join(one.stripped_strings) for one in page.select(".messages .notice > div")]
