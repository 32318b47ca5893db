"""CSV files of every method: the forms that are read, the faults told with their line."""

from fractions import Fraction
from time import process_time

import pytest

from essaim.tally.errors import CannotCount
from essaim.tally.files.choices import read_approvals, read_rankings
from essaim.tally.files.judgments import read_judgments
from essaim.tally.files.numbers import quantity_in, weight_in, whole_in
from essaim.tally.files.overvotes import Overvotes
from essaim.tally.files.sheets import read_colleges, read_simple
from essaim.tally.simple import SimpleBallots

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
        (read_simple, 'choix,nombre\npour,"1,000"\n', "ligne 2\u00a0: «\u00a01,000"),
        (read_simple, "choix,nombre\npour,1.000\n", "ligne 2\u00a0: «\u00a01.000"),
        (read_simple, "choix,nombre\npour,50%\n", "ligne 2\u00a0: «\u00a050%"),
        (read_simple, "choix,nombre\npour,4/2\n", "ligne 2\u00a0: «\u00a04/2"),
        (read_simple, "choix,nombre\npour,0.5\n", "ligne 2\u00a0: «\u00a00.5"),
        (read_simple, "choix,nombre\npour,1 2\n", "ligne 2\u00a0: «\u00a01 2"),
        (read_simple, "choix,nombre\npour,\n", "ligne 2\u00a0: «\u00a0\u00a0» n’est pas"),
        (read_simple, f"choix,nombre\npour,{'9' * 5000}\n", "ligne 2.*n’est pas un nombre"),
        (
            read_simple,
            "choix,nombre\npour,1\noui,2\n",
            "ligne 3\u00a0: «\u00a0oui\u00a0» est compté",
        ),
        (read_simple, "pour,contre,pour\n1,2,3\n", "ligne 1\u00a0: «\u00a0pour\u00a0» est compté"),
        (
            read_simple,
            "choix,nombre,remarque\npour,1,\n",
            "ligne 1.*«\u00a0remarque\u00a0» n’est pas",
        ),
        (read_simple, "pour,contre,remarque\n1,2,3\n", "ligne 1"),
        (read_simple, "Paul,3\npour,2\n", "ligne 1.*colonne «\u00a0Paul\u00a0» n’est pas"),
        (read_simple, "votant,vote\nPaul,pour\n", "ligne 1.*colonne «\u00a0votant\u00a0»"),
        (read_colleges, "college,weight,for,against\nA,50%,1,1\n", "ligne 2\u00a0: «\u00a050%"),
        (read_colleges, "college,weight,for,against\nA,0.5,1,1\n", "ligne 2\u00a0: «\u00a00.5"),
        (read_colleges, "college,weight,for,against\nA,4/2,1,1\n", "ligne 2\u00a0: «\u00a04/2"),
        (
            read_colleges,
            'college,weight,for,against\nA,"1,000",1,1\n',
            "ligne 2\u00a0: «\u00a01,000",
        ),
        (read_colleges, "college,weight,for,against\nA,1,1.000,1\n", "ligne 2\u00a0: «\u00a01.000"),
        (
            read_colleges,
            "college,weight,for,against\nA,1,1,1\nB,1,1,1\n a ,2,2,2\n",
            "ligne 4.*deux",
        ),
        (read_colleges, "college,weight,for,against\n,1,1,1\n", "ligne 2.*n’a pas de nom"),
        (read_colleges, "college,weight,for,against,note\nA,1,1,1,x\n", "ligne 1.*«\u00a0note"),
        (
            read_colleges,
            "college,weight,for,oui,against\nA,1,1,1,1\n",
            "ligne 1.*«\u00a0oui\u00a0» redit",
        ),
        (read_approvals, "votant,Ana,Bo\n1,1,0\n", "ligne 1.*dit qui a voté"),
        (read_approvals, "Membre,Ana\nPaul,1\n", "ligne 1.*dit qui a voté"),
        (
            read_approvals,
            "qui,Ana,Bo\nPaul,1,0\n",
            "ligne 2\u00a0: «\u00a0Paul\u00a0» n’est ni 1 ni 0",
        ),
        (read_approvals, "choix\noui\nnon\n", "ligne 1\u00a0: est-ce un en-tête"),
        (read_approvals, "Ana,Bo\nAna\nBo\n", "ligne 1\u00a0: est-ce un en-tête"),
        (read_approvals, "bulletin\nAna\nana\n", "«\u00a0ana\u00a0» figure deux fois"),
        (read_approvals, "Ana,,Bo\n1,0,1\n", "ligne 1\u00a0: une option n’a pas de nom"),
        (
            read_rankings,
            "name,1,2,3\nPaul,Ana,Bo,Cy\n",
            "ligne 1.*«\u00a0name\u00a0» n’est pas un rang",
        ),
        (read_rankings, "1,2,nom\nAna,Bo,Paul\n", "ligne 1.*«\u00a0nom\u00a0» n’est pas un rang"),
        (read_rankings, "1,3\nAna,Bo\n", "ligne 1.*«\u00a03\u00a0» n’est pas un rang"),
        (read_rankings, "2,1\nAna,Bo\n", "ligne 1.*«\u00a02\u00a0» n’est pas un rang"),
        (
            read_rankings,
            "1,nombre,voix\nAna,1,2\n",
            "ligne 1.*«\u00a0voix\u00a0» n’est pas un rang",
        ),
        (read_rankings, "1,2,nombre\nAna,Bo,\n", "ligne 2.*n’est pas un nombre"),
        (read_rankings, "1,2,3\nAna,,Bo\n", "ligne 2\u00a0: une préférence est sautée"),
        (read_rankings, "1,2\nAna,Bo\nBo,ANA\n", "deux fois parmi les options"),
        (read_judgments, "option,excellent,moche\nA,1,2\n", "ligne 1.*quelle mention est la pire"),
        (read_judgments, "option,haut,bas\nA,1,2\n", "ligne 1.*quelle mention est la pire"),
        (
            read_judgments,
            "option,bien,Bien\nA,1,2\n",
            "ligne 1.*«\u00a0Bien\u00a0» figure deux fois",
        ),
        (read_judgments, "option,1,1.0\nA,1,2\n", "ligne 1.*«\u00a01.0\u00a0» figure deux fois"),
        (
            read_judgments,
            "option,bien\nA,1\na,1\n",
            "ligne 3\u00a0: «\u00a0a\u00a0» figure deux fois",
        ),
        (read_judgments, "votante,A\nAna,Bien\n", "ligne 1.*dit qui a voté"),
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


def test_grades_given_twice_are_refused():
    with pytest.raises(CannotCount, match="«\u00a0bien\u00a0» figure deux fois"):
        read_judgments(b"A\nBien\n", "v.csv", grades=("Passable", "Bien", "bien"))


@pytest.mark.parametrize(
    "header",
    [
        "option,excellent,bien,passable,rejet",
        "option,rejet,passable,bien,excellent",
        "option,bien,rejet,excellent,passable",
        "option,4,2,1,0",
        "option,0,1,2,4",
        "option,Good,to reject,Excellent,poor",
    ],
)
def test_known_grades_are_put_in_order_whatever_the_columns(header: str):
    best = {"excellent": 3, "4": 3, "Excellent": 3}
    columns = header.split(",")[1:]
    row = ["9" if best.get(one) else "0" for one in columns]
    judgments = read_judgments(f"{header}\nA,{','.join(row)}\n".encode(), "v.csv")
    assert judgments.tallies["A"] == (0, 0, 0, 9)


@pytest.mark.parametrize(
    ("overvotes", "found"),
    [(Overvotes.SKIP, ("Ana", "Bo")), (Overvotes.EXHAUST, ("Ana",))],
)
@pytest.mark.parametrize("row", ["Ana,Ana,Bo", "Ana,,Bo"])
def test_repeats_and_gaps_are_read_as_blt_reads_them(row: str, overvotes, found):
    data = f"1,2,3\n{row}\nBo,Ana,\n".encode()
    ballots = read_rankings(data, "v.csv", overvotes=overvotes)
    named = [tuple(ballots.candidates[at] for at in ranking) for ranking in ballots.rankings]
    assert named == [found, ("Bo", "Ana")]


def test_blank_and_void_ballots_of_a_college_are_read():
    text = "Collège;Poids;Pour;Contre;Abstention;Blancs;Nuls\nA;60;1;0;0;9;2\n"
    (one,) = read_colleges(text.encode(), "v.csv")
    assert (one.for_, one.blank, one.void, one.voters) == (1, 9, 2, 12)


def test_a_hundred_thousand_options_are_read_in_time():
    names = [f"option {place}" for place in range(100_000)]
    data = (",".join(names) + "\n" + ",".join(["1"] * 100_000) + "\n").encode()
    began = process_time()
    assert read_approvals(data, "v.csv").counts[names[-1]] == 1
    ranks = ",".join(str(place + 1) for place in range(9_999)) + "\n" + ",".join(names[:9_999])
    assert len(read_rankings(ranks.encode(), "v.csv").candidates) == 9_999
    assert process_time() - began < 20


@pytest.mark.parametrize(
    ("cell", "whole", "quantity", "weight"),
    [
        ("12", 12, 12, 12),
        (" 1 200 ", 1200, 1200, 1200),
        ("1\u202f200", 1200, 1200, 1200),
        ("1 200 000", 1200000, 1200000, 1200000),
        ("3.0", 3, 3, 3),
        ("3,00", 3, 3, 3),
        ("1,000", None, None, None),
        ("1.000", None, None, None),
        ("12,500", None, None, None),
        ("0.125", None, Fraction(1, 8), None),
        ("1 2", None, None, None),
        ("12 00", None, None, None),
        ("12,5", None, Fraction(25, 2), Fraction(25, 2)),
        ("1/3", None, Fraction(1, 3), Fraction(1, 3)),
        ("4/2", None, 2, None),
        ("1/0", None, None, None),
        ("50%", None, 50, None),
        ("50 %", None, 50, None),
        ("0.5", None, Fraction(1, 2), None),
        ("0", 0, 0, 0),
        ("-3", None, -3, None),
        ("1e9", None, None, None),
        ("٣", None, None, None),
        ("", None, None, None),
        ("9" * 5000, None, None, None),
        ("0." + "1" * 5000, None, None, None),
    ],
)
def test_numbers_that_may_be_read_in_two_ways_are_none(cell: str, whole, quantity, weight):
    assert (whole_in(cell), quantity_in(cell), weight_in(cell)) == (whole, quantity, weight)


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (read_approvals, "nom;vote\nAlix;Ana\nBasile;Bo\n", "ligne 1.*«\u00a0nom\u00a0» dit qui"),
        (read_approvals, "Électeur.rice;Ana\n1;1\n0;1\n", "Électeur.rice\u00a0» dit qui a voté"),
        (read_approvals, "n°;Ana;Bo\n1;1;0\n0;1;0\n", "«\u00a0n°\u00a0» dit qui a voté"),
        (read_approvals, "choix 1;choix 2\nAna;Bo\nAna;Cy\n", "ligne 1\u00a0: est-ce un en-tête"),
        (read_colleges, "college;poids;pour;contre\nA;1/2;1;0\nB;50;0;1\n", "ligne 3.*des parts"),
        (read_colleges, "college;poids;pour;contre\nA;9;1;0\nTotal;9;1;0\n", "ligne 3.*additionne"),
        (read_judgments, "option;Bien;Passable\nA;3;1\nTotal;3;1\n", "ligne 3.*additionne"),
        (read_rankings, "choix 1;choix 2\nAna;Bo\nTotal;12\n", "ligne 3.*additionne"),
        (read_rankings, "choix 1;choix 2;voix\nAna;Bo;3\nTotaux;;3\n", "ligne 3.*additionne"),
        (read_approvals, "Ana;Bo\nBo\nTotal;2\n", "ligne 3.*additionne"),
    ],
)
def test_what_would_be_counted_beside_the_votes_is_refused(read, text: str, sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        read(text.encode(), "v.csv")
