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
    "seal_published": (
        "Seal of a secret, published before the vote: {seal}.",
        "Sceau d’un secret, publié avant le vote : {seal}.",
    ),
    "seal_opened": (
        "The secret, whose SHA-256 is the seal: {secret}.",
        "Le secret, dont le SHA-256 est le sceau : {secret}.",
    ),
    "seal_said": (
        "Said since: “{said}”. Seed, the SHA-256 of the secret, a line feed and that: {seed}.",
        (
            "Dit depuis : « {said} ». La graine est le SHA-256 du secret, d’un saut de ligne et de"
            " cela : {seed}."
        ),
    ),
    "seal_is_broken": (
        "The secret is not the one whose seal was published ({seal}): put the question again.",
        "Le secret n’est pas celui dont le sceau a été publié ({seal}) : reposez la question.",
    ),
    "seal_without_words": (
        "Nothing was said since the secret was sealed: give the words or the ballots.",
        "Rien n’a été dit depuis que le secret est scellé : donnez les mots ou les bulletins.",
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
        (
            "Rule: {rule}. The base is {base}: {needed} {needed:approval is|approvals are} needed"
            " to be chosen."
        ),
        (
            "Règle : {rule}. La base est de {base} : il faut {needed}"
            " {needed:approbation|approbations} pour être retenu."
        ),
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
