"""Sentences of simple votes and colleges: name → (English, French)."""

SIMPLE = {
    "relative_majority": ("more For than Against", "plus de pour que de contre"),
    "more_than": ("more than {share} of {base}", "plus de {share} {base}"),
    "at_least": ("at least {share} of {base}", "au moins {share} {base}"),
    "base_registered": ("the registered members", "des membres inscrits"),
    "base_present": ("the members present", "des membres présents"),
    "base_present_and_represented": (
        "the members present and represented",
        "des membres présents et représentés",
    ),
    "base_voters": ("the voters, abstentions included", "des votants, abstentions comprises"),
    "base_expressed": ("the votes expressed", "des suffrages exprimés"),
    "simple_ballots": (
        "For {for_}, against {against}, abstentions {abstention}, blank {blank}, void {void}.",
        "Pour {for_}, contre {against}, abstentions {abstention}, blancs {blank}, nuls {void}.",
    ),
    "simple_rule": (
        "Rule: {rule}. The base is {base}: {needed} For are needed.",
        "Règle : {rule}. La base est de {base} : il faut {needed} pour.",
    ),
    "simple_rule_relative": (
        "Rule: {rule}. {needed} For are needed.",
        "Règle : {rule}. Il faut {needed} pour.",
    ),
    "share_for": (
        "For: {for_} out of {base}, that is {share}.",
        "Pour : {for_} sur {base}, soit {share}.",
    ),
    "base_is_zero": (
        "The base is zero: nobody’s vote counts, and nothing is adopted.",
        "La base est nulle : aucune voix ne compte, et rien n’est adopté.",
    ),
    "too_many_papers": (
        (
            "There {papers:is|are} {papers} {papers:ballot|ballots}, and {most} is the number of"
            " {base}: count again"
            " who is there, and the ballots of those who are in the base alone."
        ),
        (
            "Il y a {papers} {papers:bulletin|bulletins}, pour une base {base} qui est de {most}"
            " : recomptez"
            " qui est là, et les bulletins de qui est dans la base seulement."
        ),
    ),
    "tie_under_half": (
        "As many For as Against: the threshold, which is below half, decides.",
        "Autant de pour que de contre : le seuil, inférieur à la moitié, décide.",
    ),
    "tie": (
        "As many For as Against: a tie adopts nothing.",
        "Autant de pour que de contre : l’égalité n’adopte rien.",
    ),
    "tie_under_threshold": (
        "As many For as Against: the threshold is not met, and no casting vote could meet it.",
        (
            "Autant de pour que de contre : le seuil n’est pas atteint, et aucune voix"
            " prépondérante n’y suffirait."
        ),
    ),
    "casting_vote_for": (
        "As many For as Against: the casting vote is for.",
        "Autant de pour que de contre : la voix prépondérante est pour.",
    ),
    "casting_vote_against": (
        "As many For as Against: the casting vote is against.",
        "Autant de pour que de contre : la voix prépondérante est contre.",
    ),
    "casting_vote_in_vain": (
        "As many For as Against: the casting vote is for, but the threshold is not met.",
        (
            "Autant de pour que de contre : la voix prépondérante est pour, mais le seuil n’est pas"
            " atteint."
        ),
    ),
    "adopted": ("Adopted.", "Adopté."),
    "not_adopted": ("Not adopted.", "Non adopté."),
    "negative_count": (
        "A count is below zero: check the figures.",
        "Un compte est inférieur à zéro : vérifiez les chiffres.",
    ),
    "base_without_presence": (
        "A majority of {base} needs the numbers of members registered, present and represented.",
        "Une majorité {base} demande les nombres de membres inscrits, présents et représentés.",
    ),
}
COLLEGES = {
    "colleges_heads": (
        "Each person counts for one, whatever the college",
        "Chaque personne compte pour une, quel que soit son collège",
    ),
    "colleges_proportional": (
        "Each college shares its weight in proportion to its votes expressed",
        "Chaque collège partage son poids en proportion de ses suffrages exprimés",
    ),
    "colleges_proportional_of_voters": (
        (
            "Each college shares its weight in proportion to its voters, abstentions and"
            " blank ballots included"
        ),
        (
            "Chaque collège partage son poids en proportion de ses votants, abstentions et blancs"
            " compris"
        ),
    ),
    "colleges_bloc": (
        "Each college gives its whole weight to its majority; a tied one gives it to neither",
        "Chaque collège donne tout son poids à sa majorité ; à égalité, il ne le donne à personne",
    ),
    "colleges_rule": ("{mode}. Rule: {threshold}.", "{mode}. Règle : {threshold}."),
    "weight_base_total": ("the whole weight", "du poids total"),
    "weight_base_expressed": ("the weight expressed", "du poids exprimé"),
    "weight_base_heads": ("the votes", "des voix"),
    "college": (
        (
            "{name} (weight {weight}): for {for_}, against {against}, abstentions {abstention},"
            " blank {blank}; gives {for_share} to For and {against_share} to Against."
        ),
        (
            "{name} (poids {weight}) : pour {for_}, contre {against}, abstentions {abstention},"
            " blancs {blank} ; donne {for_share} au pour et {against_share} au contre."
        ),
    ),
    "college_heads": (
        "{name}: for {for_}, against {against}, abstentions {abstention}, blank {blank}.",
        "{name} : pour {for_}, contre {against}, abstentions {abstention}, blancs {blank}.",
    ),
    "silent_redistribute": (
        "Nobody voted in {names}: the others share out the weight in proportion to theirs.",
        "Personne n’a voté dans {names} : les autres se partagent son poids en proportion du leur.",
    ),
    "silent_lost": (
        "Nobody voted in {names}: the weight is lost, and counts for neither side of the whole.",
        "Personne n’a voté dans {names} : son poids est perdu, et reste dans le total.",
    ),
    "silent_heads": (
        "Nobody voted in {names}.",
        "Personne n’a voté dans {names}.",
    ),
    "silent_invalidate": (
        "Nobody voted in {names}: the rule makes the vote void.",
        "Personne n’a voté dans {names} : la règle rend le vote nul.",
    ),
    "heads": ("In all: {for_} for, {against} against.", "En tout : {for_} pour, {against} contre."),
    "weights": (
        "In all: {for_share} for, {against_share} against.",
        "En tout : {for_share} pour, {against_share} contre.",
    ),
    "of_expressed_weight": (
        "Of the weight expressed: {share} for.",
        "Du poids exprimé : {share} pour.",
    ),
    "of_expressed_and_lost_weight": (
        "Of the weight expressed and lost: {share} for.",
        "Du poids exprimé ou perdu : {share} pour.",
    ),
    "equal_weights": (
        "As much For as Against: a tie adopts nothing.",
        "Autant de pour que de contre : l’égalité n’adopte rien.",
    ),
    "double_majority": (
        "Colleges in favour: {in_favour} of {colleges}; more than half are needed, {needed}.",
        (
            "Collèges favorables : {in_favour} sur {colleges} ; il en faut plus de la moitié :"
            " {needed}."
        ),
    ),
    "double_majority_set": (
        "Colleges in favour: {in_favour} of {colleges}; the rules ask for {needed}.",
        "Collèges favorables : {in_favour} sur {colleges} ; la règle en demande {needed}.",
    ),
    "colleges_needed_is_wrong": (
        (
            "The rule asks for {needed} {needed:college|colleges} in favour of {colleges}: that"
            " cannot be."
        ),
        (
            "La règle demande {needed} {needed:collège favorable|collèges favorables} sur"
            " {colleges} : ce n’est pas possible."
        ),
    ),
    "college_base": (
        "A vote by colleges is counted on the votes expressed or on the voters.",
        "Un vote par collèges se compte sur les suffrages exprimés ou sur les votants.",
    ),
    "no_college": (
        "There is no college to count: give at least one.",
        "Il n’y a pas de collège à compter : donnez-en au moins un.",
    ),
    "no_weight": (
        "All the weights are zero: give at least one college a weight.",
        "Tous les poids sont nuls : donnez un poids à un collège au moins.",
    ),
}
