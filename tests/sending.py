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
    #: What a person might fill in where a field is empty, and the fields that take a file.
    empty: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def send(self, client: Client, **typed: Any) -> HttpResponse:
        data = {**self.fields, **typed}
        return client.post(self.action, data, headers={"referer": f"http://testserver{self.page}"})


def forms_on(client: Client, page: str) -> list[ShownForm]:
    """Every form of a page that posts, those of the frame too."""
    return forms_in(client.get(page).content, page)


def forms_in(html: bytes, page: str) -> list[ShownForm]:
    posting = BeautifulSoup(html, "html.parser").select('form[method="post"]')
    return [shown(form, page) for form in posting]


def shown(form: Tag, page: str) -> ShownForm:
    return ShownForm(
        page,
        _address(form) or page,
        _fields(form),
        _empty(form),
        [str(tag["name"]) for tag in form.select('input[type="file"][name]')],
    )


def form_on(client: Client, page: str, action: str = "") -> ShownForm:
    """The form of a page that is sent there; without an address, to the page itself."""
    return next(one for one in forms_on(client, page) if one.action == (action or page))


def form_again(answer: HttpResponse, page: str) -> ShownForm:
    """The edit form that comes back in an answer."""
    return next(one for one in forms_in(answer.content, page) if "revision" in one.fields)


def words_of(answer: HttpResponse) -> str:
    """All that the page says, on one line."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").stripped_strings)


def _address(form: Tag) -> str:
    """Where its first button sends it."""
    button = form.select_one("button[formaction]")
    return str(button["formaction"] if button else form.get("action") or "")


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
    unsaid = "on" if kind == "checkbox" else ""
    return None if kind in {"file", "submit", "button"} else str(tag.get("value", unsaid))


#: What a person might write, by the kind of field.
WORDS = {
    "text": "Une veillée",
    "textarea": "Trente personnes au coin du feu.",
    "email": "alix@reseau.example",
    "url": "https://reseau.example/",
    "date": "2024-06-12",
    "datetime-local": "2024-06-12T18:30",
    "time": "18:30",
    "number": "3",
}


def _empty(form: Tag) -> dict[str, str]:
    """Words for what is empty and looks as if it had to be filled in; the first button's value."""
    words: dict[str, str] = {}
    for tag in form.select("input[name], textarea[name], select[name], button[name]"):
        name, kind = str(tag["name"]), str(tag.get("type", tag.name))
        if tag.name == "select" and not _said(tag):
            values = [str(one.get("value", "")) for one in tag.select("option")]
            words[name] = next((value for value in values if value), "")
        elif (kind == "radio" and tag.has_attr("required")) or tag.name == "button":
            words.setdefault(name, str(tag.get("value", "")))
        elif kind in WORDS and not _said(tag):
            words[name] = WORDS[kind]
    return words


def told(response_or_page: Mapping[str, Any] | Any) -> list[str]:
    """The sentences at the top of a page."""
    page = BeautifulSoup(response_or_page.content, "html.parser")
    return [" ".join(one.stripped_strings) for one in page.select(".messages .notice > div")]


def leave(answer: Any) -> None:
    """As a browser that reads no further: the file that an answer hands out is closed."""
    for close in answer._resource_closers:
        close()
