"""A public page is light, behind the server and with the files of a production house."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House, Year, copy_of, drop_database
from tests.journeys.weights import in_production, weigh

pytestmark = pytest.mark.journey
PAGES = (
    "/",
    "/programme/",
    "/programme/actions/",
    "/programme/indicateurs/",
    "/reseau/",
    "/bilans/",
)


@pytest.fixture(scope="module")
def public_house(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = copy_of(year, tmp_path_factory.mktemp("public") / "data")
    with in_production(folder) as house:
        yield house
    drop_database(folder)


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_is_light(browser: Browser, public_house: House, path: str) -> None:
    weight = weigh(browser, public_house.address + path)
    assert 5_000 < weight.bytes <= 60_000
    assert weight.requests <= 8
