"""Sentences of ranked votes: name → (English, French)."""

RANKED = {
    "stv_rule": (
        "Single transferable vote, by the Scottish rules of 2007 (SSI 2007/42, rules 45 to 52).",
        (
            "Vote unique transférable, selon les règles écossaises de 2007 (SSI 2007/42, règles 45"
            " à 52)."
        ),
    ),
    "alternative_vote_rule": (
        "Alternative vote: the Scottish rules of 2007 (SSI 2007/42) with one seat.",
        "Vote alternatif : les règles écossaises de 2007 (SSI 2007/42) avec un siège.",
    ),
    "stv_papers": (
        "Valid ballots {valid}, invalid {invalid}, seats {seats}.",
        "Bulletins valables {valid}, non valables {invalid}, sièges {seats}.",
    ),
    "stv_quota": (
        "Quota: {valid} / ({seats} + 1), rounded down, plus one: {quota}.",
        "Quota : {valid} / ({seats} + 1), arrondi au-dessous, plus un : {quota}.",
    ),
    "stv_withdrawn": (
        "Withdrawn, and passed over on every ballot: {names}.",
        "Retirés, et ignorés sur chaque bulletin : {names}.",
    ),
    "stage": ("Stage {number}.", "Étape {number}."),
    "first_preferences": ("First preferences.", "Premières préférences."),
    "reached_quota": (
        "{name} has the quota with {votes} {votes:vote|votes}: elected.",
        "{name} atteint le quota avec {votes} voix : élection acquise.",
    ),
    "last_vacancy": (
        "As many seats as candidates are left: {name} is elected with {votes} {votes:vote|votes}.",
        "Il reste autant de sièges que de candidatures : {name} obtient le sien avec {votes} voix.",
    ),
    "surplus_moved": (
        "Surplus of {name}: {votes} {votes:vote goes|votes go} to the next preferences.",
        "Excédent de {name} : {votes} {votes:voix va|voix vont} aux préférences suivantes.",
    ),
    "excluded": (
        "{name} has the fewest votes, {votes}: excluded, the ballots go to the next preferences.",
        (
            "{name} a le moins de voix, {votes} : candidature écartée, ses bulletins vont aux"
            " préférences suivantes."
        ),
    ),
    "tie_of_surpluses": (
        "Equal surpluses of {names}: {name} goes first, {by}.",
        "Excédents égaux ({names}) : {name} d’abord, {by}.",
    ),
    "tie_of_exclusion": (
        "Tie for the fewest votes between {names}: {name} is excluded, {by}.",
        "Égalité au plus bas entre {names} : {name} est à écarter, {by}.",
    ),
    "by_stage": ("by the votes of stage {number}", "selon les voix de l’étape {number}"),
    "by_order_of_file": (
        "by the order of ties that the file gives",
        "selon l’ordre des égalités que donne le fichier",
    ),
    "by_no_matter": (
        "by the order of the list: whoever it is, the same are elected in the end",
        "selon l’ordre de la liste : qui que ce soit, les mêmes seront élus à la fin",
    ),
    "by_nobody_s_choice": (
        "on no ballot at all",
        "sur aucun bulletin",
    ),
    "stv_tie_open": (
        (
            "{names} are equal at every stage, and it matters to who is elected: the rules leave it"
            " open, and the count stops here."
        ),
        (
            "{names} sont à égalité à chaque étape, et il en dépend qui est élu : les règles"
            " laissent ouvert, et le décompte s’arrête ici."
        ),
    ),
    "named_by_nobody": (
        "On no valid ballot, and therefore not elected: {names}.",
        "Sur aucun bulletin valable, et donc sans élection : {names}.",
    ),
    "nobody_elected": (
        "Nobody is elected.",
        "Personne n’est élu.",
    ),
    "stv_too_many": (
        "There are {size} {size:candidate|candidates}: a ranked count takes {most} at most.",
        (
            "Il y a {size} {size:candidature|candidatures} : un décompte de préférences en prend"
            " {most} au plus."
        ),
    ),
    "elected_in_all": ("Elected, in order: {names}.", "Élus, dans l’ordre : {names}."),
    "no_seat": (
        "There is no seat to fill: give at least one.",
        "Il n’y a pas de siège à pourvoir : donnez-en au moins un.",
    ),
    "no_candidate": (
        "There is no candidate to elect: give at least one.",
        "Il n’y a personne à élire : donnez au moins une candidature.",
    ),
    "candidate_twice": (
        "A candidate stands twice in the list: tell the two apart.",
        "Une candidature figure deux fois dans la liste : distinguez-les.",
    ),
    "ranking_is_wrong": (
        "The ballot “{ranking}” ({papers}) names a candidate twice, or nobody known.",
        "Le bulletin « {ranking} » ({papers}) nomme quelqu’un deux fois, ou quelqu’un d’inconnu.",
    ),
}
