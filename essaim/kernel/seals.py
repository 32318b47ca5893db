"""Addresses of a part of a page that is the same for everybody: sealed, for a long day."""

import time
from collections.abc import Sequence

from django.core.signing import TimestampSigner, b62_encode

#: Seconds for which an address opens its part at least.
A_LONG_DAY = 16 * 3600
HOUR = 3600


class Seal(TimestampSigner):
    """Seals words into an address with the hour at which it is made.

    All who open a page within the hour ask for its part at the same address, so that it is made
    once for all of them.
    """

    def __init__(self, *, salt: str) -> None:
        super().__init__(salt=salt, sep=".")

    def timestamp(self) -> str:
        return b62_encode(int(time.time()) // HOUR * HOUR)

    def address_part(self, words: Sequence[str]) -> str:
        """The words, sealed; none but the last may hold an underscore."""
        return self.sign("_".join(words))

    def words_in(self, sealed: str, count: int) -> list[str]:
        """Raises BadSignature where the seal is broken, or older than a long day and its hour."""
        return self.unsign(sealed, max_age=A_LONG_DAY + HOUR).split("_", count - 1)
