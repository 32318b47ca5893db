"""Sentences of choices among several: name → (English, French)."""

LOT = {
    "lot_procedure": (
        (
            "Seed: {seed}. Each name’s code is the SHA-256 of the seed, a line feed and the name;"
            " names go in the order of their codes."
        ),
        (
            "Graine : {seed}. Le code d’un nom est le SHA-256 de la graine, d’un saut de ligne"
            " et du nom ; les noms vont dans l’ordre de leurs codes."
        ),
    ),
    "lot_line": ("{place}. {name}: {digest}…", "{place}. {name} : {digest}…"),
    "lot_without_names": (
        "There is nobody to draw: give at least one name.",
        "Il n’y a personne à tirer au sort : donnez au moins un nom.",
    ),
    "lot_with_doubles": (
        "A name stands twice in the list: tell the two apart.",
        "Un nom figure deux fois dans la liste : distinguez-les.",
    ),
    "lot_without_seed": (
        "Give the seed that was published before the draw.",
        "Donnez la graine publiée avant le tirage.",
    ),
}
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
        "{name} has the quota with {votes} votes: elected.",
        "{name} atteint le quota avec {votes} voix : élection acquise.",
    ),
    "last_vacancy": (
        "As many seats as candidates are left: {name} is elected with {votes} votes.",
        "Il reste autant de sièges que de candidatures : {name} obtient le sien avec {votes} voix.",
    ),
    "surplus_moved": (
        "Surplus of {name}: {votes} votes go to the next preferences.",
        "Excédent de {name} : {votes} voix vont aux préférences suivantes.",
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
        "There are {size} candidates: a ranked count takes {most} at most.",
        "Il y a {size} candidatures : un décompte de préférences en prend {most} au plus.",
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
TIES = {
    "by_open": ("by nobody", "par personne"),
    "by_listed": (
        "by the order of the list, as the rule says",
        "selon l’ordre de la liste, comme le dit la règle",
    ),
    "by_lots": (
        "by lot with the seed {seed}",
        "par tirage au sort avec la graine {seed}",
    ),
}
SEATS = {
    "seats_split": (
        "Level for what is left ({seats}), {by}: {names}.",
        "À égalité pour le reste ({seats}), {by} : {names}.",
    ),
    "nobody_chosen": ("Nobody is chosen.", "Personne n’est retenu."),
    "seats_left": (
        "Seats that nobody takes: {seats}.",
        "Sièges que personne ne prend : {seats}.",
    ),
    "chosen": ("Chosen: {names}.", "Retenus : {names}."),
    "undecided": (
        "Undecided, level for what is left ({seats}): {names}. The rules say how to decide.",
        "Indécis, à égalité pour le reste ({seats}) : {names}. Les règles disent comment faire.",
    ),
    "no_option": (
        "There is no option to choose from: give at least one.",
        "Il n’y a rien à choisir : donnez au moins une option.",
    ),
}
APPROVAL = {
    "approval_voters": (
        (
            "Approval: each voter approves as many options as they like. Voters: {voters}, of whom"
            " blank: {blank}."
        ),
        (
            "Approbation : chacun approuve autant d’options qu’il veut. Votants : {voters}, dont"
            " blancs : {blank}."
        ),
    ),
    "approval_majority": (
        "Rule: {rule}. The base is {base}: {needed} approvals are needed to be chosen.",
        "Règle : {rule}. La base est de {base} : il faut {needed} approbations pour être retenu.",
    ),
    "approval_without_majority": (
        "The most approved are chosen, whatever their number.",
        "Les plus approuvés sont retenus, quel que soit leur nombre.",
    ),
    "approval_line": (
        "{rank}. {name}: approved by {votes}, {share} of the voters.",
        "{rank}. {name} : approuvé par {votes}, {share} des votants.",
    ),
    "too_many_approvals": (
        "“{name}” is said to be approved by {votes}: that cannot be, check the figures.",
        "« {name} » serait approuvé par {votes} : ce n’est pas possible, vérifiez les chiffres.",
    ),
}
JUDGMENT = {
    "judgment": (
        "Majority judgment. Judges: {judges}; grades from the worst to the best: {grades}.",
        "Jugement majoritaire. Juges : {judges} ; mentions de la pire à la meilleure : {grades}.",
    ),
    "judgment_blank": (
        "Blank ballots, left out: {blank}.",
        "Bulletins blancs, laissés de côté : {blank}.",
    ),
    "judged_by_nobody": (
        "Nobody gives more than the lowest grade, and therefore not chosen: {names}.",
        "Personne n’y donne plus que la pire mention, et donc non retenu : {names}.",
    ),
    "judgment_weighted": (
        "Majority judgment, colleges weighted. Grades from the worst to the best: {grades}.",
        "Jugement majoritaire, collèges pondérés. Mentions de la pire à la meilleure : {grades}.",
    ),
    "default_grade": (
        "No answer counts as “{grade}”, as was fixed before; missing judgments: {missing}.",
        "Sans réponse vaut « {grade} », comme fixé d’avance ; jugements manquants : {missing}.",
    ),
    "judged": (
        "{rank}. {name}: {grade}, {above} above, {below} below.",
        "{rank}. {name} : {grade}, au-dessus {above}, au-dessous {below}.",
    ),
    "tie_broken": (
        (
            "{one} and {other} have the same grade: {one} comes first at step {step} of the"
            " tie-break of Balinski and Laraki."
        ),
        (
            "{one} et {other} ont la même mention : {one} passe devant au pas {step} du départage"
            " de Balinski et Laraki."
        ),
    ),
    "true_tie": (
        "{one} and {other} are judged alike to the end: a true tie.",
        "{one} et {other} sont jugés à l’identique jusqu’au bout : vraie égalité.",
    ),
    "ballot_of_another_length": (
        "A ballot does not grade each option once: correct it, leaving blank what is missing.",
        (
            "Un bulletin ne donne pas une mention à chaque option : corrigez-le, en laissant vide"
            " ce qui manque."
        ),
    ),
    "unknown_grade": (
        "“{grade}” is none of the grades: write one of them, or its number.",
        "« {grade} » n’est aucune des mentions : écrivez l’une d’elles, ou son numéro.",
    ),
    "grade_missing": (
        "A judgment is missing: complete the ballot, or fix a default grade before the vote.",
        "Un jugement manque : complétez le bulletin, ou fixez d’avance une mention par défaut.",
    ),
    "tally_of_another_length": (
        "A tally has not one count, zero or more, for each grade: check the figures.",
        "Un décompte n’a pas un nombre, nul ou positif, par mention : vérifiez les chiffres.",
    ),
    "judges_differ": (
        "The options have not all the same number of judges: fix a default grade.",
        "Les options n’ont pas toutes le même nombre de juges : fixez une mention par défaut.",
    ),
    "nobody_judged": (
        "Nobody judged: there is nothing to count.",
        "Personne n’a jugé : il n’y a rien à compter.",
    ),
    "colleges_judge_differently": (
        "The colleges do not judge the same options with the same grades.",
        "Les collèges ne jugent pas les mêmes options avec les mêmes mentions.",
    ),
}
