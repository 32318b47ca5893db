"""A year of assemblies planned, one convened, answered from the mail, quorate, decided, minuted."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from email import message_from_string, policy
from email.message import EmailMessage

import pytest

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

IN_A_MONTH = date.today() + timedelta(days=30)  # noqa: DTZ011 - the day that people here live
DELEGATE = "habitat@demo.example"


def mail_to(visitor: Visitor, address: str, subject: str) -> str:
    """The text of the last mail to this address: on a machine alone, the log holds them all."""
    for _look in range(100):
        for raw in reversed(visitor.house.log.split("Content-Type: multipart/")[1:]):
            mail = message_from_string("Content-Type: multipart/" + raw, policy=policy.default)
            if isinstance(mail, EmailMessage) and mail["To"] == address:
                if subject in str(mail["Subject"]):
                    body = mail.get_body(("plain",))
                    return body.get_content() if body is not None else ""
        visitor.page.wait_for_timeout(100)
    raise LookupError(f"no mail to {address} about {subject}")


def test_a_year_of_meetings_is_planned_in_one_gesture(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator").open("/assemblees/")
    coordinator.follow("Assemblée permanente", within="main .cards")
    coordinator.follow("Prévoir une série", within="main")
    coordinator.write("Premier jour", IN_A_MONTH.isoformat())
    coordinator.write("Jusqu’au", (IN_A_MONTH + timedelta(days=330)).isoformat())
    coordinator.write("Commence à", "18:00").write("Finit à", "20:00")
    coordinator.choose("Où", "en visio").press("Voir les jours")
    assert coordinator.page.locator("main input[name=days]").count() >= 10
    coordinator.page.locator("main input[name=days]").first.uncheck()
    coordinator.press("Prévoir ces réunions")
    assert re.search(r"\d+ réunions sont prévues", coordinator.page.inner_text("body"))


def test_a_delegate_answers_from_the_mail_without_an_account(
    somebody: Callable[..., Visitor],
) -> None:
    mail = mail_to(somebody(), DELEGATE, "Assemblée permanente")
    addresses = re.findall(r"https?://\S+/assemblees/reponse/\S+", mail)
    path = re.sub(r"^https?://[^/]+", "", addresses[0])
    delegate = somebody(width=360).open(path)
    assert delegate.sees("Habitat Participatif France")
    delegate.page.locator("main").get_by_label(re.compile("visio")).first.check()
    delegate.press(re.compile("Répondre|Envoyer|Enregistrer"))
    assert delegate.status == 200
    assert delegate.sees("visio")
