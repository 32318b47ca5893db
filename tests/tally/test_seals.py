"""A seed from a sealed secret and from what others say: literal digests, and what is refused."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.tally.errors import CannotCount
from essaim.tally.seals import Opened, opened, seal_of


def test_a_seal_is_the_digest_that_sha256sum_gives():
    """`printf abc | sha256sum`."""
    seal = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert seal_of("abc") == seal
    proof = opened(seal, "abc", "4 8 15 16")
    assert proof.seed == sha256(b"abc\n4 8 15 16").hexdigest()
    assert proof == Opened(seal, "abc", "4 8 15 16", proof.seed)


def test_the_proof_says_all_that_is_needed_to_find_the_seed_again():
    proof = opened(seal_of("abc"), "abc", "4 8")
    for language in ("fr", "en"):
        told = " ".join(proof.in_words(language))
        assert all(one in told for one in (proof.seal, "abc", "4 8", proof.seed))


@pytest.mark.parametrize("secret", ["", "abd", "abc ", "ABC"])
def test_another_secret_opens_nothing(secret: str):
    with pytest.raises(CannotCount, match="sceau a été publié"):
        opened(seal_of("abc"), secret, "4 8")


@pytest.mark.parametrize("said", ["", " ", "\n"])
def test_without_words_nothing_opens(said: str):
    with pytest.raises(CannotCount, match="Rien n’a été dit"):
        opened(seal_of("abc"), "abc", said)


words = st.text(min_size=1).filter(str.strip)


@given(st.text(min_size=1), st.text(min_size=1), words, words)
def test_neither_the_secret_nor_the_words_make_the_seed_alone(one, other, said, more):
    seeds = {
        (secret, spoken): opened(seal_of(secret), secret, spoken).seed
        for secret in (one, other)
        for spoken in (said, more)
    }
    joined = {f"{secret}\n{spoken}" for secret, spoken in seeds}
    assert len(set(seeds.values())) == len(joined)
    assert not {one, other, said, more} & set(seeds.values())
