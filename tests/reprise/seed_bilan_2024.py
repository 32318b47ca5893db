"""What the Bilan 2024 of the seeds says, written once by hand: days and numbers, no sentence.

The report itself is no part of the project; `test_reprise_seed` looks for it and is skipped
without it.
"""

AXES = ["1", "2", "3", "4"]
OBJECTIVES = ["1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2", "4.1", "4.2", "4.3"]
# How many *Moyens* each objective has: eleven in all. 2.3's is printed twice, the first time cut.
MEANS = {
    "1.1": 1,
    "1.2": 1,
    "2.1": 0,
    "2.2": 1,
    "2.3": 2,
    "3.1": 1,
    "3.2": 2,
    "4.1": 1,
    "4.2": 1,
    "4.3": 1,
}

# Each date or range of days, months or years, once.
DATES = [
    ("2015-06-12", "2015-06-13"),
    ("2023-01-01", "2024-12-31"),
    ("2023-06-01", "2023-06-30"),
    ("2024-01-01", "2024-09-30"),
    ("2024-01-01", "2026-12-31"),
    ("2024-02-01", "2024-02-29"),
    ("2024-02-12", "2024-02-12"),
    ("2024-03-01", "2024-03-31"),
    ("2024-03-11", "2024-03-11"),
    ("2024-03-14", "2024-03-14"),
    ("2024-04-26", "2024-04-28"),
    ("2024-05-01", "2024-05-31"),
    ("2024-05-13", "2024-05-13"),
    ("2024-05-21", "2024-05-23"),
    ("2024-05-22", "2024-05-24"),
    ("2024-06-11", "2024-06-12"),
    ("2024-06-12", "2024-06-13"),
    ("2024-07-01", "2024-07-31"),
    ("2024-07-27", "2024-07-28"),
    ("2024-09-01", "2024-09-30"),
    ("2024-10-01", "2024-10-31"),
    ("2024-10-03", "2024-10-03"),
    ("2024-10-14", "2024-10-15"),
    ("2024-10-16", "2024-10-16"),
    ("2024-12-10", "2024-12-14"),
    ("2025-02-01", "2025-02-28"),
    ("2025-03-05", "2025-03-05"),
    ("2025-04-01", "2025-04-30"),
]

# Each number with its unit: objective, value, unit, qualifier.
FIGURES = [
    (None, 4, "axes de travail", "exact"),
    ("1.1", 52464, "visites", "exact"),
    ("1.1", 4372, "visites par mois", "exact"),
    ("1.1", 32732, "visites", "exact"),
    ("1.1", 60, "%", "exact"),
    ("1.1", 71, "%", "exact"),
    ("1.1", 20, "nouveaux articles", "exact"),
    ("1.1", 100, "articles", "approximate"),
    ("1.1", 963, "abonnés", "exact"),
    ("1.1", 1002, "abonnés", "exact"),
    ("1.1", 472, "abonnés", "exact"),
    ("1.1", 11080, "impressions", "exact"),
    ("1.1", 346, "réactions", "exact"),
    ("1.1", 26, "commentaires", "exact"),
    ("1.1", 20, "partages", "exact"),
    ("1.1", 4, "lettres d'information", "exact"),
    ("1.1", 2500, "abonnés", "exact"),
    ("1.2", 1200, "exemplaires", "exact"),
    ("1.2", 2, "formations", "exact"),
    ("1.2", 10, "personnes", "approximate"),
    ("2.1", 3, "membres", "exact"),
    ("2.1", 3, "jours", "exact"),
    ("2.2", 1200, "exemplaires", "exact"),
    ("2.2", 32, "mesures", "exact"),
    ("2.3", 6, "comités de coordination", "exact"),
    ("2.3", 1, "assemblée générale", "exact"),
    ("2.3", 16, "pays", "exact"),
    ("2.3", 2, "ateliers", "exact"),
    ("3.1", 3, "ateliers", "exact"),
    ("3.2", 60, "acteurs", "approximate"),
    ("3.2", 5, "fondations", "exact"),
    ("3.2", 4, "consortiums", "exact"),
    ("3.2", 16, "autres projets", "exact"),
    ("4.1", 2, "temps de formation", "exact"),
    ("4.2", 30, "personnes", "approximate"),
    ("4.2", 5, "groupes de travail", "exact"),
]
