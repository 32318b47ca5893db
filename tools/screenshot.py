"""The picture of the README: the Bilan of the demonstration year, as it is composed.

`python -m tools.screenshot` builds the year in a folder of its own, serves it as hosts do, and
writes docs/images/bilan.png. It needs a browser, like the journeys.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.house import ROOT, build_year, served

PICTURE = ROOT / "docs/images/bilan.png"
SIZE: ViewportSize = {"width": 1280, "height": 860}
#: What the picture begins with: the first objective, its judgement and its figures.
PLACE = "#objectif-1-1"


def photograph(page: Page, address: str) -> None:
    page.goto(f"{address}/bilans/")
    page.get_by_role("main").get_by_role("link", name="Bilan 2024").click()
    page.get_by_role("link", name="Composer").click()
    page.locator(PLACE).evaluate("place => place.scrollIntoView({behavior: 'instant'})")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURE)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        year = build_year(Path(folder))
        with served(year.folder, year.doors) as house, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport=SIZE, locale="fr-FR", color_scheme="light")
            page.goto(house.address + house.doors["coordinator"])
            photograph(page, house.address)
            browser.close()
    print(f"{PICTURE.relative_to(ROOT)} ({PICTURE.stat().st_size / 1000:.0f} kB)")


if __name__ == "__main__":
    main()
