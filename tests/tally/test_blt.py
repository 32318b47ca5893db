"""BLT files as they come: every form that is read, every fault told with its line."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.tally.errors import CannotCount
from essaim.tally.files.blt import RankedFile, is_blt, read_blt
from essaim.tally.files.overvotes import Overvotes
from essaim.tally.ranked import ballots_of, stv
from essaim.tally.ties import Ties

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
        PLAIN.replace("-3", "[withdrawn 3]"),
        PLAIN.replace("-3", "[ withdrawn 3 ]  # since Monday"),
        PLAIN.replace("-3\n3 1 2 0\n", "[nick a b c d]\n-c\n3 a b 0\n"),
        PLAIN.replace("3 1 2 0", "3 1 2 - - 0"),
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
    text = f"3 1\n4 {unclear} 0\n1 2 0\n0\nA\nB\nC\n"
    file = read(text, overvotes=Overvotes.EXHAUST, language="en")
    assert file.ballots.rankings == {(0,): 4, (1,): 1}
    assert file.notes == (
        "Ballots read up to their first skipped, shared or repeated preference: 4.",
    )


@pytest.mark.parametrize("unclear", ["1 - 2", "1 2=3", "1 1 2", "1=1", "2 1=3 1", "1 2 1", "- 1"])
def test_an_unclear_preference_is_refused_unless_it_is_said_what_becomes_of_it(unclear: str):
    text = f"3 1\n1 2 0\n4 {unclear} 0\n0\nA\nB\nC\n"
    with pytest.raises(CannotCount, match=f"ligne 3\u00a0: une préférence .* \\({unclear}\\)"):
        read(text)


@pytest.mark.parametrize(
    ("unclear", "skip", "exhaust"),
    [
        ("1 - 2", (0, 1), (0,)),
        ("1 2=3", (0,), (0,)),
        ("1 1 2", (0, 1), (0,)),
        ("1=2 3", (2,), ()),
        ("- 1", (0,), ()),
        ("3 1=3 2", (2, 1), (2,)),
    ],
)
def test_an_unclear_preference_is_passed_over_or_ends_the_paper(unclear: str, skip, exhaust):
    text = f"3 1\n4 {unclear} 0\n0\nA\nB\nC\n"
    passed = read(text, overvotes=Overvotes.SKIP, language="en")
    assert passed.ballots.rankings == {skip: 4}
    assert passed.notes == (
        "Ballots of which a skipped, shared or repeated preference is passed over: 4.",
    )
    assert read(text, overvotes=Overvotes.EXHAUST).ballots.rankings == {exhaust: 4}


def test_the_order_of_ties_decides_who_is_taken():
    text = "3 1\n[tie {}]\n2 1 0\n2 2 0\n1 3 0\n0\nA\nB\nC\n"
    winners = []
    for order in ("1 2 3", "2 1 3"):
        file = read(text.format(order))
        winners += stv(file.ballots, ties=Ties(order=file.tie_order)).winners
    assert winners == ["B", "A"]
    told = stv(file.ballots, ties=Ties(order=file.tie_order)).explanation
    assert any("que donne le fichier" in one for one in told)


def test_options_of_another_program_are_told():
    file = read("2 1\n[droop precision=5]\n1 1 0\n0\nA\nB\n")
    assert file.notes == (
        "Options d’un autre programme, non suivies ici\u00a0: [droop precision=5].",
    )


def test_without_a_clear_first_preference_it_is_invalid():
    text = "2 1\n4 1=2 0\n1 2 0\n0\nA\nB\n"
    result = stv(read(text, overvotes=Overvotes.EXHAUST).ballots)
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
        ("2 1\n3 1 2\n2 2 0\n0\nA\nB\n", "ligne 2\u00a0: ce bulletin ne finit pas par son 0"),
        ("2 1\n1 1\n0\nA\nB\n", "ligne 2\u00a0: ce bulletin ne finit pas"),
        ("2 1\n1 1 0\n0\n3 2 0\n0\nA\nB\n", "ligne 4\u00a0: un bulletin suit la ligne"),
        ("2 1\n1 1 0\n0\n[tie 1 2]\nA\nB\n", "ligne 4.*figure parmi les noms"),
        ("2 1\n[tie 1]\n1 1 0\n0\n", "ligne 2\u00a0: «\u00a0\\[tie 1\\]\u00a0» doit nommer"),
        ("2 1\n[tie 1 1]\n1 1 0\n0\n", "ligne 2.*doit nommer chaque candidature une fois"),
        ("2 1\n[nick a a]\n1 1 0\n0\n", "ligne 2.*doit nommer chaque candidature une fois"),
        ("2 1\n[withdrawn 3]\n1 1 0\n0\n", "ligne 2\u00a0: il n’y a pas de candidature"),
        ("2 1\n[quota hare]\n1 1 0\n0\n", "ligne 2.*n’est pas une ligne connue ici"),
        ("2 1\n0 1 0\n0\n", "ligne 2\u00a0: «\u00a00\u00a0» n’est pas un nombre"),
        ("2 1\n50% 1 0\n0\n", "ligne 2\u00a0: «\u00a050%\u00a0» n’est pas un nombre"),
        ("2 1\n4/2 1 0\n0\n", "ligne 2\u00a0: «\u00a04/2\u00a0» n’est pas un nombre"),
        ("2 1\n0.5 1 0\n0\n", "ligne 2\u00a0: «\u00a00.5\u00a0» n’est pas un nombre"),
        ("2 1\n1.000 1 0\n0\n", "ligne 2\u00a0: «\u00a01.000\u00a0» n’est pas un nombre"),
        ("2 1\n1,000 1 0\n0\n", "ligne 2\u00a0: «\u00a01,000\u00a0» n’est pas un nombre"),
        (f"2 1\n{'9' * 5000} 1 0\n0\n", "ligne 2.*n’est pas un nombre"),
        (f"2 1\n1 {'9' * 5000} 0\n0\n", "ligne 2\u00a0: il n’y a pas de candidature"),
        (f"{'9' * 5000} 1\n1 1 0\n0\n", "ligne 1\u00a0: un fichier BLT commence"),
        ("100000 1\n1 1 0\n0\n", "ligne 1\u00a0: plus de 10\u202f000 candidatures"),
        (" \n", "est vide"),
        ("\x00\x01\x02\x03", "n’est pas un texte"),
    ],
)
def test_faults_are_told_with_their_line(text: str, sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        read(text)


@pytest.mark.parametrize("overvotes", [Overvotes.SKIP, Overvotes.EXHAUST])
def test_whoever_is_approved_twice_counts_once_where_repeats_are_said_to_pass(overvotes):
    text = "3 1\n4 1 1 2 0\n0\nA\nB\nC\n"
    assert read(text, approval=True, overvotes=overvotes).ballots.rankings == {(0, 1): 4}
    with pytest.raises(CannotCount, match="ligne 2"):
        read(text, approval=True)


def test_a_blt_is_known_by_its_first_line():
    assert is_blt(b"# x\n4 2\n", "urne.txt")
    assert not is_blt(b"4,2\n", "urne.csv")
    assert is_blt(b"4,2,\n9,1,\n", "urne.csv", with_commas=True)
    assert not is_blt(b"1,2\nAna,Bo\n", "urne.csv", with_commas=True)
    assert not is_blt(b"# x\n", "urne.csv")


@pytest.mark.parametrize(
    ("after", "line"),
    [
        ("Un mot de plus\n", 12),
        ('"Eve"\n"Fay"\n', 12),
        ("\n# une remarque\n\nScrutin clos à 18 h\n", 15),
        ("Total : 6\n", 12),
    ],
)
def test_a_line_after_the_title_is_refused_and_not_passed_over(after: str, line: int):
    told = f"ligne {line}\u00a0: .* suit le titre, où un fichier BLT finit.*autant de noms"
    with pytest.raises(CannotCount, match=told):
        read(PLAIN + after)
    with pytest.raises(CannotCount, match=f"line {line}: .* after the title"):
        read(PLAIN + after, language="en")


def test_what_follows_the_title_on_its_line_is_refused_where_names_share_lines():
    text = PLAIN.replace('"\n"', '" "').replace("0 ", "0\n").rstrip("\n")
    assert read(text + "\n").title == "Élection du bureau"
    with pytest.raises(CannotCount, match="suit le titre"):
        read(text + ' "Ed"\n')


@pytest.mark.parametrize("after", ["", "\n\n", "# fin\n", "  \n#\n\t\n"])
def test_blank_lines_and_comments_may_follow_the_title(after: str):
    assert read(PLAIN + after) == read(PLAIN)


def test_with_commas_a_ballot_after_the_names_is_no_title():
    text = '2,1,\n12,1,\n"A","P",\n"B","P",\n'
    assert read(text + '"Ward",\n').title == "Ward"
    with pytest.raises(CannotCount, match="ligne 5\u00a0: un bulletin suit"):
        read(text + "7,2,1,\n")


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


def test_two_orders_of_ties_that_differ_are_refused():
    text = PLAIN.replace("-3\n", "[tie 1 2 3 4]\n{}\n")
    with pytest.raises(CannotCount, match="contredit une ligne d’avant"):
        read(text.format("[tie 4 3 2 1]"))
    assert read(text.format("[tie 1 2 3 4]")).tie_order == (0, 1, 2, 3)


def test_a_second_line_0_names_no_candidate():
    with pytest.raises(CannotCount, match="ligne 7"):
        read(PLAIN.replace('0\n"Ana"', '0\n0\n"Ana"'))
