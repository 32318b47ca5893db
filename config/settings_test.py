"""Settings of the tests: strict, and on the database that ESSAIM_TEST_DATABASE_URL names."""

import os
import tempfile

os.environ.setdefault("ESSAIM_DATA_DIR", tempfile.mkdtemp(prefix="essaim-tests-"))
os.environ["ESSAIM_DATABASE_URL"] = os.environ.get(
    "ESSAIM_TEST_DATABASE_URL", f"sqlite:///{os.environ['ESSAIM_DATA_DIR']}/unused.sqlite3"
)

from config.settings import *  # noqa: F403
from config.settings import DATA_DIR, DATABASES, MIDDLEWARE, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
KEPT_PAGES_BYTES = KEPT_FILES_BYTES = 0  # a test of what is kept says its own
DEPARTURES_LOG = ""  # a test says its own: what is sent once is called alike in several of them
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# A view that answers GET may only read: the tests refuse any other statement.
MIDDLEWARE = [
    *MIDDLEWARE,
    "tests.strictness.KnownVariablesMiddleware",
    "tests.strictness.ReadsOnlyMiddleware",
]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⟦unknown variable %s⟧"  # type: ignore[index]
WHITENOISE_AUTOREFRESH = True
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: some tests let a second process work on the same rows.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "tests.sqlite3"}
