"""Somebody at a browser: verbs for journeys, and a look over every page she comes to."""

import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request

from tests.journeys.house import House

#: Pages that axe has seen: their path without keys, status, width, who looked, by night.
SEEN: set[tuple[str, int, int, str, bool]] = set()
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: What Chromium says of a page that is refused, by its status. The journey looks at the status.
REFUSED = "Failed to load resource"


class Visitor:
    """Sees one page at a time. What is wrong with the pages goes to `complaints`."""

    def __init__(self, context: BrowserContext, house: House, *, has_scripts: bool = True) -> None:
        self.context, self.house, self.has_scripts = context, house, has_scripts
        self.complaints: list[str] = []
        self.status, self.who = 0, "a stranger"
        self.page: Page = context.new_page()
        self.page.on("request", self._requested)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._complain(f"script: {error}"))

    # --- Going about -------------------------------------------------------------------------

    def open(self, path: str) -> "Visitor":
        """Types an address."""
        answer = self.page.goto(path if path.startswith("http") else self.house.address + path)
        self.status = answer.status if answer else 0
        return self.look_over()

    def sign_in_as(self, who: str) -> "Visitor":
        self.who = who
        return self.open(self.house.doors[who])

    def follow(self, name: str | re.Pattern[str], *, within: str = "body") -> "Visitor":
        return self.through(self.link(name, within=within))

    def press(self, name: str | re.Pattern[str], *, within: str = "main") -> "Visitor":
        """A button that sends a form."""
        place = self.page.locator(within)
        return self.through(place.get_by_role("button", name=name).first)

    def through(self, way: Locator) -> "Visitor":
        """Clicks, and waits for the page behind."""
        with self.page.expect_navigation() as coming:
            way.click()
        self.status = coming.value.status if coming.value else self.status
        return self.look_over()

    def link(self, name: str | re.Pattern[str], *, within: str = "body") -> Locator:
        return self.page.locator(within).get_by_role("link", name=name).first

    # --- Forms -------------------------------------------------------------------------------

    def write(self, label: str, text: str) -> "Visitor":
        self.field(label).fill(text)
        return self

    def choose(self, label: str, option: str | re.Pattern[str]) -> "Visitor":
        """By the words of the option, or what they begin with."""
        field = self.field(label)
        words = field.locator("option").all_inner_texts()
        chosen = next(one for one in words if re.match(option, one.strip()))
        field.select_option(label=chosen)
        return self

    def field(self, label: str) -> Locator:
        return self.page.locator("main").get_by_label(label).first

    def hand_in(self, label: str, name: str, content: bytes) -> "Visitor":
        file: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.field(label).set_input_files(file)
        return self

    def download(self, way: Locator) -> bytes:
        with self.page.expect_download() as coming:
            way.click()
        path = coming.value.path()
        return Path(path).read_bytes()

    def wait_for(self, words: str) -> "Visitor":
        """Reloads until the page says so: long work goes on in the worker."""
        for _look in range(100):
            if self.sees(words):
                return self.look_over()
            self.page.wait_for_timeout(100)
            self.page.reload()
        raise LookupError(f"{self.path} never said “{words}”")

    def code_mailed_to(self, address: str) -> str:
        """The code of the last mail that the house sent there."""
        for _look in range(50):
            mail = self.house.mails.rpartition(f"To: {address}")[2]
            if said := re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", mail, re.MULTILINE):
                return said[1]
            self.page.wait_for_timeout(100)
        raise LookupError(f"no code for {address}")

    # --- Seeing ------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.house.address)

    @property
    def title(self) -> str:
        return self.page.locator("h1").first.inner_text()

    @property
    def text(self) -> str:
        """What the page says, narrow spaces made plain."""
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    def sees(self, words: str) -> bool:
        return words in self.text

    # --- Looking over ------------------------------------------------------------------------

    def look_over(self) -> "Visitor":
        """What every page must be: accessible, no wider than the screen, without holes."""
        if "⟦" in self.page.content():
            self._complain("an unknown variable")
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self._complain("wider than the screen")
        if self.has_scripts and self._is_new():
            for violation in Axe().run(self.page).response["violations"]:
                nodes = [node["target"] for node in violation["nodes"]][:4]
                self._complain(f"{violation['id']}: {violation['help']} {nodes}")
        return self

    def _is_new(self) -> bool:
        """Whether axe, which takes its time, has not seen such a page as this one."""
        path = KEY.sub("…", self.path.partition("?")[0])
        night = self.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        sort = (path, self.status, self.width, self.who, night)
        is_new = sort not in SEEN
        SEEN.add(sort)
        return is_new

    @property
    def width(self) -> int:
        return self.page.viewport_size["width"] if self.page.viewport_size else 0

    def leave(self) -> None:
        self.context.close()

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.house.address, "data:", "blob:")):
            self._complain(f"asks elsewhere: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        is_of_the_page = message.location["url"] == self.page.url
        if message.type in {"error", "warning"} and not (
            is_of_the_page and message.text.startswith(REFUSED)
        ):
            self._complain(f"console: {message.text}")

    def _complain(self, complaint: str) -> None:
        place = f"{self.path} ({self.who}, {self.width} px)"
        self.complaints.append(f"{place}: {complaint}")
