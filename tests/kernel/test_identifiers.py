"""SIREN, SIRET and RNA numbers: warned about, never refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.identifiers import (
    check_rna,
    check_siren,
    check_siret,
    format_siren,
    format_siret,
)


@pytest.mark.parametrize("typed", ["444 165 237 00041", "44416523700041", "444.165.237-00041 "])
def test_a_good_siret_is_kept_bare_and_without_warning(typed: str):
    assert check_siret(typed) == ("44416523700041", None)


@pytest.mark.parametrize(
    "typed",
    ["356 000 000 00048", "35600000009075"],  # the seat follows Luhn, the offices sum to 5 × n
)
def test_the_sites_of_la_poste_follow_their_own_rule(typed: str):
    assert check_siret(typed).warning is None


def test_a_siret_with_a_wrong_digit_is_kept_with_a_warning():
    value, warning = check_siret("444 165 237 00042")
    assert value == "44416523700042"
    assert warning is not None
    assert "444 165 237 00042" in warning


@pytest.mark.parametrize("typed", ["444 165 237", "444165237000411", "abc", "٤٤٤١٦٥٢٣٧٠٠٠٤١"])
def test_a_siret_of_another_length_is_kept_with_a_warning(typed: str):
    assert check_siret(typed).warning is not None


def test_a_siren_is_checked_alone():
    assert check_siren("444 165 237") == ("444165237", None)
    assert check_siren("444165238").warning is not None
    assert check_siren("44416523").warning is not None


@pytest.mark.parametrize(
    ("typed", "value"), [("W 751 234 567", "W751234567"), ("w9r1234567", "W9R1234567")]
)
def test_an_rna_number_is_a_w_and_nine_signs(typed: str, value: str):
    assert check_rna(typed) == (value, None)


@pytest.mark.parametrize("typed", ["751234567", "W75123456", "W7512345678", "WA51234567"])
def test_another_rna_number_is_kept_with_a_warning(typed: str):
    assert check_rna(typed).warning is not None


@pytest.mark.parametrize("check", [check_siren, check_siret, check_rna])
def test_nothing_typed_warns_of_nothing(check):
    assert check("  ") == ("", None)


def test_numbers_are_written_in_groups():
    assert format_siret("44416523700041") == "444 165 237 00041"
    assert format_siren("444165237") == "444 165 237"
    assert format_siret("none yet") == "none yet"
    assert format_siren("none yet") == "none yet"


@given(st.text(max_size=30))
def test_no_text_makes_a_check_fail(typed: str):
    for check in (check_siren, check_siret, check_rna):
        value, _warning = check(typed)
        assert check(value).value == value
