"""What the cells of an imported row may say: days to come, addresses, lengths."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from essaim.exchange.queries import counts_of
from essaim.kernel.acting import Acting
from essaim.programme.models import Action
from tests.factories.accounts import coordinator
from tests.factories.imports import applied, done, preview, reasons
from tests.factories.network import make_organisation
from tests.factories.programme import make_action, make_objective, make_programme


@pytest.fixture
def by(db: None) -> Acting:
    return coordinator()


def test_a_day_to_come_is_planned_and_a_held_one_of_tomorrow_refused(by: Acting) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    text = f"titre;date;état\nFête;{tomorrow};\nBal;{tomorrow};tenue\nFoire;{tomorrow};annulée\n"
    run = applied(preview(by, text), by)
    assert dict(Action.objects.values_list("title", "state")) == {
        "Fête": "planned",
        "Foire": "cancelled",
    }
    assert run.rows.get(outcome="refused").column == "state"


def test_a_planned_action_stays_planned_when_its_row_comes_again(by: Acting) -> None:
    make_action(title="Fête", starts_on=date(2024, 6, 12), state="planned")
    assert done(by, "titre;date;lieu;objectif;résumé\nFête;12/06/2024;;;\n") == {"unchanged": 1}


LINKS = [
    ("https://reseau.example/cr", ["https://reseau.example/cr"]),
    ("https://a.example/x;y=1; http://b.example", ["https://a.example/x;y=1", "http://b.example"]),
    ("https://a.example\nhttps://b.example;", ["https://a.example", "https://b.example"]),
    ("voir le compte rendu", None),
    ("www.reseau.example", None),
    ("javascript:alert(1)", None),
    ("ftp://reseau.example/cr", None),
    ("https://reseau.example:secret@ailleurs.example/cr", None),
    ("https://a.example; et le drive", None),
]


@pytest.mark.parametrize(("cell", "links"), LINKS)
def test_evidence_is_an_address_or_is_refused(
    by: Acting, cell: str, links: list[str] | None
) -> None:
    run = preview(by, f'titre;date;preuves\nFête;12/06/2024;"{cell}"\n')
    assert bool(run.rows.filter(outcome="refused", column="evidence")) == (links is None)
    run = applied(run, by)
    found = list(Action.objects.values_list("evidence__url", flat=True).order_by("evidence__url"))
    assert found == (sorted(links) if links else [])


TOO_LONG = [
    ("titre", "x" * 251),
    ("lieu", "x" * 151),
    ("preuves", "https://a.example/" + "x" * 2000),
    ("source", "x" * 81),
    ("identifiant", "x" * 121),
    ("code commune", "370000"),
]


@pytest.mark.parametrize(("column", "text"), TOO_LONG)
def test_a_row_beyond_a_length_is_refused_with_its_line_in_the_preview(
    by: Acting, column: str, text: str
) -> None:
    cells = {"titre": "Fête", "date": "12/06/2024", "source": "w", "identifiant": "1"}
    cells |= {column: text}
    run = preview(by, ";".join(cells) + "\n" + ";".join(cells.values()) + "\n")
    assert [(line, outcome) for line, outcome, _why in reasons(run)] == [(2, "refused")]
    assert counts_of(applied(run, by))["refused"] == 1
    assert not Action.objects.exists()


def test_a_long_address_that_may_be_kept_has_a_title_that_may_be_kept(by: Acting) -> None:
    address = "https://a.example/" + "x" * 300
    assert done(by, f"titre;date;preuves\nFête;12/06/2024;{address}\n") == {"created": 1}
    assert Action.objects.get().evidence.get().url == address


def test_a_commune_that_lost_its_nought_to_a_spreadsheet_gets_it_back(by: Acting) -> None:
    done(by, "titre;date;insee\nFête;12/06/2024;1053\n")
    assert Action.objects.get().commune_code == "01053"


def test_a_word_that_the_house_does_not_know_is_told_which_it_knows(by: Acting) -> None:
    ((_line, outcome, reason),) = reasons(preview(by, "titre;date;nature\nFête;12/06/2024;repas\n"))
    assert outcome == "refused"
    assert "atelier" in reason


def test_a_commune_by_name_is_a_place_and_how_many_came_is_no_organisation(by: Acting) -> None:
    run = preview(by, "Intitulé;Date;Commune;Participants\nFête;12/06/2024;Tours;45\n")
    applied(run, by)
    assert Action.objects.get().place == "Tours"


SEVERAL = [
    ("organisations", "Collectif A, Réseau B", "Collectif A ; Réseau B"),
    ("organisations", "Collectif A / Réseau B", "Collectif A ; Réseau B"),
    ("organisations", "Collectif A et Réseau B", "Collectif A ; Réseau B"),
    ("organisations", "Collectif A & Réseau B, Inconnu", "Collectif A ; Réseau B ; Inconnu"),
    ("organisations", "Collectif A : portage, Réseau B", "Collectif A : portage ; Réseau B"),
    ("objectifs", "1.1, 1.2", "1.1 ; 1.2"),
    ("objectifs", "1.1,1.2", "1.1 ; 1.2"),
    ("objectifs", "1.1 1.2", "1.1 ; 1.2"),
    ("objectifs", "1.1 et 1.2", "1.1 ; 1.2"),
    ("objectifs", "1.1/1.2", "1.1 ; 1.2"),
]


@pytest.mark.parametrize(("column", "cell", "example"), SEVERAL)
def test_several_things_parted_otherwise_are_told_how_to_be_parted(
    by: Acting, column: str, cell: str, example: str
) -> None:
    for name in ("Collectif A", "Réseau B"):
        make_organisation(name=name)
    programme = make_programme()
    for code in ("1.1", "1.2"):
        make_objective(programme=programme, code=code)
    run = preview(by, f'titre;date;{column}\nFête;12/06/2024;"{cell}"\n')
    ((line, outcome, why),) = reasons(run)
    assert (line, outcome) == (2, "refused")
    assert "point-virgule" in why
    assert example in why.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("organisations", "Collectif A ; Terre, eau et vent"),
        ("organisations", "Collectif A ;"),
        ("objectifs", "1.1 ; 1.2"),
        ("objectifs", "1.1. Coopérer, essaimer"),
        ("portée par", "Collectif A"),
        ("portée par", "Terre, eau et vent"),
        ("portée par", "Collectif A ;"),
    ],
)
def test_what_stands_parted_by_semicolons_or_in_a_name_is_read(
    by: Acting, column: str, cell: str
) -> None:
    for name in ("Collectif A", "Terre, eau et vent"):
        make_organisation(name=name)
    programme = make_programme()
    for code in ("1.1", "1.2"):
        make_objective(programme=programme, code=code)
    assert done(by, f'titre;date;{column}\nFête;12/06/2024;"{cell}"\n') == {"created": 1}


def test_one_organisation_alone_carries_an_action(by: Acting) -> None:
    for name in ("Collectif A", "Réseau B"):
        make_organisation(name=name)
    run = preview(by, 'titre;date;portée par\nFête;12/06/2024;"Collectif A ; Réseau B"\n')
    ((_line, outcome, why),) = reasons(run)
    assert outcome == "refused"
    assert "colonne «\u00a0Organisations\u00a0»" in why


@pytest.mark.parametrize(
    "cell", ["https://a.example/x, https://b.example", "https://a.example/x,https://b.example"]
)
def test_addresses_parted_by_a_comma_are_told_the_semicolon(by: Acting, cell: str) -> None:
    run = preview(by, f'titre;date;preuves\nFête;12/06/2024;"{cell}"\n')
    ((_line, outcome, why),) = reasons(run)
    assert (outcome, "point-virgule" in why) == ("refused", True)


def test_a_comma_within_an_address_is_its_own(by: Acting) -> None:
    text = "titre;date;preuves\nFête;12/06/2024;https://a.example/plan,12,3\n"
    assert done(by, text) == {"created": 1}
