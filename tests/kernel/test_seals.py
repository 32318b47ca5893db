"""An address sealed for a long day: the same within an hour, and nobody makes one."""

import time

import pytest
from django.core.signing import BadSignature, SignatureExpired

from essaim.kernel.seals import Seal

SEAL = Seal(salt="tests.seals")
NOON = 1_772_708_400.0
WORDS = ["9a", "fr", "open_1-2"]


def sealed_at(monkeypatch: pytest.MonkeyPatch, at: float) -> str:
    monkeypatch.setattr(time, "time", lambda: at)
    return SEAL.address_part(WORDS)


def test_all_who_come_within_an_hour_get_one_address(monkeypatch) -> None:
    assert NOON % 3600 == 0
    first = sealed_at(monkeypatch, NOON)
    assert sealed_at(monkeypatch, NOON + 3599.9) == first
    assert sealed_at(monkeypatch, NOON + 3600) != first
    assert sealed_at(monkeypatch, NOON - 0.1) != first


def test_it_opens_for_a_long_day_and_no_longer(monkeypatch) -> None:
    sealed = sealed_at(monkeypatch, NOON + 3599)
    for hours in (0, 16):
        monkeypatch.setattr(time, "time", lambda hours=hours: NOON + 3599 + hours * 3600)
        assert SEAL.words_in(sealed, 3) == WORDS
    monkeypatch.setattr(time, "time", lambda: NOON + 17 * 3600 + 1)
    with pytest.raises(SignatureExpired):
        SEAL.words_in(sealed, 3)


@pytest.mark.parametrize("forge", [str.upper, lambda seal: seal[:-1], lambda seal: f"x{seal}"])
def test_a_broken_one_opens_nothing(forge) -> None:
    with pytest.raises(BadSignature):
        SEAL.words_in(forge(SEAL.address_part(WORDS)), 3)


def test_another_kind_of_seal_opens_nothing() -> None:
    with pytest.raises(BadSignature):
        Seal(salt="tests.other").words_in(SEAL.address_part(WORDS), 3)
