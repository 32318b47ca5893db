"""What the network settled of its house."""

from dataclasses import dataclass

from essaim.kernel.offering.identity import Identity
from essaim.network.models import Organisation, Settings
from essaim.network.queries.cards import warnings_of


@dataclass(frozen=True)
class NetworkCard:
    """The network's own card, with what its numbers lack."""

    organisation: Organisation
    warnings: list[str]


def card_of_network() -> NetworkCard | None:
    house = Organisation.objects.filter(is_house=True).first()
    return NetworkCard(house, list(warnings_of(house))) if house else None


def settings_of_network() -> Settings:
    """Its row, or one of blanks: nothing was settled yet."""
    return Settings.objects.select_related("organisation").first() or Settings()


def identity_of_network() -> Identity:
    """What every page says of it, in one query; blank in a house that was not founded."""
    house = Organisation.objects.filter(is_house=True).select_related("settings").first()
    if house is None:
        return Identity()
    settled = getattr(house, "settings", None) or Settings()
    return Identity(
        name=str(house),
        colour=settled.colour,
        sender=settled.sender,
        answers_to=settled.answers_to,
    )
