"""Rules in words, in both languages."""

from datetime import date

import pytest
from django.utils.translation import override

from essaim.assemblies.bodies import telling
from essaim.assemblies.bodies.shares import at_least, in_words, more_than, share
from essaim.assemblies.models import Body, BodyRules, SubjectRule
from essaim.assemblies.votes.queries.rule_paragraphs import method_sentence
from essaim.network.models import Group

THIRD = {"quorum_kind": "fraction", "quorum_numerator": 1, "quorum_denominator": 3}


@pytest.mark.parametrize(
    ("said", "french", "english"),
    [
        ({}, "pas de quorum", "no quorum"),
        (
            THIRD,
            "un tiers des électeurs, pouvoirs compris, vérifié à chaque vote",
            "a third of the electors, proxies counted, checked at each vote",
        ),
        (
            {
                "quorum_kind": "number",
                "quorum_number": 3,
                "quorum_counts_proxies": False,
                "quorum_checked_at": "opening",
            },
            "trois électeurs, sans compter les pouvoirs, vérifié à l’ouverture de la séance",
            "three electors, without the proxies, checked at the opening of the meeting",
        ),
        (
            {**THIRD, "quorum_base": "members", "quorum_by_college": True},
            (
                "un tiers de tous les membres convoqués, dans chaque collège, pouvoirs compris,"
                " vérifié à chaque vote"
            ),
            (
                "a third of all the members convened, in each college, proxies counted,"
                " checked at each vote"
            ),
        ),
    ],
)
def test_a_quorum_in_words(said, french, english):
    rule = SubjectRule(**said)
    with override("fr"):
        assert telling.quorum_sentence(rule) == french
    with override("en"):
        assert telling.quorum_sentence(rule) == english


@pytest.mark.parametrize(
    ("share_of", "is_strict", "base", "french", "english"),
    [
        (
            (1, 2),
            True,
            "expressed",
            "plus de la moitié des suffrages exprimés",
            "more than half of the votes expressed",
        ),
        (
            (2, 3),
            False,
            "present_and_represented",
            "au moins les deux tiers des électeurs présents ou représentés",
            "at least two thirds of the electors present and represented",
        ),
        (
            (4, 6),
            True,
            "voters",
            "plus des deux tiers des votants, abstentions comprises",
            "more than two thirds of the voters, abstentions counted",
        ),
        (
            (1, 1),
            False,
            "registered",
            "la totalité des électeurs inscrits",
            "the whole of the electors registered",
        ),
        (
            (60, 100),
            False,
            "present",
            "au moins 60\u202f% des électeurs présents",
            "at least 60% of the electors present",
        ),
    ],
)
def test_a_majority_in_words(share_of, is_strict, base, french, english):
    rule = SubjectRule(
        majority_numerator=share_of[0],
        majority_denominator=share_of[1],
        majority_is_strict=is_strict,
        majority_base=base,
    )
    with override("fr"):
        assert telling.majority_sentence(rule) == french
    with override("en"):
        assert telling.majority_sentence(rule) == english


@pytest.mark.parametrize(
    ("said", "french", "english"),
    [
        ({"proxies_allowed": False}, "pas de pouvoirs", "no proxies"),
        (
            {"proxy_cap": 2},
            "deux pouvoirs au plus par électeur, jusqu’à l’ouverture de la séance",
            "two proxies at most for each elector, until the opening of the meeting",
        ),
        (
            {"proxy_cap": 1, "proxies_until": "during"},
            "un pouvoir au plus par électeur, pendant la séance aussi",
            "one proxy at most for each elector, during the meeting as well",
        ),
        (
            {"proxy_cap": None, "proxies_until": "notice"},
            "pouvoirs sans limite de nombre, jusqu’au dernier jour pour convoquer",
            "as many proxies as are given, until the last day for convening",
        ),
    ],
)
def test_proxies_in_words(said, french, english):
    rules = BodyRules(**said)
    with override("fr"):
        assert telling.proxies_sentence(rules) == french
    with override("en"):
        assert telling.proxies_sentence(rules) == english


@pytest.mark.parametrize(
    ("days", "means", "french", "english"),
    [
        (
            15,
            "email",
            "convocation par courriel, 15 jours au moins avant la séance",
            "convened by e-mail, at least 15 days before",
        ),
        (
            1,
            "posting",
            "convocation par affichage, un jour au moins avant la séance",
            "convened by posting it up, at least one day before",
        ),
        (
            0,
            "letter",
            "convocation par lettre, quand il le faut",
            "convened by letter, whenever it is needed",
        ),
    ],
)
def test_the_notice_in_words(days, means, french, english):
    rules = BodyRules(notice_days=days, notice_means=means)
    with override("fr"):
        assert telling.notice_sentence(rules) == french
    with override("en"):
        assert telling.notice_sentence(rules) == english


@pytest.mark.parametrize(
    ("said", "french"),
    [
        ({"second_call": True}, ""),
        ({**THIRD, "second_call": False}, ""),
        (
            {**THIRD, "second_call": True, "second_call_days": 15},
            (
                "à défaut, une seconde séance, 15 jours plus tard au moins, se passe de quorum,"
                " sur le même ordre du jour"
            ),
        ),
        (
            {
                **THIRD,
                "second_call": True,
                "second_call_days": 0,
                "second_call_same_agenda": False,
            },
            "à défaut, une seconde séance se passe de quorum",
        ),
    ],
)
def test_the_second_call_in_words(said, french):
    with override("fr"):
        assert telling.second_call_sentence(SubjectRule(**said)) == french


@pytest.mark.parametrize(
    ("secrecy", "french"),
    [
        ("never", "vote ouvert, chacun sous son nom"),
        ("on_request", "vote secret quand un membre le demande"),
        ("always", "vote toujours secret"),
    ],
)
def test_secrecy_in_words(secrecy, french):
    with override("fr"):
        assert telling.secrecy_sentence(SubjectRule(secrecy=secrecy)) == french


def test_a_subject_is_told_in_whole_sentences_with_its_article():
    rule = SubjectRule(subject="dues", article="Article 5", **THIRD)
    with override("fr"):
        told = telling.tell_subject(rule)
    assert told.title == "Montant des cotisations"
    assert told.article == "Article 5"
    assert told.sentences == (
        "Quorum\xa0: un tiers des électeurs, pouvoirs compris, vérifié à chaque vote.",
        "Majorité\xa0: plus de la moitié des suffrages exprimés.",
        "Vote ouvert, chacun sous son nom.",
    )


def told_of(body: Body | None = None, weights=(), language: str = "fr", **said) -> dict:
    with override(language):
        rules = telling.tell_rules(body or Body(name="AG"), BodyRules(**said), weights)
        return {told.title: told for told in rules}


def test_all_is_told_under_a_title_of_its_own():
    assert list(told_of()) == [
        "Convocation",
        "Droit de vote",
        "Pouvoirs",
        "Collèges et égalité des voix",
        "En visioconférence",
        "Par écrit",
        "Sur un appareil",
        "Décisions par consentement",
        "Procès-verbal",
    ]
    assert list(told_of(language="en"))[:3] == ["Convocation", "Right to vote", "Proxies"]


def test_the_right_to_vote_says_who_and_when_the_dues_are_looked_at():
    told = told_of(dues_cutoff="day", dues_day=date(2024, 3, 31), admitted_days=30)
    assert told["Droit de vote"].sentences == (
        "Tous les membres du réseau votent, chacun pour une voix.",
        "La cotisation doit être à jour le 31 mars 2024.",
        "Un membre vote 30 jours après son admission.",
    )
    group = Body(name="Bureau", group=Group(name="Le bureau"))
    assert told_of(group, dues_cutoff="convocation")["Droit de vote"].sentences == (
        "Les personnes du groupe Le bureau votent, chacune pour une voix.",
        "La cotisation doit être à jour le jour de la convocation.",
    )


def test_what_a_proxy_may_not_do_is_told():
    told = told_of(
        proxy_cap=2,
        blank_proxies="to_chair",
        proxies_across_colleges=False,
        proxies_may_split=False,
        proxy_article="Article 8",
    )["Pouvoirs"]
    assert told.sentences[1:] == (
        "Un pouvoir en blanc va à la présidence de séance.",
        "Un pouvoir reste dans son collège.",
        "Qui porte plusieurs pouvoirs vote de la même façon pour tous.",
    )
    assert told.article == "Article 8"
    assert told_of(proxies_allowed=False)["Pouvoirs"].sentences == ("Pas de pouvoirs.",)


def test_colleges_are_told_with_their_weights_where_they_weigh():
    weights = [("Réseaux", 60), ("Individus", 40)]
    told = told_of(weights=weights, aggregation="proportional", casting_vote="chair")
    assert told["Collèges et égalité des voix"].sentences == (
        "Chaque collège répartit son poids selon ses voix.",
        "Réseaux 60\u202f%, Individus 40\u202f%.",
        "Poids d’un collège où personne ne vote\xa0: perdu.",
        "À égalité de voix tranche\xa0: la présidence de séance.",
        "À égalité entre options tranche\u00a0: personne, et la question est posée de nouveau.",
    )
    heads = told_of(weights=weights)["Collèges et égalité des voix"].sentences
    assert heads[0] == "Un électeur, une voix, quel que soit le collège."
    assert len(heads) == 3


@pytest.mark.parametrize(
    ("needed", "told"),
    [
        (None, "Plus de la moitié des collèges doivent être favorables."),
        (1, "Un collège doit être favorable."),
        (3, "Trois collèges doivent être favorables."),
    ],
)
def test_how_many_colleges_a_double_majority_takes_is_told(needed, told):
    said = told_of(aggregation="double_majority", colleges_needed=needed)
    assert told in said["Collèges et égalité des voix"].sentences
    assert told not in told_of(colleges_needed=needed)["Collèges et égalité des voix"].sentences


@pytest.mark.parametrize(
    ("tie_break", "who"),
    [
        ("open", "personne, et la question est posée de nouveau"),
        ("listed", "l’ordre de la liste, écrite comme le fixent les statuts"),
        ("lots", "le sort, par une graine que personne ne peut choisir ni connaître avant la"),
    ],
)
def test_who_decides_between_options_that_are_level_is_told(tie_break, who):
    said = told_of(tie_break=tie_break)["Collèges et égalité des voix"].sentences
    assert said[-1].startswith(f"À égalité entre options tranche\u00a0: {who}")


def test_more_than_half_of_the_electors_is_told_so():
    rule = SubjectRule(quorum_kind="fraction", quorum_numerator=1, quorum_denominator=2)
    for is_strict, told in ((False, "la moitié des électeurs"), (True, "plus de la moitié des")):
        rule.quorum_is_strict = is_strict
        with override("fr"):
            assert telling.quorum_sentence(rule).startswith(told)


def test_what_an_election_makes_of_the_majority_is_told_on_the_page_of_the_rules():
    with override("fr"):
        asked = telling.tell_subject(SubjectRule(subject="election")).sentences
        free = telling.tell_subject(SubjectRule(subject="election", majority_in_choices=False))
        other = telling.tell_subject(SubjectRule(subject="ordinary")).sentences
    assert any("demandée aussi à qui est approuvé" in told for told in asked)
    assert any("les plus approuvés sont retenus sans elle" in told for told in free.sentences)
    assert not any("approuvé" in told for told in other)


@pytest.mark.parametrize(
    ("method", "is_asked", "told"),
    [
        ("approval", True, "doit avoir cette majorité"),
        ("approval", False, "sans cette majorité"),
        ("ranked", True, "le quota"),
        ("majority_judgment", True, "la médiane"),
        ("lot", True, "pas de majorité"),
        ("simple", True, ""),
        ("colleges", True, ""),
    ],
)
def test_each_method_says_what_it_makes_of_the_majority(method, is_asked, told):
    rule = SubjectRule(majority_in_choices=is_asked)
    with override("fr"):
        said = method_sentence(rule, method)
    assert told in said
    assert bool(said) == bool(told)


@pytest.mark.parametrize(
    ("field", "title", "no", "yes"),
    [
        (
            "remote_allowed",
            "En visioconférence",
            "On participe sur place seulement.",
            "On peut participer en visioconférence.",
        ),
        (
            "written_allowed",
            "Par écrit",
            "On ne décide qu’en séance.",
            "On peut décider par écrit.",
        ),
        (
            "electronic_allowed",
            "Sur un appareil",
            "On vote à main levée ou sur papier seulement.",
            "On peut voter sur un appareil.",
        ),
    ],
)
def test_what_is_not_allowed_is_told_too(field, title, no, yes):
    assert told_of()[title].sentences == (no,)
    assert told_of(**{field: True})[title].sentences == (yes,)


def test_what_may_be_added_and_how_minutes_are_locked():
    strict = told_of(added_items="minor", minutes_by_signature=True)
    assert "questions mineures" in strict["Convocation"].sentences[1]
    assert "signatures" in strict["Procès-verbal"].sentences[0]
    free = told_of()
    assert "toute question" in free["Convocation"].sentences[1]
    assert "séance suivante" in free["Procès-verbal"].sentences[0]


def test_parts_without_a_usual_word_are_written_in_figures():
    with override("en"):
        assert (share(3, 7), more_than(3, 7), at_least(3, 7)) == (
            "3/7",
            "more than 3/7",
            "at least 3/7",
        )
        assert (share(75, 100), share(1, 10)) == ("three quarters", "a tenth")
        assert [in_words(number) for number in (0, 1, 10, 11)] == ["0", "one", "ten", "11"]
