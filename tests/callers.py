"""Who calls a served house without a browser: forms as they stand, answers with their time."""

import http.client
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from bs4 import BeautifulSoup

#: Seconds after which a house that says nothing is given up.
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds; `to` is where a redirection leads."""

    status: int
    text: str
    to: str
    seconds: float


class Caller:
    """One browser without scripts: it keeps its cookies and follows no redirection by itself."""

    def __init__(self, address: str, *, session: str = "") -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port
        self.cookies = {"sessionid": session} if session else {}

    def open(self, path: str) -> Answer:
        return self._ask("GET", path)

    def fields(self, path: str, *, of: str = "main form[method=post]") -> dict[str, str]:
        """What a form holds as it stands on its page, hidden fields too.

        Raises LookupError where the page has no such form.
        """
        answer = self.open(path)
        form = BeautifulSoup(answer.text, "html.parser").select_one(of)
        if form is None:
            raise LookupError(f"{path} answers {answer.status} without a form: {of}")
        boxes = form.select("input[name], textarea[name]")
        typed = {
            str(box["name"]): str(box.get("value", "")) if box.name == "input" else box.text
            for box in boxes
            if box.get("type") not in {"checkbox", "radio", "file", "submit"}
            or box.has_attr("checked")
        }
        chosen = {
            str(field["name"]): str(option.get("value", option.text))
            for field in form.select("select[name]")
            for option in field.select("option[selected]")
        }
        return {**typed, **chosen}

    def send(
        self,
        path: str,
        fields: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        files: Mapping[str, tuple[str, bytes]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """A form, its files by name of field: name of the file, bytes."""
        pairs = list(fields.items() if isinstance(fields, Mapping) else fields)
        if "csrfmiddlewaretoken" not in dict(pairs):
            pairs.append(("csrfmiddlewaretoken", self.cookies.get("csrftoken", "")))
        if files is None:
            return self._ask("POST", path, urlencode(pairs).encode(), more=headers)
        mark = uuid4().hex
        body = multipart(mark, pairs, files)
        return self._ask("POST", path, body, f"multipart/form-data; boundary={mark}", more=headers)

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        kind: str = "application/x-www-form-urlencoded",
        more: Mapping[str, str] | None = None,
    ) -> Answer:
        """Raises OSError or http.client.HTTPException where the house is cut off meanwhile."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Language": "fr",
            "Connection": "close",
            **({"Content-Type": kind} if body is not None else {}),
            **(more or {}),
        }
        started = time.monotonic()
        line = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            line.close()
        for set_cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = set_cookie.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        to = answer.headers.get("Location", "")
        return Answer(answer.status, text, to, time.monotonic() - started)


def multipart(
    mark: str, pairs: Iterable[tuple[str, str]], files: Mapping[str, tuple[str, bytes]]
) -> bytes:
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in pairs
    ]
    for name, (file, content) in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        kind = "Content-Type: application/octet-stream\r\n\r\n"
        parts.append(head.encode() + kind.encode() + content + b"\r\n")
    return b"".join([*parts, f"--{mark}--\r\n".encode()])
