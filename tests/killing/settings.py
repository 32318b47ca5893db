"""Those of a house, and a door by which death comes in."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

MIDDLEWARE = ["tests.killing.middleware.DyingMiddleware", *MIDDLEWARE]
