"""BLT files as they come: every form that is read, every fault told with its line."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.tally.errors import CannotCount
from essaim.kernel.tally.files.blt import RankedFile, is_blt, read_blt
from essaim.kernel.tally.ranked import ballots_of, stv

PLAIN = """4 2
-3
3 1 2 0
2 4 0
1 2 4 0
0
"Ana"
"Bo"
"Cy"
"Di"
"Élection du bureau"
"""


def read(text: str, **options) -> RankedFile:
    return read_blt(text.encode(), "urne.blt", **options)


def test_a_plain_file():
    file = read(PLAIN)
    assert file.ballots.candidates == ("Ana", "Bo", "Cy", "Di")
    assert file.ballots.rankings == {(0, 1): 3, (3,): 2, (1, 3): 1}
    assert (file.ballots.withdrawn, file.seats) == ({2}, 2)
    assert (file.title, file.notes) == ("Élection du bureau", ())


@pytest.mark.parametrize(
    "written",
    [
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\n\n"),
        "# comment\n" + PLAIN.replace("3 1 2 0", "3 1 2 0 # three"),
        PLAIN.replace("3 1 2 0", "1 1 2 0\n(b-7) 2.0 1 2 0"),
        PLAIN.replace("3 1 2 0", "3 1\n2 0"),
        PLAIN.replace('"Ana"', "Ana").replace('"Bo"', '"Bo" # second'),
        PLAIN.replace('"Ana"', '"Ana" "Parti de la ruche"'),
        PLAIN.replace('"Ana"\n"Bo"\n"Cy"\n"Di"', '"Ana" "Bo"\n"Cy" "Di"').replace(
            '\n"Élection du bureau"', ' "Élection du bureau"'
        ),
        PLAIN.replace('"Bo"', "# ALTERNATIVE NAME 2: Bo"),
    ],
)
def test_the_same_file_in_other_hands(written: str):
    file, plain = read(written), read(PLAIN)
    assert file.ballots == plain.ballots
    assert file.title == plain.title


def test_an_older_encoding_and_quotes_in_names():
    data = '1 1\n2 1 0\n0\n"Renée "Zaza" Slater"\n'.encode("latin-1")
    assert read_blt(data, "x.blt").ballots.candidates == ('Renée "Zaza" Slater',)


def test_with_commas_and_without_noughts():
    text = '3,2,\n12,1,\n88,1,3,2,\n"Candidate 1","Alvin","A (A)",\n"Candidate 2","Bec","B (B)",\n'
    file = read(text + '"Candidate 3","Carrie","C (C)",\n"Wardy",\n')
    assert file.ballots.candidates == ("Alvin", "Bec", "Carrie")
    assert file.ballots.rankings == {(0,): 12, (0, 2, 1): 88}
    assert (file.seats, file.title) == (2, "Wardy")


@pytest.mark.parametrize("unclear", ["1 - 2", "1 2=3", "1 1 2"])
def test_a_paper_counts_as_far_as_it_is_clear(unclear: str):
    file = read(f"3 1\n4 {unclear} 0\n1 2 0\n0\nA\nB\nC\n", language="en")
    assert file.ballots.rankings == {(0,): 4, (1,): 1}
    assert file.notes == (
        "Ballots read up to their first skipped, shared or repeated preference: 4.",
    )


def test_without_a_clear_first_preference_it_is_invalid():
    result = stv(read("2 1\n4 1=2 0\n1 2 0\n0\nA\nB\n").ballots)
    assert (result.valid, result.invalid, result.winners) == (1, 4, ("B",))


def test_for_approval_what_is_shared_is_approved_alike():
    file = read("3 1\n4 1=3 0\n1 - 2 0\n0\nA\nB\nC\n", approval=True)
    assert file.ballots.rankings == {(0, 2): 4, (1,): 1}
    assert file.notes == ()


def test_names_that_are_missing_or_doubled_are_told_apart():
    file = read('3 1\n4 1 0\n0\n"Ana"\n"Ana"\n')
    assert file.ballots.candidates == ("Ana", "Ana (2)", "Candidature 3")
    assert file.notes == (
        "Candidatures sans nom dans le fichier\u00a0: 3.",
        "Deux candidatures ont le même nom\u00a0: l’une est appelée ici «\u00a0Ana (2)\u00a0».",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("choix,nombre\npour,3\n", "ligne 1\u00a0: un fichier BLT commence"),
        ("0 1\n0\n", "ligne 1\u00a0: un fichier BLT commence"),
        ("# rien\n", "un fichier BLT commence"),
        ("2 1\n1 3 0\n0\n", "ligne 2\u00a0: il n’y a pas de candidature «\u00a03\u00a0»"),
        ("2 1\n1 x 0\n0\n", "ligne 2\u00a0: il n’y a pas de candidature «\u00a0x\u00a0»"),
        ("2 1\n-9\n1 1 0\n0\n", "ligne 2\u00a0: il n’y a pas de candidature «\u00a09\u00a0»"),
        ("2 1\n1.5 1 0\n0\n", "ligne 2\u00a0: «\u00a01.5\u00a0» n’est pas un nombre"),
        ("2 1\n1 1 0\n1 2 0 1 1 0\n0\n", "ligne 3\u00a0: le bulletin continue"),
        ("2 1\n1 1 0\n", "finit au milieu des bulletins"),
        (" \n", "est vide"),
        ("\x00\x01\x02\x03", "n’est pas un texte"),
    ],
)
def test_faults_are_told_with_their_line(text: str, sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        read(text)


def test_a_blt_is_known_by_its_first_line():
    assert is_blt(b"# x\n4 2\n", "urne.txt")
    assert not is_blt(b"4,2\n", "urne.csv")
    assert is_blt(b"4,2,\n9,1,\n", "urne.csv", with_commas=True)
    assert not is_blt(b"1,2\nAna,Bo\n", "urne.csv", with_commas=True)
    assert not is_blt(b"# x\n", "urne.csv")


rankings = st.permutations("ABCD").flatmap(
    lambda order: st.integers(1, 4).map(lambda end: tuple(order[:end]))
)


@given(st.lists(rankings, min_size=1, max_size=20))
def test_what_is_written_is_read(papers: list[tuple[str, ...]]):
    lines = [
        f"{count} {' '.join(str('ABCD'.index(name) + 1) for name in ranking)} 0"
        for ranking, count in Counter(papers).items()
    ]
    file = read("\n".join(["4 2", *lines, "0", *"ABCD"]))
    assert file.ballots == ballots_of("ABCD", papers)
