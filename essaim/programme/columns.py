"""The columns of the list of actions: the export writes them, the import reads them back.

Pure: no model, no request. The labels stand here in both languages and outside of the catalogues,
since a file keeps the language in which it was written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from essaim.kernel.text import fold_words

#: Between the codes, names or links of one cell.
SEPARATOR = ";"
#: Between an organisation and its role, within one cell.
ROLE_SEPARATOR = ":"


@dataclass(frozen=True)
class Column:
    """A column: its code, its label in both languages, and other names it is met under."""

    code: str
    fr: str
    en: str
    synonyms: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        return self.en if language.startswith("en") else self.fr

    @property
    def names(self) -> frozenset[str]:
        """All that a header may say for this column, folded."""
        known = (self.code.replace("_", " "), self.fr, self.en, *self.synonyms)
        return frozenset(folded(name) for name in known)


COLUMNS: tuple[Column, ...] = (
    Column("source", "Source", "Source", ("origine", "fichier", "origin")),
    Column(
        "external_id",
        "Identifiant",
        "Identifier",
        ("id", "identifiant externe", "external id", "ref", "référence", "numéro", "uid"),
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
    Column("place", "Lieu", "Place", ("ville", "adresse", "où", "location", "where", "city")),
    Column(
        "commune_code",
        "Code commune",
        "Commune code",
        ("insee", "code insee", "commune", "commune (code insee)"),
    ),
    Column("carried_by", "Portée par", "Carried by", ("porteur", "portage", "pilote", "lead")),
    Column(
        "organisations",
        "Organisations",
        "Organisations",
        ("structures", "partenaires", "participants", "acteurs", "partners", "organizations"),
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
BY_CODE: Mapping[str, Column] = {column.code: column for column in COLUMNS}


def folded(header: str) -> str:
    """A header reduced to its words: `Date de début *` and `date_de_debut` are the same."""
    return " ".join(fold_words(header.replace("_", " ")))


def guess(headers: Iterable[str]) -> dict[int, str]:
    """Which column each header stands for: {its place, from 0: code}; unknown ones are left out.

    The first header that names a column takes it. Exact labels win over synonyms, so that a file
    with both “Type” and “Nature” gives its kind from the second.
    """
    words = [folded(header) for header in headers]
    found: dict[int, str] = {}
    for column in COLUMNS:
        own = {folded(column.code), folded(column.fr), folded(column.en)}
        for accepted in (own, column.names):
            place = next(
                (n for n, word in enumerate(words) if word in accepted and n not in found), None
            )
            if place is not None:
                found[place] = column.code
                break
    return dict(sorted(found.items()))
