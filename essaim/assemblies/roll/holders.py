"""Who speaks for an elector: what rules are made of."""

from essaim.assemblies.roll.models import Elector
from essaim.kernel.acting import Acting


def speaks_for(by: Acting, elector: Elector) -> bool:
    """Their own voice, that of the organisation they represent, or the one of their mail link."""
    return elector.voice in by.capacities or elector.key in by.keys_of("elector")
