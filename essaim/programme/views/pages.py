"""What the views of the room share."""

from essaim.kernel.http import Request


def year_asked(request: Request) -> int | None:
    """The year of the address, `?annee=2024`, if it says one."""
    asked = request.GET.get("annee", "")
    return int(asked) if asked.isdecimal() and len(asked) == len("2024") else None
