"""Writes on organisations, their themes and the links between them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Unpack

from django.utils.translation import gettext as _

from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.identifiers import check_rna, check_siren, check_siret
from essaim.kernel.text import fold
from essaim.kernel.widening import refuse_to_narrow_unasked
from essaim.network.actions.addresses import tell_former_address
from essaim.network.actions.cards import OrganisationCard, fill_in
from essaim.network.actions.ending import end
from essaim.network.enums import LinkKind
from essaim.network.models import Organisation, OrganisationLink, Theme
from essaim.questions.actions import record_fields


@action
def add_organisation(
    *,
    by: Acting,
    themes: Iterable[Theme] = (),
    new_themes: Iterable[str] = (),
    more: Mapping[str, Any] | None = None,
    **card: Unpack[OrganisationCard],
) -> Organisation:
    """A new organisation, of which a name and a kind are enough; `more`: fields of the network."""
    organisation = Organisation()
    _write_card(organisation, card)
    organisation.themes.set([*themes, *_named(new_themes, by)])
    if more:
        record_fields(thing=organisation, typed=more, by=by)
    return organisation


@action
def edit_organisation(
    *,
    organisation: Organisation,
    by: Acting,
    themes: Iterable[Theme] | None = None,
    new_themes: Iterable[str] = (),
    more: Mapping[str, Any] | None = None,
    shows_more: bool = False,
    **card: Unpack[OrganisationCard],
) -> Organisation:
    """Change what is given and nothing else; wrong identifiers are kept all the same.

    Raises WouldStayShown where it is narrowed and pages that more people read name it.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    former = organisation.email
    audience = card.get("audience", organisation.audience)
    refuse_to_narrow_unasked(organisation, audience, by=by, is_agreed=shows_more)
    _write_card(organisation, card)
    tell_former_address(former, organisation.email, by=by)
    if themes is not None:
        organisation.themes.set(themes)
    organisation.themes.add(*_named(new_themes, by))
    if more:
        record_fields(thing=organisation, typed=more, by=by)
    return organisation


def _named(names: Iterable[str], by: Acting) -> list[Theme]:
    return [add_theme(name=name, by=by) for name in names]


def _write_card(organisation: Organisation, card: OrganisationCard) -> None:
    fill_in(organisation, card, OrganisationCard)
    if not organisation.name.strip():
        raise RuleBroken(_("An organisation has a name."))
    organisation.siren = check_siren(organisation.siren).value
    organisation.siret = check_siret(organisation.siret).value
    organisation.rna = check_rna(organisation.rna).value
    organisation.save()


@action
def merge_organisation(
    *, organisation: Organisation, into: Organisation, by: Acting
) -> Organisation:
    """Say that both are the same: `into` stays. Nothing is re-pointed, and undoing clears it."""
    if organisation.pk == into.pk:
        raise RuleBroken(_("An organisation is not merged into itself."))
    if into.canonical_id is not None:
        raise RuleBroken(_("%(name)s was itself merged into another.") % {"name": into})
    if organisation.merged.exists():
        sentence = _("Others were merged into %(name)s: merge the other way round.")
        raise RuleBroken(sentence % {"name": organisation})
    organisation.canonical = into
    organisation.save(update_fields=["canonical"])
    tell_former_address(organisation.email, into.email, by=by)
    return organisation


@action
def unmerge_organisation(*, organisation: Organisation, by: Acting) -> Organisation:
    """Undo a merge: the organisation stands on its own again, with all that was always its own."""
    organisation.canonical = None
    organisation.save(update_fields=["canonical"])
    return organisation


@action
def link_organisations(
    *, source: Organisation, target: Organisation, kind: LinkKind | str, starts_on: date, by: Acting
) -> OrganisationLink:
    """`source` is member of, shareholder of or partner of `target` from that day on."""
    if source.pk == target.pk:
        raise RuleBroken(_("An organisation is not linked to itself."))
    same = OrganisationLink.objects.filter(source=source, target=target, kind=kind, ends_on=None)
    if same.exists():
        raise RuleBroken(_("This link already runs."))
    return OrganisationLink.objects.create(
        source=source, target=target, kind=kind, starts_on=starts_on
    )


@action
def end_organisation_link(*, link: OrganisationLink, ends_on: date, by: Acting) -> OrganisationLink:
    """The link ran until that day, within."""
    end(link, ends_on=ends_on)
    return link


@action
def add_theme(*, name: str, by: Acting) -> Theme:
    """A theme; the same name in other letters is the theme that is already there."""
    known = Theme.objects.filter(folded=fold(name)).first()
    return known or Theme.objects.create(name=" ".join(name.split()))
