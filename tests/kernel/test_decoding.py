"""Bytes into text."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.decoding import OLD_ENCODINGS, codec_of, decode, is_doubtful, reread

TEXT = "Réunion d’été à Œuilly : 12 « ateliers » – où ?\n"


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Mac Roman"),
    ],
)
def test_french_text_is_read_whatever_its_encoding(codec: str, label: str):
    assert decode(TEXT.encode(codec)) == (TEXT, label)


@pytest.mark.parametrize("text", ["é", "é;è", "Prénom;Nom\nZoé;Noël\n", "10 €", "n° 3"])
@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
def test_few_accents_are_enough_to_tell(text: str, codec: str):
    found = decode(text.encode(codec))
    assert found is not None
    assert found.text == text


def test_plain_ascii_is_utf8():
    assert decode(b"title;day\n") == ("title;day\n", "UTF-8")


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03", b"\xff\xfea", b"PK\x03\x04\x14\x00\x06\x00"])
def test_what_is_no_text_is_not_read(data: bytes):
    assert decode(data) is None


def test_noise_is_no_text():
    noise = random.Random(2024)
    assert not any(decode(noise.randbytes(300)) for _ in range(50))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_text_in_utf8_comes_back(text: str):
    found = decode(text.encode("utf-8-sig"))
    assert found is not None
    assert found.text == text


FRENCH = [
    "titre;date\nRéunion;12/06/2024\n",
    "Évaluation du 3ème trimestre : à Nîmes, çà et là\n",
    "Noël;où\n",
    "déjà\n",
    "titre;date\nÉté;1\n",
]


@pytest.mark.parametrize("text", FRENCH)
def test_dos_is_recognised_and_always_asked(text: str):
    found = decode(text.encode("cp850"))
    assert found == (text, "DOS (CP850)")
    assert is_doubtful(found)


@pytest.mark.parametrize("text", FRENCH)
def test_windows_is_not_asked_where_words_tell(text: str):
    found = decode(text.encode("cp1252"))
    assert found == (text, "Windows-1252")
    assert not is_doubtful(found)


@pytest.mark.parametrize(
    "data", ["n° 3".encode("cp1252"), "10 €".encode("cp1252"), "n° 3".encode("cp850")]
)
def test_a_lone_sign_is_asked(data: bytes):
    found = decode(data)
    assert found is not None
    assert is_doubtful(found)


@pytest.mark.parametrize("data", ["é".encode(), b"ascii", "é".encode("utf-16")])
def test_what_is_sure_is_never_asked(data: bytes):
    found = decode(data)
    assert found is not None
    assert not is_doubtful(found)


def test_a_text_is_read_again_in_another_encoding_without_its_bytes():
    found = decode("Évaluation déjà faite".encode("cp850"))
    assert found is not None
    codec = codec_of(found.encoding)
    for other in OLD_ENCODINGS:
        again = reread(found.text, codec, other)
        assert again is None or reread(again, other, codec) == found.text


def test_a_line_of_windows_pasted_into_utf8_spoils_neither():
    data = "Réunion à Nîmes\nÉté\n".encode() + "Fête\n".encode("cp1252")
    found = decode(data)
    assert found == ("Réunion à Nîmes\nÉté\nFête\n", "UTF-8 / Windows-1252")
    assert not is_doubtful(found)
