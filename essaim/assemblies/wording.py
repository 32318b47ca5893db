"""Words made of names: pure."""

import re


def short_name(name: str) -> str:
    """“AG” for “Assemblée générale”, “CA” for “Conseil d’administration”; one word stays whole."""
    words = [word for word in re.split(r"[\s’'\-]+", name) if len(word) > 2]
    if len(words) < 2:
        return name.strip()
    return "".join(word[0].upper() for word in words)


def decision_reference(body: str, year: int, number: int) -> str:
    """“AG 2024-3”: the third decision of the general assembly in 2024."""
    return f"{short_name(body)} {year}-{number}"[:80]
