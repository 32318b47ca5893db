"""A seed that nobody can choose or know: a secret sealed before others speak, and opened after.

Before the vote the house draws a secret and publishes its seal, the SHA-256 of it. Then others say
what the secret does not foresee: the ballots, or words called out in the room. At the end the
secret is published, and the seed is the SHA-256 of the secret, a line feed and what was said, in
UTF-8 and hexadecimal. Whoever could know the secret does not say the words, and whoever says them
does not know it. Anyone checks: `printf 'SECRET' | sha256sum` gives the seal, and
`printf 'SECRET\\nSAID' | sha256sum` the seed, from which `lot` gives the order.
"""

from dataclasses import dataclass
from hashlib import sha256

from essaim.tally.errors import CannotCount
from essaim.tally.words import say


@dataclass(frozen=True, slots=True)
class Opened:
    """The proof of a seed: the seal published before, the secret in it, and what was said."""

    seal: str
    secret: str
    words: str
    seed: str

    def in_words(self, language: str) -> tuple[str, ...]:
        """How it came about, and how anybody finds it again."""
        return (
            say(language, "seal_published", seal=self.seal),
            say(language, "seal_opened", secret=self.secret),
            say(language, "seal_said", said=self.words, seed=self.seed),
        )


def seal_of(secret: str) -> str:
    """In hexadecimal."""
    return sha256(secret.encode()).hexdigest()


def opened(seal: str, secret: str, words: str, *, language: str = "fr") -> Opened:
    """Raises CannotCount where the seal is another secret's, and where nothing was said."""
    if not secret or seal_of(secret) != seal:
        raise CannotCount("seal_is_broken", language, seal=seal)
    if not words.strip():
        raise CannotCount("seal_without_words", language)
    return Opened(seal, secret, words, sha256(f"{secret}\n{words}".encode()).hexdigest())
