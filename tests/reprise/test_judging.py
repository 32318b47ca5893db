"""Which sentences with a day tell something that was done."""

import pytest

from essaim.kernel.dates import find_dates
from essaim.reprise.reading.judging import days_of_deeds, tells_what_was_done

DEEDS = [
    "Le catalogue commun a été imprimé le 28.2.23",
    "Jam d'ouverture (sam. 9 sept.)",
    "Stage de taille du 4 au 5 mars",
    "Deux maisons ont ouvert : la première le 1er février",
    "Ouverte depuis le 4 mai, la bricothèque prête 210 outils",
    "L'assemblée générale du 12 avril a réuni 64 sociétaires",
    "L'assemblée a décidé le 3 mai que le siège sera déplacé",
    "Reportée de mars, la fête s'est finalement tenue le 5 mai",
    "Comme prévu, les élus sont venus le 3 juin",
    "We met the council on 5 July and again on 30 August",
    "Opened the Mill Lane garden on 12 March 2022",
    "Une soirée à l'opéra le 4 mai",
    "Atelier animé par Laura le 3 mai",
    "Lecture par Sandra et Samira le 3 mai",
    "Débat avec Petra Schmidt le 4 juin",
    "Repas de Terra Madre le 10 décembre",
    "Laura Petit, atelier du 3 mai",
    "Le forum attira 200 personnes le 4 mai",
    "Visite chez les vignerons le 3 mai",
    "Nous rencontrons la mairie le 3 mai",
    "Le stage prévu le 4 mai a réuni dix personnes",
    "Le siège a été déplacé à Nantes le 4 mai",
]
NOT_DEEDS = [
    "L'atelier du 6 juin a été annulé",
    "Le stage de greffe, prévu le 1er avril, a été reporté à 2024",
    "The October workshop was cancelled",
    "Nous n'avons pas organisé de souscription en décembre",
    "Aucune résidence n'a eu lieu en juin",
    "We did not open the café in August",
    "Les visites reprendront le 15 janvier 2024",
    "Le cahier n° 8 paraîtra en février 2025",
    "La fête aura lieu le 11 décembre",
    "Une rencontre est prévue le 12 janvier",
    "We will launch a new campaign on 2 February",
    "Next year we plan to start on 10 January",
    "Merci à toutes celles qui sont venues le 4 mai",
    "Vote du 2 décembre sur le prix : pour 31, contre 4",
    "Fait à Lormont, le 20 janvier 2021",
    "La Halte, 12 rue du Four, 56800 Ploërmel, le 3 mai",
    "Nous ouvrirons le café le 3 octobre",
    "Nous organiserons une fête le 3 octobre",
    "Nous tiendrons salon le 3 octobre",
    "Nous serons au marché le 3 octobre",
    "Nous irons à Tours le 3 octobre",
    "Nous vous y recevrons le 3 octobre",
    "Vous pourrez visiter le jardin le 3 octobre",
    "Je présenterai le bilan le 3 octobre",
    "J'irai à Lyon le 3 octobre",
    "Nous allons ouvrir le café le 3 octobre",
    "Le café va ouvrir le 3 octobre",
    "Nous comptons ouvrir le 3 octobre",
    "Le forum devrait se tenir le 3 octobre",
    "Le forum devait se tenir le 3 octobre",
    "Le forum aurait lieu le 3 octobre",
    "Le forum est fixé au 3 octobre",
    "Un concert est programmé le 3 octobre",
    "PARAÎTRA LE 3 OCTOBRE",
    "Prochaine réunion : 3 octobre",
    "Prochaine réunion le 3 octobre",
    "Date limite : 3 octobre",
    "Échéance : 3 octobre",
    "Rendez-vous le 3 octobre à la Halle",
    "Next meeting: 3 October",
    "La fête du 3 mai est tombée à l'eau",
    "Le stage du 3 mai a été décalé",
    "La fête du 3 mai a été déplacée au 12 juin",
    "La visite du 3 mai a été supprimée",
    "Conseil du 3 mai : non tenu",
    "Le forum du 3 mai n'a finalement pu se tenir",
    "The fair of 3 May failed to take place",
]
#: With each day of the sentence: whether what is told of it was done.
DAYS = [
    ("L'atelier initialement prévu le 3 mars a eu lieu le 17 mars", [False, True]),
    ("Il était prévu d'ouvrir le 3 mai ; nous avons ouvert le 10 mai", [False, True]),
    ("Reportée du 3 mars, la fête s'est tenue le 17 mars", [False, True]),
    ("Le stage du 4 mai a réuni 12 personnes ; celui du 6 juin a été annulé", [True, False]),
    ("L'assemblée a décidé le 3 mai que le siège sera déplacé le 4 juin", [True, False]),
    ("L'assemblée a décidé que le café ouvrira le 4 juin", [False]),
    ("Le stage prévu le 4 mai a réuni dix personnes", [True]),
    ("Le stage, prévu le 1er avril, a été reporté", [False]),
    ("Nous avons visité le jardin le 3 mai et le four le 5 juin", [True, True]),
    ("Nous ouvrirons le 3 mai et le 5 juin", [False, False]),
    ("Stages le 3 mai ; le 5 juin", [True, True]),
]


@pytest.mark.parametrize("sentence", DEEDS)
def test_what_was_done_is_told(sentence: str) -> None:
    assert tells_what_was_done(sentence)


@pytest.mark.parametrize("sentence", NOT_DEEDS)
def test_plans_refusals_thanks_votes_and_addresses_are_no_deeds(sentence: str) -> None:
    assert not tells_what_was_done(sentence)


@pytest.mark.parametrize(("sentence", "done"), DAYS)
def test_each_day_of_a_sentence_is_judged_by_its_own_verb(sentence: str, done: list[bool]) -> None:
    days = [(day.start, day.end) for day in find_dates(sentence, year=2023)]
    assert days_of_deeds(sentence, days) == done
