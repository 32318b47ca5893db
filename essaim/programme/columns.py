"""The columns of the list of actions: the export writes them, the import reads them back.

Pure: no model, no request.
"""

from essaim.kernel.columns import Column

#: Between the codes, names or links of one cell.
SEPARATOR = ";"
#: Between an organisation and its role, within one cell.
ROLE_SEPARATOR = ":"

COLUMNS: tuple[Column, ...] = (
    Column("source", "Source", "Source", ("origine", "fichier", "origin")),
    Column(
        "external_id",
        "Identifiant",
        "Identifier",
        ("id", "identifiant externe", "external id", "uid"),
    ),
    Column("kind", "Nature", "Kind", ("type", "catégorie", "genre", "type d'action", "category")),
    Column(
        "title", "Titre", "Title", ("intitulé", "action", "nom", "libellé", "événement", "name")
    ),
    Column(
        "starts_on",
        "Début",
        "Start",
        ("date", "date de début", "premier jour", "du", "jour", "quand", "start date", "first day"),
    ),
    Column("ends_on", "Fin", "End", ("date de fin", "dernier jour", "au", "end date", "last day")),
    Column("precision", "Précision", "Precision", ("précision de la date", "date precision")),
    Column("state", "État", "State", ("statut", "avancement", "status")),
    Column(
        "objectives",
        "Objectifs",
        "Objectives",
        ("objectif", "codes", "code objectif", "axe", "objective"),
    ),
    Column(
        "place", "Lieu", "Place", ("ville", "commune", "adresse", "où", "location", "where", "city")
    ),
    Column(
        "commune_code",
        "Code commune",
        "Commune code",
        ("insee", "code insee", "commune (code insee)"),
    ),
    Column("carried_by", "Portée par", "Carried by", ("porteur", "portage", "pilote", "lead")),
    Column(
        "organisations",
        "Organisations",
        "Organisations",
        # Not “participants”: in most tables that is how many came.
        ("structures", "partenaires", "acteurs", "partners", "organizations"),
    ),
    Column(
        "summary",
        "En une phrase",
        "In one sentence",
        ("résumé", "description", "phrase", "commentaire", "notes", "contenu", "summary"),
    ),
    Column("audience", "Visible par", "Visible to", ("audience", "visibilité", "visibility")),
    Column(
        "evidence",
        "Preuves",
        "Evidence",
        ("preuve", "lien", "liens", "url", "adresse web", "link", "links", "source url"),
    ),
)
