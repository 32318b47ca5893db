"""The sentences of every result: name → (English, French).

Tables, so that a test can hold that both languages say the same with the same values.
"""

from essaim.tally.sentences import (
    blt,
    choices,
    quorums,
    rankings,
    reading,
    resolutions,
    talk,
)

SENTENCES: dict[str, tuple[str, str]] = {
    **quorums.QUORUM,
    **resolutions.SIMPLE,
    **resolutions.COLLEGES,
    **choices.LOT,
    **rankings.RANKED,
    **choices.TIES,
    **choices.SEATS,
    **choices.APPROVAL,
    **choices.JUDGMENT,
    **talk.OBJECTIONS,
    **talk.CONSENT,
    **talk.NO_CANDIDATE,
    **reading.FILES,
    **blt.BLT,
}
