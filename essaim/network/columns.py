"""The columns of the tables that leave the room, for an import to read back.

Pure: no model, no request.
"""

from dataclasses import replace

from essaim.kernel.columns import Column

#: Between the themes of one cell.
SEPARATOR = ";"

ORGANISATIONS: tuple[Column, ...] = (
    Column("key", "Identifiant", "Identifier", ("id", "clé", "uuid")),
    Column("name", "Nom", "Name", ("organisation", "structure", "dénomination", "raison sociale")),
    Column("short_name", "Nom court", "Short name", ("sigle", "acronyme", "acronym")),
    Column("kind", "Nature", "Kind", ("type", "catégorie", "category")),
    Column("legal_form", "Forme juridique", "Legal form", ("statut juridique",)),
    Column("siren", "SIREN", "SIREN", ("n° siren", "numéro siren")),
    Column("siret", "SIRET", "SIRET", ("n° siret", "numéro siret")),
    Column("rna", "RNA", "RNA", ("waldec", "n° rna", "numéro rna")),
    Column("ape", "Code APE", "APE code", ("ape", "naf", "code naf")),
    Column("street", "Adresse", "Address", ("rue", "voie", "street")),
    Column("postcode", "Code postal", "Postcode", ("cp", "zip")),
    Column("city", "Ville", "City", ("commune", "localité", "town")),
    Column("commune_code", "Code commune", "Commune code", ("insee", "code insee")),
    Column("country", "Pays", "Country", ("code pays",)),
    Column("latitude", "Latitude", "Latitude", ("lat",)),
    Column("longitude", "Longitude", "Longitude", ("lon", "lng", "long")),
    Column("website", "Site", "Website", ("site web", "site internet", "url")),
    Column("email", "Courriel", "E-mail", ("mail", "email", "adresse électronique")),
    Column("phone", "Téléphone", "Telephone", ("tél", "tel", "phone")),
    Column("description", "Description", "Description", ("présentation", "objet")),
    Column("themes", "Thèmes", "Themes", ("thématiques", "thème", "sujets")),
    Column("is_member", "Membre", "Member", ("adhérent", "adhérente")),
    Column("audience", "Visible par", "Visible to", ("visibilité", "audience")),
)

#: What a list of members calls otherwise than a list of organisations.
_ALSO_CALLED = {
    "name": (
        *("nom de la structure", "nom de l'organisation", "nom de l'association", "association"),
        *("adhérent", "adhérente", "réseau", "nom du membre", "membre du réseau"),
    ),
    "is_member": ("est membre", "adhère"),
    "kind": ("type de structure", "type d'organisation"),
    "legal_form": ("forme", "statut"),
    "street": ("adresse postale", "siège", "siège social"),
    "email": ("e-mail", "adresse mail", "adresse e-mail", "courriel de contact", "mail de contact"),
    "phone": ("portable", "numéro de téléphone", "tél.", "n° de téléphone", "mobile"),
    "website": ("site web", "site internet", "url", "web"),
}

#: A list of members, as an import reads it; that of organisations as it leaves is one.
MEMBERS: tuple[Column, ...] = (
    *(
        replace(column, synonyms=(*column.synonyms, *_ALSO_CALLED.get(column.code, ())))
        if column.code != "is_member"
        else replace(column, synonyms=_ALSO_CALLED["is_member"])
        for column in ORGANISATIONS
    ),
    Column("college", "Collège", "College", ("collège électoral", "catégorie de membre")),
    Column(
        "admitted_on",
        "Membre depuis",
        "Member since",
        (
            *("date d'adhésion", "adhésion", "adhérent depuis", "admis le", "admission"),
            *("date d'entrée", "entrée", "date d'admission", "1re adhésion", "depuis"),
        ),
    ),
    Column(
        "ended_on",
        "Membre jusqu’au",
        "Member until",
        ("date de sortie", "sortie", "départ", "date de départ", "fin d'adhésion", "jusqu'au"),
    ),
)

DUES: tuple[Column, ...] = (
    Column("member", "Membre", "Member", ("adhérent", "organisation", "nom")),
    Column("college", "Collège", "College"),
    Column("year", "Année", "Year"),
    Column("amount", "Montant dû (€)", "Amount owed (€)", ("montant", "cotisation")),
    Column("paid", "Payé (€)", "Paid (€)", ("payé", "réglé")),
    Column("remaining", "Reste à payer (€)", "Left to pay (€)", ("reste", "dû")),
    Column("exemption", "Exemption", "Exemption", ("motif d’exemption", "dispense")),
)
