"""The addresses of the room."""

from django.urls import path

from essaim.network.views import (
    belonging,
    colleges,
    corrections,
    dues,
    groups,
    invitations,
    memberships,
    organisations,
    people,
    representation,
    settings,
    successions,
)

app_name = "network"
urlpatterns = [
    path("", organisations.organisations, name="organisations"),
    path(
        "organisations.<str:extension>",
        organisations.export_organisations,
        name="export_organisations",
    ),
    path("organisations/ajouter/", organisations.add_organisation, name="add_organisation"),
    path("organisations/<uuid:key>/", organisations.organisation, name="organisation"),
    path(
        "organisations/<uuid:key>/modifier/",
        organisations.edit_organisation,
        name="edit_organisation",
    ),
    path(
        "organisations/<uuid:key>/fusionner/",
        organisations.merge_organisation,
        name="merge_organisation",
    ),
    path(
        "organisations/<uuid:key>/succession/",
        successions.note_succession,
        name="note_succession",
    ),
    path("successions/<uuid:key>/annuler/", successions.undo_succession, name="undo_succession"),
    path(
        "organisations/<uuid:key>/separer/",
        organisations.unmerge_organisation,
        name="unmerge_organisation",
    ),
    path(
        "organisations/<uuid:key>/liens/ajouter/",
        organisations.link_organisations,
        name="link_organisations",
    ),
    path(
        "liens/<uuid:key>/terminer/",
        organisations.end_organisation_link,
        name="end_organisation_link",
    ),
    path(
        "organisations/<uuid:key>/representants/ajouter/",
        representation.name_representative,
        name="name_representative",
    ),
    path(
        "representations/<uuid:key>/terminer/",
        representation.end_representation,
        name="end_representation",
    ),
    path(
        "representations/<uuid:key>/dates/",
        corrections.correct_representation,
        name="correct_representation",
    ),
    path(
        "liens/<uuid:key>/dates/",
        corrections.correct_organisation_link,
        name="correct_organisation_link",
    ),
    path(
        "appartenances/<uuid:key>/dates/",
        corrections.correct_affiliation,
        name="correct_affiliation",
    ),
    path("roles/<uuid:key>/dates/", corrections.correct_network_role, name="correct_network_role"),
    path(
        "groupes/membres/<uuid:key>/dates/",
        corrections.correct_group_member,
        name="correct_group_member",
    ),
    path("adhesions/<uuid:key>/dates/", corrections.correct_membership, name="correct_membership"),
    path("personnes/<uuid:key>/deces/", people.note_death, name="note_death"),
    path("personnes/<uuid:key>/deces/annuler/", people.undo_death, name="undo_death"),
    path("cotisations/periode/", dues.set_dues_rhythm, name="set_dues_rhythm"),
    path("personnes/", people.people, name="people"),
    path("personnes/ajouter/", people.add_person, name="add_person"),
    path("personnes/<uuid:key>/", people.person, name="person"),
    path("personnes/<uuid:key>/modifier/", people.edit_person, name="edit_person"),
    path("personnes/<uuid:key>/fusionner/", people.merge_person, name="merge_person"),
    path("personnes/<uuid:key>/separer/", people.unmerge_person, name="unmerge_person"),
    path("personnes/<uuid:key>/compte/", people.open_person_account, name="open_person_account"),
    path(
        "personnes/<uuid:key>/appartenances/ajouter/",
        belonging.affiliate_person,
        name="affiliate_person",
    ),
    path("appartenances/<uuid:key>/terminer/", belonging.end_affiliation, name="end_affiliation"),
    path(
        "personnes/<uuid:key>/roles/ajouter/", belonging.give_network_role, name="give_network_role"
    ),
    path("roles/<uuid:key>/terminer/", belonging.end_network_role, name="end_network_role"),
    path("groupes/", groups.groups, name="groups"),
    path("groupes/ajouter/", groups.add_group, name="add_group"),
    path("groupes/<uuid:key>/", groups.group, name="group"),
    path("groupes/<uuid:key>/modifier/", groups.edit_group, name="edit_group"),
    path("groupes/<uuid:key>/membres/ajouter/", groups.add_group_member, name="add_group_member"),
    path("groupes/membres/<uuid:key>/terminer/", groups.end_group_member, name="end_group_member"),
    path("colleges/", colleges.colleges, name="colleges"),
    path("colleges/ajouter/", colleges.add_college, name="add_college"),
    path("colleges/<uuid:key>/modifier/", colleges.edit_college, name="edit_college"),
    path(
        "organisations/<uuid:key>/admettre/",
        memberships.admit_member,
        {"whose": "organisation"},
        name="admit_member",
    ),
    path(
        "personnes/<uuid:key>/admettre/",
        memberships.admit_member,
        {"whose": "person"},
        name="admit_person",
    ),
    path("adhesions/<uuid:key>/", memberships.membership, name="membership"),
    path("adhesions/<uuid:key>/terminer/", memberships.end_membership, name="end_membership"),
    path("adhesions/<uuid:key>/<int:year>/montant/", dues.set_dues, name="set_dues"),
    path("adhesions/<uuid:key>/<int:year>/exempter/", dues.exempt_dues, name="exempt_dues"),
    path("cotisations/", dues.dues, name="dues"),
    path("cotisations/<int:year>/", dues.dues, name="dues"),
    path("cotisations/<int:year>/reprendre/", dues.repeat_dues, name="repeat_dues"),
    path("cotisations/<int:year>.<str:extension>", dues.export_dues, name="export_dues"),
    path("cotisations/<uuid:key>/payer/", dues.record_payment, name="record_payment"),
    path("invitations/ecrire/", invitations.invite_person, name="invite_person"),
    path(
        "personnes/<uuid:key>/inviter-encore/", invitations.send_invitation, name="send_invitation"
    ),
    path(
        "personnes/<uuid:key>/invitation/retirer/",
        invitations.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("bienvenue/<str:token>/", invitations.come_in, name="come_in"),
    path("reglages/", settings.settings, name="settings"),
    path("reglages/couleur/", settings.edit_look, name="edit_look"),
    path("reglages/courriels/", settings.edit_senders, name="edit_senders"),
    path("couleurs.css", settings.style, name="style"),
    path("paiements/<uuid:key>/retirer/", dues.withdraw_payment, name="withdraw_payment"),
]
