"""Every address of the house that a reader may ask for, with the rows that it is about."""

import re
from dataclasses import dataclass

from django.utils import timezone

from tests.marks.rows import Marked
from tests.routes import routes

#: The words before a key, and the model of the rows that have it.
KEYS = {
    "compte/comptes/": "accounts.User",
    "compte/roles/": "accounts.HouseRole",
    "fichiers/": "files.StoredFile",
    "questionnaires/": "questions.Questionnaire",
    "questionnaires/reponses/": "questions.Answer",
    "imports/": "exchange.Run",
    "courrier/": "post.Message",
    "remarques/": "comments.Comment",
    "remarques/ajouter/<str:model>/": "network.Organisation",
    "courrier/au-sujet-de/": "assemblies.Meeting",
    "personnes/": "network.Person",
    "reseau/organisations/": "network.Organisation",
    "reseau/liens/": "network.OrganisationLink",
    "reseau/successions/": "network.Succession",
    "reseau/representations/": "network.Representation",
    "reseau/personnes/": "network.Person",
    "reseau/appartenances/": "network.Affiliation",
    "reseau/roles/": "network.NetworkRole",
    "reseau/groupes/": "network.Group",
    "reseau/groupes/membres/": "network.GroupMember",
    "reseau/colleges/": "network.College",
    "reseau/adhesions/": "network.Membership",
    "reseau/cotisations/": "network.Dues",
    "reseau/paiements/": "network.Payment",
    "programme/programmes/": "programme.Programme",
    "programme/axes/": "programme.Axis",
    "programme/objectifs/": "programme.Objective",
    "programme/conventions/": "programme.Agreement",
    "programme/conventions/<uuid:key>/annees/": "programme.AgreementYear",
    "programme/conventions/<uuid:key>/rubriques/": "programme.Rubric",
    "programme/conventions/<uuid:key>/echeances/": "programme.ReportDue",
    "programme/decisions/": "programme.Decision",
    "programme/actions/": "programme.Action",
    "programme/preuves/": "programme.Evidence",
    "programme/liens/": "programme.ActionLink",
    "programme/indicateur/": "programme.Indicator",
    "programme/releve/": "programme.Reading",
    "programme/reprises/": "reprise.PastReport",
    "assemblees/instances/": "assemblies.Body",
    "assemblees/regles/": "assemblies.BodyRules",
    "assemblees/regles/questions/": "assemblies.SubjectRule",
    "assemblees/reunions/": "assemblies.Meeting",
    "assemblees/points/": "assemblies.AgendaItem",
    "assemblees/documents/": "assemblies.AgendaDocument",
    "assemblees/pouvoirs/": "assemblies.Proxy",
    "assemblees/convocations/": "assemblies.Elector",
    "assemblees/presences/": "assemblies.Attendance",
    "assemblees/resolutions/": "assemblies.Resolution",
    "assemblees/objections/": "assemblies.Objection",
    "assemblees/propositions/": "assemblies.Proposal",
    "assemblees/amendements/": "assemblies.Amendment",
    "assemblees/decisions/": "assemblies.Undertaking",
    "assemblees/dates/": "assemblies.DatePoll",
    "assemblees/dates/jours/": "assemblies.DateOption",
    "assemblees/dates/voix/": "assemblies.DateVoter",
    "bilans/": "reports.Report",
}

WITHIN_ADDRESS = {
    "item": "assemblies.AgendaItem",
    "objective": "programme.Objective",
    "action": "programme.Action",
    "link": "reports.FunderLink",
}
#: What the other words of an address may be; a format that is drawn with typst is another's test.
WORDS: dict[str, tuple[str, ...]] = {
    "extension": ("csv", "xlsx"),
    "ending": ("csv", "xlsx"),
    "target": ("organisations", "actions"),
    "slug:fmt": ("docx", "odt", "md", "pack"),
    "str:fmt": ("docx", "odt", "md"),
    "field": ("evaluation",),
    "written": ("codes", "libelles"),
    "slug:kind": ("words",),
    "question": ("mot",),
    "str:model": ("network.organisation",),
    "slug:part": ("evaluation",),
    "int:part": ("1",),
    "subject": ("ordinary",),
    "number": ("1",),
    "code": ("preamble",),
    "model": ("network.organisation",),
    "room": ("reprise",),
}
#: Signs and tokens: what they open is tried where they are made.
LEFT_OUT = ("<str:token>", "<str:seal>")


@dataclass(frozen=True)
class Address:
    """A way into the house: the name of its page, the address itself, the family of its row."""

    name: str
    url: str
    family: str = ""


PART = re.compile(r"<(?:(\w+):)?(\w+)>")


def addresses_of(made: Marked) -> list[Address]:
    """Every route with every word that it may take."""
    return [
        Address(route.name, url, family)
        for route in routes()
        if not any(word in route.address for word in LEFT_OUT)
        for url, family in sorted(filled(route.address, made))
    ]


def filled(route: str, made: Marked) -> set[tuple[str, str]]:
    """The addresses of a route: each part by the words before it, later keys of one family."""
    starts = [("", "")]
    last = 0
    for part in PART.finditer(route):
        between = route[last : part.start()]
        starts = [
            (start + between + word, family or kept)
            for start, kept in starts
            for word, family in words_for(part, route[1 : part.start()], kept, made)
        ]
        last = part.end()
    return {(start + route[last:], family) for start, family in starts}


def words_for(part: re.Match[str], before: str, family: str, made: Marked) -> list[tuple[str, str]]:
    """What a part may be, with the family of its row where it is the key of one."""
    kind, name = part.group(1), part.group(2)
    if name == "year":
        return [(str(timezone.localdate().year), "")]
    if name == "when":  # a day and a month of the agenda: most rows are of today
        day = timezone.localdate().isoformat()
        return [(day, ""), (day[:7], "")]
    for asked in (f"{kind}:{name}", name):
        if asked in WORDS and before not in KEYS:
            return [(word, "") for word in WORDS[asked]]
    label = KEYS.get(before) or WITHIN_ADDRESS.get(name, "")
    assert label, f"Say in KEYS whose key stands after {before}."
    column = "code" if kind == "slug" else "key"
    return [
        (str(getattr(rows[0], column)), one)
        for (owner, one), rows in made.rows.items()
        if owner == label and family in ("", one)
    ]
