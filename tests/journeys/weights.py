"""What a page weighs in the browser, as a house in production serves it."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.journeys.house import ROOT, House, environment, served

NAME = "essaim.example"
IN_PRODUCTION: Mapping[str, str] = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "ESSAIM_DEMO": "no",
    "ESSAIM_BASE_URL": f"https://{NAME}",
    "ESSAIM_HOSTS": NAME,
    "ESSAIM_SECRET_KEY": "of a house that is weighed and seen by nobody, 0123456789",
}


@dataclass(frozen=True)
class Weight:
    """Bytes that crossed the wire, headers included, images apart; how many answers."""

    bytes: int
    images: int
    requests: int


@contextmanager
def in_production(folder: Path) -> Iterator[House]:
    """Hashed and compressed static files, behind a proxy that speaks HTTPS."""
    collect = [sys.executable, "-m", "config.cli", "collectstatic", "--noinput", "-v", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment(folder, **IN_PRODUCTION), check=True)
    with served(folder, {}, **IN_PRODUCTION) as house:
        port = house.address.rpartition(":")[2]
        yield House(f"http://{NAME}:{port}", folder, {})


def weigh(browser: Browser, address: str) -> Weight:
    """Of a first visit: the browser knows nothing yet. It must know the way to `NAME`."""
    context = browser.new_context(extra_http_headers={"X-Forwarded-Proto": "https"})
    page = context.new_page()
    session = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def begins(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def ends(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = int(event["encodedDataLength"])

    session.on("Network.responseReceived", begins)
    session.on("Network.loadingFinished", ends)
    session.send("Network.enable")
    answer = page.goto(address, wait_until="networkidle")
    context.close()
    if answer is None or answer.status != 200:
        raise LookupError(address)
    images = sum(size for key, size in sizes.items() if kinds.get(key) == "Image")
    return Weight(sum(sizes.values()) - images, images, len(sizes))
