"""Sentences of BLT files: name → (English, French)."""

BLT = {
    "not_blt": (
        "“{name}”, line {line}: a BLT file begins with the numbers of candidates and of seats.",
        (
            "« {name} », ligne {line} : un fichier BLT commence par les nombres de candidatures"
            " et de sièges."
        ),
    ),
    "ballot_goes_on": (
        "“{name}”, line {line}: the ballot goes on after its 0; write one ballot a line.",
        "« {name} », ligne {line} : le bulletin continue après son 0 ; écrivez-en un par ligne.",
    ),
    "ballots_without_end": (
        "“{name}”, line {line}: the file ends among the ballots; end them with a line “0”.",
        (
            "« {name} », ligne {line} : le fichier finit au milieu des bulletins ; terminez-les par"
            " une ligne « 0 »."
        ),
    ),
    "weight_is_wrong": (
        "“{name}”, line {line}: “{cell}” is no number of papers; write a whole number.",
        (
            "« {name} », ligne {line} : « {cell} » n’est pas un nombre de bulletins ; écrivez un"
            " nombre entier."
        ),
    ),
    "no_such_candidate": (
        "“{name}”, line {line}: no candidate is “{cell}”; write a number from 1 to {most}.",
        (
            "« {name} », ligne {line} : il n’y a pas de candidature « {cell} » ; écrivez"
            " un numéro de 1 à {most}."
        ),
    ),
    "unclear_papers_exhaust": (
        "Ballots read up to their first skipped, shared or repeated preference: {papers}.",
        "Bulletins lus jusqu’à leur première préférence sautée, partagée ou répétée : {papers}.",
    ),
    "unclear_papers_skip": (
        "Ballots of which a skipped, shared or repeated preference is passed over: {papers}.",
        "Bulletins dont une préférence sautée, partagée ou répétée est ignorée : {papers}.",
    ),
    "options_not_followed": (
        "Options of another program, not followed here: {options}.",
        "Options d’un autre programme, non suivies ici : {options}.",
    ),
    "ballot_without_end": (
        "“{name}”, line {line}: this ballot does not end with its 0; complete it.",
        "« {name} », ligne {line} : ce bulletin ne finit pas par son 0 ; complétez-le.",
    ),
    "ballot_after_end": (
        (
            "“{name}”, line {line}: a ballot stands after the line “0” that ends them; put it"
            " before."
        ),
        (
            "« {name} », ligne {line} : un bulletin suit la ligne « 0 » qui les termine ;"
            " mettez-le avant."
        ),
    ),
    "after_title": (
        (
            "“{name}”, line {line}: “{cell}” stands after the title, where a BLT file ends; take it"
            " out, or check that there are as many names as candidates."
        ),
        (
            "« {name} », ligne {line} : « {cell} » suit le titre, où un fichier BLT finit ;"
            " retirez cette ligne, ou vérifiez qu’il y a autant de noms que de candidatures."
        ),
    ),
    "blt_option_unknown": (
        (
            "“{name}”, line {line}: “{cell}” is no line that is known here: [withdrawn …], [tie …],"
            " [nick …] and [droop …] are."
        ),
        (
            "« {name} », ligne {line} : « {cell} » n’est pas une ligne connue ici : [withdrawn …],"
            " [tie …], [nick …] et [droop …] le sont."
        ),
    ),
    "blt_option_late": (
        "“{name}”, line {line}: “{cell}” stands among the names; put it before the ballots.",
        (
            "« {name} », ligne {line} : « {cell} » figure parmi les noms ; mettez-le avant les"
            " bulletins."
        ),
    ),
    "blt_option_twice": (
        "“{name}”, line {line}: “{cell}” says otherwise than a line before; keep one.",
        ("« {name} », ligne {line} : « {cell} » contredit une ligne d’avant ; gardez-en une."),
    ),
    "blt_option_incomplete": (
        "“{name}”, line {line}: “{cell}” must name each candidate once.",
        "« {name} », ligne {line} : « {cell} » doit nommer chaque candidature une fois.",
    ),
    "too_many_candidates": (
        "“{name}”, line {line}: there are more than {most} candidates; is this the right file?",
        "« {name} », ligne {line} : plus de {most} candidatures ; est-ce le bon fichier ?",
    ),
    "names_missing": (
        "Candidates without a name in the file: {places}.",
        "Candidatures sans nom dans le fichier : {places}.",
    ),
    "candidate_number": ("Candidate {number}", "Candidature {number}"),
    "name_told_apart": (
        "Two candidates have the same name: one is called “{name}” here.",
        "Deux candidatures ont le même nom : l’une est appelée ici « {name} ».",
    ),
}
