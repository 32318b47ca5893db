"""Those of a house, with the strictness of the tests."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE, TEMPLATES

MIDDLEWARE = [*MIDDLEWARE, "tests.strictness.ReadsOnlyMiddleware"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⟦unknown variable %s⟧"  # type: ignore[index]
