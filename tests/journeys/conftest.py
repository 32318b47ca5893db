"""A house for each module, one browser for all, and whoever comes to visit."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.house import House, Year, build_year, copy_of, drop_database, served
from tests.journeys.visitor import Visitor

CHROMIUM = Path("/usr/bin/chromium")
CALM = ("background-networking", "component-update", "sync", "quic", "gpu")
FLAGS = ["--no-sandbox", "--no-first-run", *(f"--disable-{one}" for one in CALM)]
#: The name under which a house in production is served, on this machine.
FLAGS.append("--host-resolver-rules=MAP essaim.example 127.0.0.1")


@pytest.fixture(scope="session")
def chromium() -> Path:
    if not CHROMIUM.exists():
        pytest.skip(f"journeys need a browser at {CHROMIUM}: apt install chromium")
    return CHROMIUM


@pytest.fixture(scope="session")
def year(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    year = build_year(tmp_path_factory.mktemp("year"))
    yield year
    drop_database(year.folder)


@pytest.fixture(scope="module")
def house(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = copy_of(year, tmp_path_factory.mktemp("house") / "data")
    with served(folder, year.doors) as house:
        yield house
    drop_database(folder)


# No longer than the journeys: while Playwright runs, Django takes this thread for asynchronous.
@pytest.fixture(scope="package")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def somebody(browser: Browser, house: House) -> Iterator[Callable[..., Visitor]]:
    """Makes a visitor: `somebody("coordinator", width=360, scripts=False)`; unnamed, a stranger.

    At the end, what the pages asked for and complained about is looked at.
    """
    came: list[Visitor] = []

    def comes(
        who: str = "",
        *,
        width: int = 1280,
        scripts: bool = True,
        night: bool = False,
        by_thumb: bool = False,
    ) -> Visitor:
        context = browser.new_context(
            locale="fr-FR",
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            has_touch=by_thumb,
            reduced_motion="reduce",
            color_scheme="dark" if night else "light",
        )
        context.set_default_timeout(10_000)
        visitor = Visitor(context, house, has_scripts=scripts)
        came.append(visitor)
        if who:
            visitor.sign_in_as(who)
        return visitor

    yield comes
    for visitor in came:
        visitor.leave()
    assert [complaint for visitor in came for complaint in visitor.complaints] == []
