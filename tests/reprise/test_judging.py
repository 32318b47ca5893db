"""Which sentences with a day tell something that was done."""

import pytest

from essaim.reprise.reading.judging import tells_what_was_done

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
]


@pytest.mark.parametrize("sentence", DEEDS)
def test_what_was_done_is_told(sentence: str) -> None:
    assert tells_what_was_done(sentence)


@pytest.mark.parametrize("sentence", NOT_DEEDS)
def test_plans_refusals_thanks_votes_and_addresses_are_no_deeds(sentence: str) -> None:
    assert not tells_what_was_done(sentence)
