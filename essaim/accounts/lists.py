"""The lists of the room."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.declaration import Act, Listing, Nothing

ACCOUNTS = Listing(
    title=_("Accounts"),
    lead=_("Who signs in, and what each may do in the house."),
    columns=(
        columns.piece("accounts/cells/account.html", "email", _("E-mail address")),
        columns.piece("accounts/cells/roles.html", "roles_held", _("Roles")),
        columns.acts("accounts/cells/acts.html"),
    ),
    acts=(Act("network.invite_person", _("Invite somebody")),),
    nothing=Nothing(_("No account yet")),
    audience_label=_("the administrators"),
)

JOURNAL = Listing(
    title=_("Journal"),
    lead=_(
        "Every write of the house, newest first. A line is never changed; a person who was erased "
        "leaves a key that names nobody."
    ),
    columns=(
        columns.piece("accounts/cells/deed.html", "deed", _("What was done")),
        columns.moment("entry.at", _("When")),
        columns.piece("accounts/cells/actor.html", "actor", _("By whom")),
        columns.piece("accounts/cells/target.html", "thing", _("On what")),
        columns.text("fields", _("Fields changed")),
    ),
    filters=(
        filters.words(_("What was done")),
        filters.key("target", _("Key of the thing"), "target"),
        filters.key("actor", _("Key of the actor"), "actor"),
    ),
    nothing=Nothing(_("No line yet")),
    none_found=_("No line answers to this."),
    audience_label=_("the administrators"),
)
