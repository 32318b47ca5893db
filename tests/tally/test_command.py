"""`essaim tally`: winners, rounds and reasons on the page or as JSON; one sentence on bad input."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

BLT = '4 2\n6 1 2 0\n3 1 3 0\n1 1 0\n4 2 0\n4 3 4 0\n2 4 3 0\n0\n"A"\n"B"\n"C"\n"D"\n"Essai"\n'
C1 = "college,weight,for,against,abstention\nA,50,8,4,2\nB,30,3,3,0\nC,20,10,30,0\n"
M1 = "pour,contre,abstention,blanc\n6,5,2,1\n"


@pytest.fixture
def tally(tmp_path: Path):
    """Counts a text as a file, and gives what is printed."""

    def run(method: str, text: str, *options: str, name: str = "urne.csv") -> str:
        path = tmp_path / name
        path.write_text(text)
        out = StringIO()
        call_command("tally", method, str(path), *options, stdout=out)
        return out.getvalue()

    return run


def test_stv_prints_winners_rounds_and_reasons(tally):
    printed = tally("stv", BLT, name="urne.blt")
    assert printed.startswith("Élus\u00a0: A, C\n\nÉtape 1\u00a0: A 10, B 4, C 4, D 2\n")
    assert "Étape 2\u00a0: A 7, B 5.8, C 4.9, D 2\n" in printed
    assert printed.endswith("Élus, dans l’ordre\u00a0: A, C.\n")


def test_stv_as_json(tally):
    found = json.loads(tally("stv", BLT, "--json", "--language", "en", name="urne.blt"))
    assert (found["method"], found["winners"], found["title"]) == ("stv", ["A", "C"], "Essai")
    assert (found["quota"], found["valid"], found["seats"]) == (7, 20, 2)
    assert found["rounds"][1]["votes"]["B"] == "5.80000"
    assert found["explanation"][-1] == "Elected, in order: A, C."


def test_seats_and_seed_may_be_given(tally):
    assert json.loads(tally("stv", BLT, "--json", "--seats", "1"))["seats"] == 1
    text = "1,2\nA,\nB,\n"
    lots = {tally("stv", text, "--json", "--seed", str(seed)) for seed in range(9)}
    assert len({tuple(json.loads(lot)["winners"]) for lot in lots}) == 2


@pytest.mark.parametrize(
    ("options", "is_adopted"),
    [
        ((), True),
        (("--base", "voters"), False),
        (("--base", "registered", "--registered", "40"), False),
        (("--threshold", "2/3"), False),
        (("--threshold", "50 %", "--at-least"), True),
        (("--relative",), True),
    ],
)
def test_m1_under_each_rule(tally, options: tuple[str, ...], is_adopted: bool):
    found = json.loads(tally("simple", M1, "--json", *options))
    assert found["is_adopted"] is is_adopted
    assert found["winners"] == (["for"] if is_adopted else [])


def test_a_simple_vote_prints_its_reasons(tally):
    printed = tally("simple", "pour\ncontre\n", "--casting-vote", "for")
    assert printed.startswith("Pour 1, contre 1,")
    assert printed.endswith("Adopté.\n")


def test_c1_under_each_mode(tally):
    modes = {
        mode: json.loads(tally("weighted", C1, "--json", "--mode", mode))["is_adopted"]
        for mode in ("heads", "proportional", "bloc", "double_majority")
    }
    assert modes == {"heads": False, "proportional": True, "bloc": False, "double_majority": False}
    options = ("--mode", "bloc", "--weight-base", "expressed", "--json")
    assert json.loads(tally("weighted", C1, *options))["is_adopted"]


def test_j1_as_a_tally(tally):
    text = "option,rejet,passable,bien,excellent\nPain,1,3,4,2\nPizza,3,2,2,3\n"
    found = json.loads(tally("majority-judgment", text, "--json"))
    assert found["winners"] == ["Pain"]
    assert found["ranking"][0]["gauge"]["below"] == {"exact": "2/5", "percent": "40.00"}
    assert found["ranking"][1]["score"][0] == [1, 15]


def test_grades_and_their_default_may_be_given(tally):
    options = ("--grades", "bas, haut", "--default-grade", "bas")
    assert tally("majority-judgment", "A;B\nhaut;\n", *options).startswith("Élus\u00a0: A\n")


def test_a_tie_is_printed(tally):
    printed = tally("approval", "A,B\n1,1\n", "--language", "en")
    assert printed.startswith("Winners: —\nUndecided: A, B\n")


def test_approval_reads_blt(tally):
    found = json.loads(tally("approval", "2 1\n-2\n3 1=2 0\n0\nA\nB\n", "--json"))
    assert (found["winners"], len(found["ranking"])) == (["A"], 1)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--seats", "0"), "au moins un siège"),
        (("--threshold", "moitié"), "moitié"),
        (("--base", "registered"), "membres inscrits"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(tally, options: tuple[str, ...], sentence: str):
    with pytest.raises(CommandError, match=sentence):
        tally("simple", M1, *options)


def test_bad_input_is_one_sentence(tally, tmp_path: Path):
    with pytest.raises(CommandError, match="ligne 1"):
        tally("simple", "peu\n")
    with pytest.raises(CommandError, match="absent"):
        call_command("tally", "stv", str(tmp_path / "absent.blt"))
    with pytest.raises(CommandError, match="ne peut pas être ouvert"):
        call_command("tally", "stv", str(tmp_path))


def test_a_paper_result_larger_than_its_base_is_refused(tally):
    """Two for and four against where three are present: six papers."""
    with pytest.raises(CommandError, match="6 bulletins"):
        tally("simple", "pour,contre\n2,4\n", "--base", "present", "--present", "3")
    fits = ("--base", "present", "--present", "6")
    assert "Non adopté." in tally("simple", "pour,contre\n2,4\n", *fits)


def test_an_approval_asks_a_majority_where_one_is_given(tally):
    text = "Ana,Bo\n" + "1,0\n" + "0,0\n" * 9
    assert tally("approval", text).startswith("Élus\u00a0: Ana\n")
    assert tally("approval", text, "--base", "voters").startswith("Élus\u00a0: —\n")
    assert tally(
        "approval", text, "--base", "voters", "--threshold", "1/10", "--at-least"
    ).startswith("Élus\u00a0: Ana\n")


@pytest.mark.parametrize(
    ("method", "text"),
    [
        ("approval", "Ana,Bo\n0,0\n0,0\n"),
        ("stv", "2 1\n3 0\n0\nAna\nBo\n"),
        ("majority-judgment", "option,rejet,bien\nAna,3,0\nBo,3,0\n"),
    ],
)
def test_blank_ballots_elect_nobody(tally, method: str, text: str):
    for options in ((), ("--ties", "listed"), ("--seed", "9 mars")):
        assert tally(method, text, *options).startswith("Élus\u00a0: —\n")


def test_who_decides_a_tie_is_said(tally):
    text = "Bo,Ana\n1,1\n"
    assert "Indécis\u00a0: Bo, Ana" in tally("approval", text)
    assert tally("approval", text, "--ties", "listed").startswith("Élus\u00a0: Bo\n")
    drawn = {tally("approval", text, "--ties", "lots", "--seed", seed)[:12] for seed in "abcdefgh"}
    assert len(drawn) == 2
    for options in (("--ties", "lots"), ("--ties", "listed", "--seed", "a")):
        with pytest.raises(CommandError, match="graine"):
            tally("approval", text, *options)


def test_the_order_of_ties_of_a_file_is_followed_unless_another_way_is_said(tally):
    text = "3 1\n[tie 2 1 3]\n2 1 0\n2 2 0\n1 3 0\n0\nA\nB\nC\n"
    assert tally("stv", text, name="urne.blt").startswith("Élus\u00a0: A\n")
    assert tally("stv", text, "--ties", "open", name="urne.blt").startswith("Élus\u00a0: —\n")


def test_unclear_preferences_pass_or_end_the_ballot_as_said(tally):
    for text, name in (
        ("1,2\nA,A\nB,\nA,B\n", "urne.csv"),
        ("2 1\n1 1 1 0\n1 2 0\n1 1 2 0\n0\nA\nB\n", "urne.blt"),
    ):
        with pytest.raises(CommandError, match="ligne 2"):
            tally("stv", text, name=name)
        for way in ("skip", "exhaust"):
            printed = tally("stv", text, "--overvotes", way, name=name)
            assert printed.startswith("Élus\u00a0: A\n")


def test_colleges_take_the_base_that_is_said(tally):
    text = "collège,poids,pour,contre,abstention,blanc\nA,60,1,0,0,9\nB,40,0,1,0,0\n"
    shares = {
        base: json.loads(tally("weighted", text, "--json", "--base", base))["for_share"]["exact"]
        for base in ("expressed", "voters")
    }
    assert shares == {"expressed": "3/5", "voters": "3/50"}
    with pytest.raises(CommandError, match="suffrages exprimés ou sur les votants"):
        tally("weighted", text, "--base", "registered")


def test_a_double_majority_takes_the_number_that_is_said(tally):
    text = "collège,poids,pour,contre\nA,60,9,0\nB,40,0,1\n"
    options = ("weighted", text, "--mode", "double_majority")
    assert "Non adopté." in tally(*options)
    assert tally(*options, "--colleges-needed", "1").endswith("\nAdopté.\n")
