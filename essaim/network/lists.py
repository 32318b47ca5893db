"""The lists of the room."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from essaim.kernel import geo
from essaim.kernel.acting import Acting
from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.declaration import Act, Export, Listing, Nothing
from essaim.network import columns as in_files
from essaim.network.enums import NetworkRoleKind, OrganisationKind
from essaim.network.models import NetworkRole, Organisation, Person, Theme
from essaim.network.queries.exports import organisation_rows
from essaim.network.queries.memberships import dues_lines


def _themes(_by: Acting) -> Iterator[tuple[str, str]]:
    return ((str(theme.key), theme.name) for theme in Theme.objects.order_by("folded", "pk"))


def _regions(_by: Acting) -> Iterator[tuple[str, str]]:
    named = sorted((place.name, place.code) for place in geo.regions())
    return ((code, name) for name, code in named)


def _departements(_by: Acting) -> Iterator[tuple[str, str]]:
    return ((place.code, f"{place.code} · {place.name}") for place in geo.departements())


ORGANISATIONS = Listing(
    title=_("Organisations"),
    heading=_("The network"),
    model=Organisation,
    columns=(
        columns.link("name", beside="short_name"),
        columns.text("kind"),
        columns.text("theme_rows", _("Themes")),
        columns.mark("is_member", _("member"), _("Member")),
    ),
    filters=(
        filters.words(_("Name of an organisation")),
        filters.choice("nature", _("Kind"), OrganisationKind.choices, "kind"),
        filters.choice("theme", _("Theme"), _themes, "theme"),
        filters.either("membre", _("Member"), yes=_("Members"), no=_("Others"), asks="is_member"),
        filters.choice("region", _("Region"), _regions, "region"),
        filters.choice("departement", _("Département"), _departements, "departement"),
    ),
    acts=(
        Act("network.add_organisation", _("Add an organisation")),
        Act(
            "exchange.preview_import",
            _("Import members"),
            icon="upload",
            rule="network.admit_member",
            args=("members",),
        ),
    ),
    nothing=Nothing(
        _("No organisation yet"),
        _("The network begins with its members."),
        label=_("Add the first one"),
    ),
    export=Export(
        name="organisations",
        address="network:export_organisations",
        columns=in_files.ORGANISATIONS,
        rows=organisation_rows,
    ),
    reads=("key", "name", "short_name", "kind"),
    audience="public",
    template="network/organisations.html",
)

PEOPLE = Listing(
    title=_("People"),
    heading=_("The network"),
    model=Person,
    columns=(
        columns.link(label=_("Name")),
        columns.links(
            lambda person: [link.organisation for link in person.current_affiliations],
            _("Belongs to"),
        ),
        columns.text(
            lambda person: [_role_in_words(role) for role in person.current_roles],
            _("Role in the network"),
        ),
    ),
    filters=(
        filters.words(_("Name of a person")),
        filters.choice("role", _("Role in the network"), NetworkRoleKind.choices, "role"),
    ),
    acts=(Act("network.add_person", _("Add a person")),),
    nothing=Nothing(
        _("Nobody yet"),
        first=_("Add those who speak for the members first."),
        label=_("Add a person"),
    ),
    none_found=_("Nobody corresponds"),
    audience="members",
)


def _role_in_words(role: NetworkRole) -> str:
    return role.title or role.get_kind_display()


DUES = Listing(
    title=_("Members"),
    heading=_("Dues"),
    columns=(
        columns.piece("network/cells/dues_member.html", "name", _("Name")),
        columns.text("membership.college.name", _("College")),
        columns.euros(lambda line: line.amount if line.dues else None, _("Called")),
        columns.euros("paid", _("Paid")),
        columns.piece("network/parts/dues_state.html", "state", _("State")),
        columns.acts("network/cells/dues_acts.html"),
    ),
    nothing=Nothing(_("No member that year"), _("Dues are set on the page of each membership.")),
    export=Export(name="cotisations", address="network:export_dues", columns=in_files.DUES),
    lines=dues_lines,
    audience="bureau",
    template="network/dues.html",
)
