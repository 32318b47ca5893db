"""What a card shows of an organisation or a person, to one reader."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from essaim.kernel import geo
from essaim.kernel.acting import Acting
from essaim.kernel.identifiers import (
    check_rna,
    check_siren,
    check_siret,
    format_siren,
    format_siret,
)
from essaim.network.models import Organisation


@dataclass(frozen=True)
class Contact:
    """One way to reach somebody, with those who may know it."""

    kind: str
    value: str
    audience: str


def contacts_of(thing: Any, acting: Acting) -> list[Contact]:
    """The contact fields that this reader may see: each has an audience of its own."""
    values = {"email": thing.email, "phone": thing.phone}
    if isinstance(thing, Organisation):
        town = " ".join(part for part in (thing.postcode, thing.city) if part)
        values = {"address": "\n".join(filter(None, (thing.street, town))), **values}
    contacts = (
        Contact(kind, value, getattr(thing, f"{kind}_audience")) for kind, value in values.items()
    )
    return [contact for contact in contacts if contact.value and acting.is_one_of(contact.audience)]


def commune_of(organisation: Organisation, acting: Acting) -> geo.Commune | None:
    """Where it lies, for those who may know its address."""
    if not acting.is_one_of(organisation.address_audience):
        return None
    return geo.commune(organisation.commune_code)


def warnings_of(organisation: Organisation) -> list[str]:
    """What does not check among its identifiers, one sentence each."""
    checked = (
        check_siren(organisation.siren),
        check_siret(organisation.siret),
        check_rna(organisation.rna),
    )
    return [check.warning for check in checked if check.warning]


def identity_of(organisation: Organisation) -> list[tuple[str, str]]:
    """Its legal identity, as labels and values; what is not known is left out."""
    identifiers = [
        (_("Legal form"), organisation.get_legal_form_display()),
        (_("SIREN"), format_siren(organisation.siren)),
        (_("SIRET"), format_siret(organisation.siret)),
        (_("RNA"), organisation.rna),
        (_("APE code"), organisation.ape),
    ]
    return [(label, value) for label, value in identifiers if value]
