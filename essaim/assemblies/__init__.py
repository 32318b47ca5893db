"""Bodies and their rules as data; meetings convened, quorate, decided, minuted and followed up."""

#: From the ground up: a column imports those before it, and none that comes after.
COLUMNS = (
    "bodies",
    "meetings",
    "roll",
    "votes",
    "rounds",
    "minutes",
    "sitting",
    "asking",
    "pages",
)
