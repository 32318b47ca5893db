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
        (
            "“{name}”, line {line}: more cells than the {width} {width:column|columns} of the"
            " header; take them out."
        ),
        (
            "« {name} », ligne {line} : plus de cases que {width:la|les} {width}"
            " {width:colonne|colonnes} de l’en-tête ;"
            " retirez-les."
        ),
    ),
    "row_is_broken": (
        "“{name}”, line {line}: this row cannot be read; check its quotation marks.",
        "« {name} », ligne {line} : cette ligne est illisible ; vérifiez ses guillemets.",
    ),
    "not_a_count": (
        (
            "“{name}”, line {line}: “{cell}” is no number of ballots; write a whole number such as"
            " 1200."
        ),
        (
            "« {name} », ligne {line} : « {cell} » n’est pas un nombre de bulletins ; écrivez un"
            " nombre entier comme 1200."
        ),
    ),
    "not_a_weight": (
        "“{name}”, line {line}: “{cell}” is no clear weight; write a number such as 50 or 1/3.",
        (
            "« {name} », ligne {line} : « {cell} » n’est pas un poids clair ; écrivez un nombre"
            " comme 50 ou 1/3."
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
    "column_unknown": (
        "“{name}”, line {line}: the column “{cell}” is none that is counted; take it out.",
        "« {name} », ligne {line} : la colonne « {cell} » n’est pas à compter ; retirez-la.",
    ),
    "column_twice": (
        "“{name}”, line {line}: the column “{cell}” says again what another says; keep one.",
        (
            "« {name} », ligne {line} : la colonne « {cell} » redit ce qu’une autre dit ; gardez-en"
            " une."
        ),
    ),
    "column_of_voters": (
        "“{name}”, line {line}: the column “{cell}” tells who voted, not what; take it out.",
        "« {name} », ligne {line} : la colonne « {cell} » dit qui a voté, pas quoi ; retirez-la.",
    ),
    "column_no_rank": (
        (
            "“{name}”, line {line}: the column “{cell}” is no rank; call them 1, 2, 3… from the"
            " first choice on, and “count” that of the ballots."
        ),
        (
            "« {name} », ligne {line} : la colonne « {cell} » n’est pas un rang ; appelez-les 1, 2,"
            " 3… depuis le premier choix, et « nombre » celle des bulletins."
        ),
    ),
    "choice_twice": (
        "“{name}”, line {line}: “{cell}” is counted twice; write one number for it.",
        "« {name} », ligne {line} : « {cell} » est compté deux fois ; écrivez un seul nombre.",
    ),
    "college_twice": (
        "“{name}”, line {line}: the college “{cell}” stands twice; put its ballots together.",
        (
            "« {name} », ligne {line} : le collège « {cell} » figure deux fois ; réunissez ses"
            " bulletins."
        ),
    ),
    "row_of_totals": (
        "“{name}”, line {line}: “{cell}” adds up the other lines; take it out.",
        "« {name} », ligne {line} : « {cell} » additionne les autres lignes ; retirez-la.",
    ),
    "weights_of_two_kinds": (
        (
            "“{name}”, line {line}: “{cell}” and the weights above are parts of a whole and"
            " numbers; write all of them alike."
        ),
        (
            "« {name} », ligne {line} : « {cell} » et les poids au-dessus sont des parts et des"
            " nombres ; écrivez-les tous de la même façon."
        ),
    ),
    "college_without_name": (
        "“{name}”, line {line}: this college has no name; write it.",
        "« {name} », ligne {line} : ce collège n’a pas de nom ; écrivez-le.",
    ),
    "option_without_name": (
        "“{name}”, line {line}: an option has no name; write it, or take its column out.",
        (
            "« {name} », ligne {line} : une option n’a pas de nom ; écrivez-le, ou retirez sa"
            " colonne."
        ),
    ),
    "grade_twice": (
        "“{name}”, line {line}: the grade “{cell}” stands twice; keep one.",
        "« {name} », ligne {line} : la mention « {cell} » figure deux fois ; gardez-en une.",
    ),
    "grades_unknown": (
        (
            "“{name}”, line {line}: nobody can tell which of these grades is the worst ({grades});"
            " give them all with --grades, the worst first."
        ),
        (
            "« {name} », ligne {line} : rien ne dit quelle mention est la pire ({grades}) ;"
            " donnez-les toutes avec --grades, la pire d’abord."
        ),
    ),
    "approvals_unclear": (
        (
            "“{name}”, line {line}: this may be a header or a ballot; call the options in a first"
            " line with 1 and 0 under them, or write “ballots” above the names."
        ),
        (
            "« {name} », ligne {line} : est-ce un en-tête ou un bulletin ? Nommez les options en"
            " première ligne avec 1 et 0 dessous, ou écrivez « bulletins » au-dessus des noms."
        ),
    ),
    "neither_yes_nor_no": (
        (
            "“{name}”, line {line}: “{cell}” is neither 1 nor 0, as other cells are; take out what"
            " is no vote."
        ),
        (
            "« {name} », ligne {line} : « {cell} » n’est ni 1 ni 0, comme d’autres cases ; retirez"
            " ce qui n’est pas un vote."
        ),
    ),
    "ranking_unclear": (
        (
            "“{name}”, line {line}: a preference is skipped, shared or repeated ({cell}); correct"
            " it, or say with --overvotes skip or exhaust what becomes of it."
        ),
        (
            "« {name} », ligne {line} : une préférence est sautée, partagée ou répétée ({cell}) ;"
            " corrigez-la, ou dites avec --overvotes skip ou exhaust ce qu’il en est."
        ),
    ),
    "column_missing": (
        "“{name}”: the column “{column}” is missing; add it to the first line.",
        "« {name} » : la colonne « {column} » manque ; ajoutez-la à la première ligne.",
    ),
    "option_twice": (
        "“{name}”, line {line}: “{cell}” stands twice among the options; tell the two apart.",
        (
            "« {name} », ligne {line} : « {cell} » figure deux fois parmi les options ;"
            " distinguez-les."
        ),
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
}
