"""The secret that is sealed as a vote opens, so that nobody chooses or knows how lots fall."""

from secrets import token_hex

from essaim.assemblies.enums import Method, TieBreak
from essaim.assemblies.marks import DELIBERATED, YES_OR_NO
from essaim.assemblies.models import Resolution, SealedSecret
from essaim.tally.seals import seal_of


def seal_lots(resolution: Resolution) -> None:
    """Keeps a new secret, and its seal in the rule that is being frozen; nothing without lots."""
    is_choice = resolution.method not in YES_OR_NO | DELIBERATED
    may_draw = is_choice and resolution.rule["body"]["tie_break"] == TieBreak.LOTS
    if resolution.method != Method.LOT and not may_draw:
        return
    secret = token_hex(32)
    SealedSecret.objects.update_or_create(resolution=resolution, defaults={"secret": secret})
    resolution.rule["seal"] = seal_of(secret)


def break_seal(resolution: Resolution) -> None:
    """The secret is published with the result, or never served."""
    SealedSecret.objects.filter(resolution=resolution).delete()
