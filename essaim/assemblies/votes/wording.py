"""Words made of names: pure."""

import re
from collections.abc import Iterable


def short_name(name: str) -> str:
    """“AG” for “Assemblée générale”, “CA” for “Conseil d’administration”; one word stays whole."""
    words = [word for word in re.split(r"[\s’'\-]+", name) if len(word) > 2]
    if len(words) < 2:
        return name.strip()
    return "".join(word[0].upper() for word in words)


def reference_stem(body: str, year: int) -> str:
    """ "AG 2024-": what the decisions of the general assembly in 2024 are called by."""
    return f"{short_name(body)[:60]} {year}-"


def next_reference(stem: str, given: Iterable[str]) -> str:
    """ "AG 2024-4", after the highest number given; one that is free again is not given twice."""
    numbers = (one.removeprefix(stem) for one in given if one.startswith(stem))
    return f"{stem}{max((int(one) for one in numbers if one.isdecimal()), default=0) + 1}"
