"""How accents of a file may be read otherwise."""

import pytest

from essaim.exchange.matching import readings
from essaim.kernel.decoding import OLD_ENCODINGS
from essaim.kernel.tabular import read_table


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "ascii"])
def test_what_is_read_for_sure_is_not_read_otherwise(codec: str) -> None:
    text = "Nom;Ville\nFerme;Lyon\n" if codec == "ascii" else "Nom;Ville\nÉté œuvré;Thiérache\n"
    assert readings(read_table(text.encode(codec), "liste.csv"), OLD_ENCODINGS) == []


def test_what_is_read_by_guess_is_shown_in_each_encoding_that_can_be() -> None:
    table = read_table("Nom;Ville\nÉté;Thiérache\n".encode("cp1252"), "liste.csv")
    shown = dict(readings(table, OLD_ENCODINGS))
    assert len(shown) > 1
    assert ["Été", "Thiérache"] in shown.values()
