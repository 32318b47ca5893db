"""The network itself, as the last page of its reports names it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.identifiers import format_siren, format_siret
from essaim.network.models import Organisation


def house() -> Organisation | None:
    """The organisation that the network is; None before somebody says which."""
    return Organisation.objects.filter(is_house=True).first()


def identity_of(network: Organisation, reader: Acting) -> tuple[tuple[str, str], ...]:
    """What is known of it, each contact for its audience."""
    lines = [*_legal(network), *_contacts(network, reader)]
    return tuple((label, value) for label, value in lines if value)


def _legal(network: Organisation) -> Iterator[tuple[str, str]]:
    yield _("Name"), network.name
    yield _("Legal form"), str(network.get_legal_form_display())
    yield _("SIREN"), format_siren(network.siren) if not network.siret else ""
    yield _("SIRET"), format_siret(network.siret)
    yield _("RNA"), network.rna
    yield _("APE code"), network.ape


def _contacts(network: Organisation, reader: Acting) -> Iterator[tuple[str, str]]:
    town = " ".join(part for part in (network.postcode, network.city) if part)
    address = ", ".join(part for part in (network.street, town) if part)
    if network.address_audience in reader.capacities:
        yield _("Address"), address
    yield _("Website"), network.website
    if network.email_audience in reader.capacities:
        yield _("E-mail"), network.email
    if network.phone_audience in reader.capacities:
        yield _("Telephone"), network.phone
