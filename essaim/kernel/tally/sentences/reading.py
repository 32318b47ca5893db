"""Sentences of files: name → (English, French)."""

FILES = {
    "file_is_no_text": (
        "“{name}” is not a text: give a BLT or CSV file.",
        "« {name} » n’est pas un texte : donnez un fichier BLT ou CSV.",
    ),
    "file_is_empty": (
        "“{name}” is empty: give a file with ballots.",
        "« {name} » est vide : donnez un fichier qui contient des bulletins.",
    ),
    "row_is_too_wide": (
        "“{name}”, line {line}: more cells than the {width} columns of the header; take them out.",
        (
            "« {name} », ligne {line} : plus de cases que les {width} colonnes de l’en-tête ;"
            " retirez-les."
        ),
    ),
    "row_is_broken": (
        "“{name}”, line {line}: this row cannot be read; check its quotation marks.",
        "« {name} », ligne {line} : cette ligne est illisible ; vérifiez ses guillemets.",
    ),
    "not_a_count": (
        "“{name}”, line {line}: “{cell}” is no number of ballots; write a whole number.",
        (
            "« {name} », ligne {line} : « {cell} » n’est pas un nombre de bulletins ; écrivez un"
            " nombre entier."
        ),
    ),
    "not_a_weight": (
        "“{name}”, line {line}: “{cell}” is no weight; write a number such as 50 or 1/3.",
        (
            "« {name} », ligne {line} : « {cell} » n’est pas un poids ; écrivez un nombre comme 50"
            " ou 1/3."
        ),
    ),
    "not_a_choice": (
        (
            "“{name}”, line {line}: “{cell}” is no choice; write for, against, abstention, blank or"
            " void."
        ),
        (
            "« {name} », ligne {line} : « {cell} » n’est pas un choix ; écrivez pour, contre,"
            " abstention, blanc ou nul."
        ),
    ),
    "column_missing": (
        "“{name}”: the column “{column}” is missing; add it to the first line.",
        "« {name} » : la colonne « {column} » manque ; ajoutez-la à la première ligne.",
    ),
    "option_twice": (
        "“{name}”: “{cell}” stands twice among the options; tell the two apart.",
        "« {name} » : « {cell} » figure deux fois parmi les options ; distinguez-les.",
    ),
    "no_row": (
        "“{name}” holds no ballot under its first line: add them.",
        "« {name} » ne contient pas de bulletin sous sa première ligne : ajoutez-les.",
    ),
    "cell_is_no_grade": (
        (
            "“{name}”, line {line}: “{cell}” is none of the grades ({grades}); correct it,"
            " or give all of them, the worst first, with --grades."
        ),
        (
            "« {name} », ligne {line} : « {cell} » n’est aucune des mentions ({grades}) ;"
            " corrigez-la, ou donnez-les toutes, la pire d’abord, avec --grades."
        ),
    ),
    "cell_without_grade": (
        (
            "“{name}”, line {line}: a judgment is missing; complete it, or give"
            " with --default-grade the grade fixed before."
        ),
        (
            "« {name} », ligne {line} : un jugement manque ; complétez-le, ou donnez avec"
            " --default-grade la mention fixée d’avance."
        ),
    ),
    "default_is_no_grade": (
        "The default grade “{cell}” is none of the grades ({grades}) of “{name}”.",
        "La mention par défaut « {cell} » n’est aucune des mentions ({grades}) de « {name} ».",
    ),
    "named_twice_on_ballot": (
        "“{name}”, line {line}: “{cell}” stands twice on the ballot; keep one.",
        "« {name} », ligne {line} : « {cell} » figure deux fois sur le bulletin ; gardez-en un.",
    ),
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
    "unclear_papers": (
        "Ballots read up to their first skipped, shared or repeated preference: {papers}.",
        "Bulletins lus jusqu’à leur première préférence sautée, partagée ou répétée : {papers}.",
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
