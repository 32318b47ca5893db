"""Counting of votes: pure functions, exact, each telling its result and why in words.

No Django, no table, no clock, no chance: the same ballots give the same result wherever they are
counted, and the explanation lets anyone count them again by hand. A module a method (domain
reference 3): `simple`, `colleges`, `consent`, `no_candidate`, `majority_judgment`, `approval`,
`ranked`, `lot`; and `quorum`, `files`, which reads ballots out of files.

In every result a count is an integer, a part of a whole is a `Fraction`, never a float; sentences
are in the `language` asked for, French unless it begins with `en`.
"""
