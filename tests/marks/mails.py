"""The links that mails carry into the house: one holder for each family, who has no account.

Whoever holds the link of an elector or of a voter has their part in one meeting, one poll, and is
nobody elsewhere. Of each act of the room of assemblies, one link; each is tried on every page that
opens without an account.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from essaim.assemblies import acts
from essaim.post.actions import make_links
from essaim.post.links import Holder, address_of, token_of
from tests.factories.accounts import house
from tests.marks.rows import Marked, family_of
from tests.routes import routes

#: The act → what its link is about, and the row whose part its holder has.
LINKS = {
    acts.ANSWER: ("assemblies.Meeting", "assemblies.Elector", "elector"),
    acts.SIT: ("assemblies.Meeting", "assemblies.Elector", "elector"),
    acts.READ: ("assemblies.Minutes", "assemblies.Elector", "elector"),
    acts.DATES: ("assemblies.DatePoll", "assemblies.DateVoter", "date_voter"),
}
#: The act → the page that its mail leads to.
PAGES = {
    acts.ANSWER: "assemblies:answer_by_link",
    acts.SIT: "assemblies:sitting_by_link",
    acts.READ: "assemblies:read_minutes",
    acts.DATES: "assemblies:dates_by_link",
}
#: Pages that a token opens and nobody reads here, each with its reason.
NOT_READ = {
    "accounts:sign_in_by_link": "it signs in, and shows nothing of the house",
    "accounts:demo_sign_in": "the same, in the demonstration alone",
    "network:come_in": "the same, and greets by name whoever was invited",
    "comments:answer_by_link": "one thread, to whom its mail was for: tests/comments",
    "comments:refuse_by_link": "it shows nothing of the house",
}


def send_links(made: Marked, families: Any) -> None:
    """A link of each act in each family, with the address of its page."""
    for audience, cites in families:
        family = family_of(audience, cites)
        for act, (about, voice, word) in LINKS.items():
            holder = Holder(f"{word}:{made.row(voice, audience, cites).key}")
            lasting = {"expires_at": timezone.now() + timedelta(days=30), "by": house()}
            key = made.row(about, audience, cites).key
            [link] = make_links(act=act, about_key=key, holders=[holder], **lasting)
            made.links.setdefault(family, {})[act] = token_of(link)
            made.tokens.append((f"link:{family}", PAGES[act], address_of(link, PAGES[act])))


#: They answer to no GET: read as everybody else reads them.
ONLY_SENT_TO = {
    f"assemblies:{name}"
    for name in (
        "ask_to_speak",
        "withdraw_turn",
        "end_turn",
        "undo_arrival",
        "undo_departure",
        "cast_ballots",
        "cast_secret_ballot",
        "withdraw_text",
    )
}


def opened_by_links() -> set[str]:
    """The pages that may be asked with a link in the address (`?jeton=`)."""
    return {
        route.name
        for route in routes()
        if route.name.startswith("assemblies:")
        and hasattr(route.view, "open_because")
        and route.name not in ONLY_SENT_TO
        and "<str:" not in route.address.replace("<str:fmt>", "")
    }
