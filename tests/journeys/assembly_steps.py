"""What journeys do in an assembly."""

import re
from datetime import date
from email import message_from_string, policy
from email.message import EmailMessage

from tests.journeys.visitor import Visitor

TO_COME = re.compile(r"^Assemblée permanente du ")


def mailed_to(visitor: Visitor, address: str, subject: str) -> str:
    """The text of the last mail to this address."""
    for _look in range(150):
        for raw in reversed(visitor.house.mails.split("-" * 79)):
            head = raw.find("Content-Type:")
            mail = message_from_string(raw[max(head, 0) :], policy=policy.default)
            if mail["To"] == address and subject in str(mail["Subject"]):
                return plain_text_of(mail)
        visitor.page.wait_for_timeout(100)
    raise LookupError(f"no mail to {address} about {subject}")


def plain_text_of(mail: object) -> str:
    body = mail.get_body(("plain",)) if isinstance(mail, EmailMessage) else None
    return str(body.get_content()) if body is not None else ""


def path_in(mail: str, beginning: str) -> str:
    """The first address of the mail that leads there, without its host."""
    found = re.search(rf"https?://[^/\s]+({beginning}\S+)", mail)
    if found is None:
        raise LookupError(beginning)
    return found[1]


def open_next_assembly(visitor: Visitor) -> Visitor:
    """The permanent assembly that the demonstration has convened."""
    return visitor.open("/assemblees/").follow(TO_COME, within="main")


def give_proxy(visitor: Visitor, giver: str, holder: str) -> Visitor:
    """As the secretary notes one that came on paper."""
    open_next_assembly(visitor).follow("Convocation", within="main")
    visitor.follow("Pouvoirs", within="main").follow(re.compile("Noter un pouvoir"))
    visitor.choose("Qui le donne", giver).choose("À qui", holder)
    return visitor.press("Noter")


def let_in(visitor: Visitor, meeting: str, *names: str) -> Visitor:
    for name in names:
        visitor.open(f"{meeting}salle/").press(re.compile(f"En visio : {name}"))
    return visitor


def put_to_the_vote(visitor: Visitor, meeting: str, title: str, text: str) -> Visitor:
    """At the item under way: written, then open."""
    visitor.open(f"{meeting}seance/").follow(re.compile("Mettre une question au vote"))
    visitor.write("Titre", title).write("Texte mis au vote", text).press("Enregistrer")
    return visitor.press("Ouvrir le vote")


def raise_hands(visitor: Visitor) -> Visitor:
    """Everybody who has not voted on a device is for; then the vote is closed."""
    visitor.follow("Main levée", within="main")
    visitor.choose("Toutes les lignes laissées vides", "Pour").press("Enregistrer")
    return close_vote(visitor)


def close_vote(visitor: Visitor) -> Visitor:
    return visitor.follow("Clore le vote", within="main").press("Clore le vote")


def convene_the_one_after(visitor: Visitor, day: date) -> str:
    """Planned by hand and convened; answers its address."""
    visitor.open("/assemblees/").follow("Assemblée permanente", within="main .cards")
    visitor.follow("Prévoir une réunion").write("Jour", day.isoformat())
    visitor.write("Commence à", "18:00").write("Finit à", "20:00").choose("Où", "en visio")
    visitor.press("La prévoir")
    meeting = visitor.path.partition("#")[0]
    visitor.follow("Convoquer", within="main").press("Convoquer")
    visitor.open(meeting)
    return meeting


def approve_minutes(visitor: Visitor, meeting: str, *names: str) -> Visitor:
    """Its first items put minutes to the vote, oldest first: each is approved in its turn."""
    visitor.open(meeting).follow("Ouvrir la séance").press("Ouvrir la séance")
    let_in(visitor, meeting, *names)
    for _minutes in range(2):
        visitor.open(f"{meeting}seance/").press(re.compile("Point suivant : Approbation"))
        visitor.follow(re.compile("Mettre une question au vote")).press("Enregistrer")
        visitor.press("Ouvrir le vote")
        raise_hands(visitor)
    return visitor
