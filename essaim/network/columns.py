"""The columns of the tables that leave the room, for an import to read back.

Pure: no model, no request.
"""

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

DUES: tuple[Column, ...] = (
    Column("member", "Membre", "Member", ("adhérent", "organisation", "nom")),
    Column("college", "Collège", "College"),
    Column("year", "Année", "Year"),
    Column("amount", "Montant dû (€)", "Amount owed (€)", ("montant", "cotisation")),
    Column("paid", "Payé (€)", "Paid (€)", ("payé", "réglé")),
    Column("remaining", "Reste à payer (€)", "Left to pay (€)", ("reste", "dû")),
    Column("exemption", "Exemption", "Exemption", ("motif d’exemption", "dispense")),
)
