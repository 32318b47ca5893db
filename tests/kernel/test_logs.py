"""No line of the log opens anything: what is signed in an address is taken out of it."""

import logging
import logging.config
from datetime import date
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from essaim.accounts.links import demo_link, sign_in_link
from essaim.kernel.logs import LONGEST, without_tokens
from essaim.post.links import address_of as address_of_mail
from essaim.reports.links import address_of as address_of_report
from essaim.reports.models import FunderLink
from tests.factories.accounts import make_user
from tests.factories.post import make_link

pytestmark = pytest.mark.django_db
HARMLESS = [
    "/reseau/organisations/47f90cd8-2ce4-4816-b685-87654dbee3d7/modifier/",
    "/static/essaim/fonts/a-name-of-a-file-that-has-many-words.0123456789ab.woff2",
    "/programme/indicateur/heures-de-formation-par-structure-membre-adherente/?page=2",
    "no room left: POST /fichiers/nouveau/: [Errno 28] No space left on device",
]


def tokens_in_addresses() -> dict[str, str]:
    """Address → its token, of each kind of link that the house makes."""
    user, link = make_user(), make_link()
    report = FunderLink(recipient="Région", expires_on=date(2030, 1, 1))
    names = ["answer_by_link", "sitting_by_link", "dates_by_link", "read_minutes"]
    links = [address_of_mail(link, f"assemblies:{name}") for name in names]
    links.append(address_of_mail(link, "portal:my_calendar"))
    links += [sign_in_link(user), demo_link(user), address_of_report(report)]
    paths = [address.removeprefix(settings.BASE_URL) for address in links]
    return {path: max(path.removesuffix(".ics").split("/"), key=len) for path in paths if path}


def formatter() -> logging.Formatter:
    """That of the settings."""
    said = settings.LOGGING["formatters"]["line"]
    made: logging.Formatter = logging.config.DictConfigurator({}).configure_formatter(said)
    return made


def test_a_line_about_an_address_opens_nothing() -> None:
    for path, token in tokens_in_addresses().items():
        for written in (path, quote(path), quote(path, safe=""), f"/compte/?next={quote(path)}"):
            said = ("refused %s %s: %s", ("GET", written, 404), None)
            line = formatter().format(logging.LogRecord("essaim", logging.INFO, "", 0, *said))
            assert token[-32:] not in line
            assert "…" in line


def test_a_traceback_opens_nothing() -> None:
    path = next(iter(tokens_in_addresses()))
    what = (ValueError, ValueError(path), None)
    line = formatter().format(logging.LogRecord("essaim", logging.ERROR, "", 0, "x", (), what))
    assert "ValueError" in line
    assert path not in line


def test_what_anybody_sends_makes_no_line_of_its_own() -> None:
    said = (
        "unreadable %s %s: %s",
        ("POST", "/a\n2026 ERROR forgé\r\x1b[2K\u2028\u202e", 400),
        None,
    )
    line = formatter().format(logging.LogRecord("essaim", logging.WARNING, "", 0, *said))
    assert line.endswith(r"/a\n2026 ERROR forgé\r\x1b[2K\u2028\u202e: 400")


def test_what_anybody_sends_makes_no_long_line() -> None:
    said = ("Not Found: %s", ("/" + "a" * 60_000,), None)
    line = formatter().format(logging.LogRecord("django.request", logging.WARNING, "", 0, *said))
    assert len(line) == LONGEST + 1


def test_an_unknown_host_makes_one_line(caplog: pytest.LogCaptureFixture) -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    (record,) = (one for one in caplog.records if one.name.startswith("django.security"))
    assert record.exc_info
    line = formatter().format(record)
    assert "evil.example" in line
    assert "\n" not in line


@pytest.mark.parametrize("line", HARMLESS)
def test_other_lines_stand_as_they_are(line: str) -> None:
    assert without_tokens(line) == line


def test_every_handler_of_the_house_is_discreet() -> None:
    formatters = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}
    assert formatters == {"line"}
    assert Client().get("/").status_code == 200
