"""What the network settles of its house, in the browser."""

from django.utils.translation import gettext as _

from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.colours import read_colour
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Organisation, Settings


def _locked() -> Settings:
    """Under the lock of the network's own card, since at first there is no row to lock.

    Raises RuleBroken in a house that was not founded.
    """
    house = Organisation.objects.select_for_update().filter(is_house=True).first()
    if house is None:
        raise RuleBroken(_("This house has no network yet: its host founds it first."))
    return Settings.objects.filter(organisation=house).first() or Settings(organisation=house)


@action
def edit_look(*, colour: str, by: Acting) -> Settings:
    """The colour of pages; blank for the house's own. Raises RuleBroken for what is no colour."""
    return _locked().save_with(colour=read_colour(colour))


@action
def edit_senders(*, sender: str, answers_to: str, by: Acting) -> Settings:
    """Under which name mails leave, and to whom answers go. The address itself is the host's."""
    return _locked().save_with(sender=sender, answers_to=answers_to)
