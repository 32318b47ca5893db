"""Sentences of quorums: name → (English, French)."""

QUORUM = {
    "quorum_none": ("The rules ask for no quorum.", "Les règles ne demandent pas de quorum."),
    "quorum_number": ("Quorum, in members: {required}.", "Quorum, en membres : {required}."),
    "quorum_more_than": (
        (
            "Quorum: more than {share} of the {registered} {registered:member|members} who may"
            " vote: {required}."
        ),
        (
            "Quorum : plus de {share} {registered:du|des} {registered}"
            " {registered:membre|membres} ayant droit de vote : {required}."
        ),
    ),
    "quorum_fraction": (
        (
            "Quorum: {share} of the {registered} {registered:member|members} who may vote,"
            " rounded up: {required}."
        ),
        (
            "Quorum : {share} {registered:du|des} {registered} {registered:membre|membres} ayant"
            " droit de vote, arrondi au-dessus :"
            " {required}."
        ),
    ),
    "counted_with_proxies": (
        "Present {present}, represented {represented}: counted {total}.",
        "Présents {present}, représentés {represented} : en tout {total}.",
    ),
    "counted_without_proxies": (
        "Present {present}; represented {represented}, who do not count.",
        "Présents {present} ; représentés {represented}, qui ne comptent pas.",
    ),
    "counted_answers": (
        "Answered: {total}.",
        "Ont répondu : {total}.",
    ),
    "quorum_of_nobody": (
        "Nobody has the right to vote here: there can be no quorum.",
        "Personne n’a le droit de vote ici : le quorum ne peut pas être atteint.",
    ),
    "quorum_reached": (
        "Quorum reached: {counted}, and {required} needed.",
        "Quorum atteint : {counted} sur {required} à réunir.",
    ),
    "quorum_missed": (
        "Quorum not reached: {counted}, and {required} needed; {missing} lacking.",
        "Quorum non atteint : {counted} sur {required} à réunir, il en manque {missing}.",
    ),
    "of_college": ("College {name}: {sentence}", "Collège {name} : {sentence}"),
    "college_without_elector": (
        "No elector in {names}: no quorum is asked there.",
        "Personne n’a le droit de vote dans {names} : aucun quorum n’y est demandé.",
    ),
    "colleges_lack_quorum": (
        "Without quorum: {names}. The whole is not quorate.",
        "Sans quorum : {names}. L’ensemble n’a pas le quorum.",
    ),
    "quorum_without_colleges": (
        "The rule asks for a quorum in each college: give the presence of each.",
        "La règle demande un quorum dans chaque collège : donnez la présence de chacun.",
    ),
    "not_a_part": (
        "{fraction} is no part of a whole: a threshold lies between 0 and 1.",
        "{fraction} n’est pas une part d’un tout : un seuil se tient entre 0 et 1.",
    ),
}
