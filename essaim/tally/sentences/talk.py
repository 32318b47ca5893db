"""Sentences of consent and of election without candidate: name → (English, French)."""

OBJECTIONS = {
    "objection": (
        "Objection ({by}, {kind}): {argument} → {verdict}.",
        "Objection ({by}, {kind}) : {argument} → {verdict}.",
    ),
    "objection_risk_for_network": ("risk for the network", "risque pour le réseau"),
    "objection_limit_of_member": ("limit of a member", "limite d’un membre"),
    "objection_not_in_scope": ("not in scope", "hors du champ"),
    "objection_contrary_to_prior_decision": (
        "contrary to a prior decision",
        "contraire à une décision antérieure",
    ),
    "verdict_untested": ("to be tested by the circle", "à examiner par le cercle"),
    "verdict_valid": ("found valid by the circle", "jugée recevable par le cercle"),
    "verdict_not_valid": ("found not valid by the circle", "jugée non recevable par le cercle"),
    "verdict_lifted": ("lifted", "levée"),
    "objection_without_argument": (
        "The objection of {by} has no argument: say what harm or what limit it is about.",
        (
            "L’objection ({by}) n’a pas d’argument : dites de quel tort ou de quelle limite il"
            " s’agit."
        ),
    ),
    "set_aside_without_reason": (
        "The objection of {by} is set aside without a reason: record the circle’s.",
        "L’objection ({by}) est écartée sans raison : notez celle du cercle.",
    ),
}
CONSENT = {
    "consent_round": (
        (
            "Round {place}, version {version}: without objection {without},"
            " objections {objections}, passed {passed}."
        ),
        (
            "Tour {place}, version {version} : sans objection {without}, objections {objections},"
            " passent {passed}."
        ),
    ),
    "silence": (
        (
            "Answers {answered} of {voters}, and {share} of the voters must answer: silence is not"
            " consent."
        ),
        "Réponses {answered} sur {voters}, et il en faut {share} : se taire n’est pas consentir.",
    ),
    "consent_adopted": (
        (
            "No objection is left: adopted by consent, to be reviewed in {months}"
            " {months:month|months}."
        ),
        "Plus d’objection : adopté par consentement, à revoir dans {months} mois.",
    ),
    "consent_adopted_by_vote": (
        "Adopted by fallback vote, objection of {names} attached.",
        "Adopté par vote de repli, objection jointe ({names}).",
    ),
    "consent_rejected_by_vote": (
        "Not adopted: the fallback vote rejects it.",
        "Non adopté : le vote de repli le rejette.",
    ),
    "consent_not_enough_answers": (
        "Not decided: too few have answered.",
        "Pas de décision : trop peu ont répondu.",
    ),
    "consent_to_test": (
        "Not decided: the circle has objections to test.",
        "Pas de décision : le cercle a des objections à examiner.",
    ),
    "consent_to_integrate": (
        "Not decided: a valid objection calls for a new version and a new round.",
        "Pas de décision : une objection recevable appelle une autre version et un autre tour.",
    ),
    "consent_to_vote": (
        "Not decided: the rounds are used up, and the fallback is a vote at two thirds.",
        "Pas de décision : les tours sont épuisés, et le repli est un vote aux deux tiers.",
    ),
    "consent_postponed": (
        "Postponed, as fixed before: the rounds are used up.",
        "Reporté, comme fixé d’avance : les tours sont épuisés.",
    ),
    "consent_back_to_working_group": (
        "Back to the working group, as fixed before: the rounds are used up.",
        "Renvoyé au groupe de travail, comme fixé d’avance : les tours sont épuisés.",
    ),
    "consent_withdrawn": ("Withdrawn by its proposer.", "Retiré par qui l’a proposé."),
    "too_many_rounds": (
        "There are more rounds than the rule allows ({most}): apply the fallback.",
        "Il y a plus de tours que la règle n’en permet ({most}) : appliquez le repli.",
    ),
    "not_a_voter": (
        "{name} answers and is no voter here: take the answer out.",
        "{name} répond sans avoir voix ici : retirez sa réponse.",
    ),
    "answered_twice": (
        "{name} answers twice in one round: keep one answer.",
        "{name} répond deux fois dans un tour : gardez une réponse.",
    ),
    "round_after_adoption": (
        "A round follows the one that adopted the text: take it out.",
        "Un tour suit celui qui a adopté le texte : retirez-le.",
    ),
    "same_version_again": (
        "After a valid objection the next round needs a new version of the text.",
        "Après une objection recevable, le tour suivant demande une nouvelle version du texte.",
    ),
}
NO_CANDIDATE = {
    "first_count": ("First count: {counts}.", "Premier décompte : {counts}."),
    "second_count": ("After the changes: {counts}.", "Après les changements : {counts}."),
    "proposed": ("{name} is proposed.", "Proposition : {name}."),
    "proposed_though_not_first": (
        "{name} is proposed, without having the most votes: arguments count.",
        "Proposition : {name}, sans avoir le plus de voix ; les arguments comptent.",
    ),
    "because": ("Because: {reason}", "Parce que : {reason}"),
    "proposal_stopped": (
        "The proposal of {name} stops at an objection.",
        "{name} : la proposition s’arrête sur une objection.",
    ),
    "elected": ("No objection: {name} is elected.", "Pas d’objection : {name} reçoit le mandat."),
    "elected_on_condition": (
        "No objection left: {name} is elected, on condition: {condition}",
        "Plus d’objection : {name} reçoit le mandat, à condition : {condition}",
    ),
    "nobody_elected_yet": ("Nobody is elected yet.", "Le mandat n’est pas encore attribué."),
    "named_twice": (
        "{voter} gives two ballots: keep one.",
        "{voter} donne deux bulletins : gardez-en un.",
    ),
    "not_eligible": (
        "{name} may not be chosen for this role: name somebody who may.",
        "{name} ne peut pas recevoir ce mandat : nommez quelqu’un qui le peut.",
    ),
    "changed_to_unnamed": (
        "{voter} cannot change for {name}: only somebody named in the first round can be.",
        "{voter} ne peut pas se reporter sur {name} : il faut une personne nommée au premier tour.",
    ),
    "proposed_unnamed": (
        "{name} cannot be proposed: nobody named that person.",
        "{name} ne peut pas être proposé : personne n’a donné ce nom.",
    ),
    "proposal_after_election": (
        "A proposal follows the one that was accepted: take it out.",
        "Une proposition suit celle qui a été acceptée : retirez-la.",
    ),
}
