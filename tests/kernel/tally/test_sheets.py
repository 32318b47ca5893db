"""CSV files of every method: the forms that are read, the faults told with their line."""

from fractions import Fraction

import pytest

from essaim.kernel.tally.errors import CannotCount
from essaim.kernel.tally.files.judgments import read_judgments
from essaim.kernel.tally.files.sheets import (
    read_approvals,
    read_colleges,
    read_rankings,
    read_simple,
)
from essaim.kernel.tally.simple import SimpleBallots

M1 = SimpleBallots(for_=6, against=5, abstention=2, blank=1)


@pytest.mark.parametrize(
    "text",
    [
        "choix;nombre\nPour;6\nCONTRE;5\nabstention;2\nblanc;1\n",
        "pour,contre,abstention,blanc\n6,5,2,1\n",
        "\ufeffvote\r\n" + "oui\r\n" * 6 + "no\r\n" * 5 + "abstention\r\n" * 2 + "blank\r\n",
        "pour\n" * 6 + "against\n" * 5 + "\nabstention\nabstention\nblancs\n",
    ],
)
def test_simple_ballots_in_each_form(text: str):
    assert read_simple(text.encode(), "v.csv") == M1


def test_weighted_colleges():
    text = "Collège;Poids;Pour;Contre;Abstention\nA;50;8;4;2\nB;12,5;3;3;\n"
    a, b = read_colleges(text.encode("latin-1"), "v.csv")
    assert (a.name, a.weight, a.for_, a.against, a.abstention) == ("A", 50, 8, 4, 2)
    assert (b.weight, b.abstention) == (Fraction(25, 2), 0)
    (one,) = read_colleges(b"college,weight,for,against\nX,1/3,1 200,0\n", "v.csv")
    assert (one.weight, one.for_) == (Fraction(1, 3), 1200)


@pytest.mark.parametrize(
    "text",
    [
        "Ana,Bo,Cy\n1,1,0\n1,0,0\n0,1,1\n",
        "Ana;Bo;Cy\nx;x;\nx;;\n;x;x\n",
        "approbations\nAna,Bo\nAna\nBo,Cy\n",
        "Ana,Bo\nAna\nBo,Cy\n",
    ],
)
def test_approvals_in_each_form(text: str):
    approvals = read_approvals(text.encode(), "v.csv")
    assert (approvals.counts, approvals.voters) == ({"Ana": 2, "Bo": 2, "Cy": 1}, 3)


def test_rankings_by_name():
    text = "1er choix,2e choix,nombre\nBo,Ana,3\nAna,,2\n"
    ballots = read_rankings(text.encode(), "v.csv")
    assert ballots.candidates == ("Ana", "Bo")
    assert ballots.rankings == {(1, 0): 3, (0,): 2}


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("A;B\nBien;Excellent\nà rejeter;bien\n", {}),
        ("A,B\n2,3\n0,2\n", {"grades": ("À rejeter", "Passable", "Bien", "Excellent")}),
        ("A,B\n10,15\n2,10\n", {}),
        ("option,0,1,2\nA,1,1,0\nB,0,1,1\n", {}),
        ("option,haut,bas,moyen\nA,0,1,1\nB,1,0,1\n", {"grades": ("bas", "moyen", "haut")}),
    ],
)
def test_judgments_in_each_form(text: str, options):
    judgments = read_judgments(text.encode(), "v.csv", **options)
    a, b = ([place for place, n in enumerate(t) if n] for t in judgments.tallies.values())
    assert list(judgments.tallies) == ["A", "B"]
    assert (sum(judgments.tallies["A"]), len(a), len(b)) == (2, 2, 2)
    assert a[0] < a[1] == b[0] < b[1]


def test_an_empty_judgment_is_the_default_grade():
    text = "A;B\nBien;\nBien;Excellent\n"
    judgments = read_judgments(text.encode(), "v.csv", default="Bien")
    assert judgments.tallies == {"A": (2, 0), "B": (1, 1)}
    assert (judgments.grades, judgments.missing) == (("Bien", "Excellent"), {"A": 0, "B": 1})


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (read_simple, "choix,nombre\npour,3\npeut-être,2\n", "ligne 3\u00a0: «\u00a0peut-être"),
        (read_simple, "choix,nombre\npour,-3\n", "ligne 2\u00a0: «\u00a0-3\u00a0» n’est pas"),
        (read_simple, "choix,nombre\npour,1.5\n", "ligne 2\u00a0: «\u00a01.5\u00a0» n’est pas"),
        (read_simple, "choix,nombre\npour,1,4\n", "ligne 2\u00a0: plus de cases que les 2"),
        (read_simple, "peu\npour\n", "ligne 1\u00a0: «\u00a0peu"),
        (read_simple, "choix,nombre\n", "pas de bulletin"),
        (read_colleges, "college,weight,for\nA,1,1\n", "«\u00a0contre\u00a0» manque"),
        (read_colleges, "college,weight,for,against\nA,lourd,1,1\n", "ligne 2\u00a0: «\u00a0lourd"),
        (read_colleges, "college,weight,for,against\nA,1e9,1,1\n", "ligne 2\u00a0: «\u00a01e9"),
        (read_colleges, "college,weight,for,against\n", "pas de bulletin"),
        (read_approvals, "A,A\n1,0\n", "«\u00a0A\u00a0» figure deux fois"),
        (read_approvals, "choix\nA,A\n", "ligne 2\u00a0: «\u00a0A\u00a0» figure deux fois"),
        (read_rankings, "1,2\nA,A\n", "ligne 2\u00a0: «\u00a0A\u00a0» figure deux fois"),
        (read_rankings, "1,2\n", "pas de bulletin"),
        (read_judgments, "A,B\nBien,Moyen\n", "ligne 2\u00a0: «\u00a0"),
        (read_judgments, "A,B\nBien,Bien\nBien,\n", "ligne 3\u00a0: un jugement manque"),
        (read_judgments, "A,A\nBien,Bien\n", "«\u00a0A\u00a0» figure deux fois"),
        (read_judgments, "A,B\n", "pas de bulletin"),
        (read_judgments, "option,0,1\nA,1,x\n", "ligne 2\u00a0: «\u00a0x"),
        (read_simple, 'choix\n"pour\x00\n', "n’est pas un texte"),
    ],
)
def test_faults_are_told_with_their_line(read, text: str, sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        read(text.encode(), "v.csv")


def test_grades_that_do_not_fit_are_told():
    with pytest.raises(CannotCount, match="La mention par défaut «\u00a0Nul\u00a0»"):
        read_judgments(b"A\nBien\n", "v.csv", grades=("Passable", "Bien"), default="Nul")
    with pytest.raises(CannotCount, match="«\u00a0haut\u00a0» n’est aucune"):
        read_judgments(b"option,haut\nA,1\n", "v.csv", grades=("bas",))
