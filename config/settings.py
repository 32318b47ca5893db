"""Every setting of the house. What hosts may change comes from the environment: docs/hosting.md."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env

# What the house writes, only the account under which it runs reads: database, files, logs, mails.
os.umask(0o077)
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("ESSAIM_DATA_DIR", BASE_DIR / "var")

# --- Where it runs -------------------------------------------------------------------------
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
# A data folder that holds the demonstration stays one, whatever command opens it.
DEMO_MARK = DATA_DIR / "demonstration"
DEMO = env.flag("ESSAIM_DEMO", default=DEMO_MARK.exists())
DEBUG = env.flag("ESSAIM_DEBUG", default=False)
BASE_URL = env.text("ESSAIM_BASE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.names("ESSAIM_HOSTS", "localhost,127.0.0.1,[::1]")
IS_LOCAL = set(ALLOWED_HOSTS) <= LOOPBACK and urlsplit(BASE_URL).hostname in {
    "localhost",
    "127.0.0.1",
    "::1",
}
HTTPS = urlsplit(BASE_URL).scheme == "https"

if (DEMO or DEBUG) and not IS_LOCAL:
    mode = "ESSAIM_DEMO" if DEMO else "ESSAIM_DEBUG"
    raise env.Misconfigured(
        f"{mode} is for this machine alone: its sign-in links need no password. "
        "Unset it and choose another ESSAIM_DATA_DIR, or leave ESSAIM_HOSTS and ESSAIM_BASE_URL "
        "on localhost."
    )
if not IS_LOCAL and not HTTPS:
    raise env.Misconfigured(
        f"ESSAIM_BASE_URL is {BASE_URL}; outside of this machine it begins with https://."
    )
if not IS_LOCAL and not env.is_served(urlsplit(BASE_URL).hostname or "", ALLOWED_HOSTS):
    raise env.Misconfigured(
        f"ESSAIM_HOSTS is {','.join(ALLOWED_HOSTS)}, without the host of ESSAIM_BASE_URL "
        f"({BASE_URL}): every page would be refused. Name it there too."
    )


def local_secret() -> str:
    """A key of this machine's own, kept beside its data, so that a trial asks for nothing."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = env.secret("ESSAIM_SECRET_KEY", local_secret() if IS_LOCAL else None)

# --- The rooms, from the ground up ----------------------------------------------------------
ROOMS = [
    "essaim.kernel",
    "essaim.journal",
    "essaim.accounts",
    "essaim.files",
    "essaim.exchange",
    "essaim.post",
    "essaim.documents",
    "essaim.search",
    "essaim.questions",
    "essaim.writing",
    "essaim.network",
    "essaim.comments",
    "essaim.programme",
    "essaim.reprise",
    "essaim.assemblies",
    "essaim.reports",
    "essaim.portal",
]
INSTALLED_APPS = [
    *reversed(ROOMS),
    "config.apps.RepairsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_prose_editor",
    "js_asset",
    "csp",
]
MIDDLEWARE = [
    "essaim.kernel.middleware.HeadMiddleware",
    # These two early, so that redirections to HTTPS and static files carry their headers too.
    "csp.middleware.CSPMiddleware",
    "essaim.kernel.middleware.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "essaim.kernel.middleware.GZipPagesMiddleware",
    # Before anything looks at who asks; within what every answer carries.
    "essaim.kernel.kept_pages.KeptPagesMiddleware",
    "essaim.kernel.sessions.PatientSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "essaim.kernel.middleware.ReadableBodyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "essaim.kernel.middleware.WritableMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "essaim.kernel.middleware.KeptFormsMiddleware",
    "essaim.portal.middleware.ClosedRoomsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "essaim.accounts.middleware.ActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "essaim.journal.middleware.SubmissionMiddleware",
    "essaim.kernel.middleware.RefusalsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "essaim.kernel.templating.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "essaim.kernel.context.house",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "essaim.kernel.templatetags.fixed",
                "essaim.kernel.templatetags.house",
                "essaim.kernel.templatetags.pages",
                "essaim.kernel.templatetags.sending",
            ],
        },
    }
]
FORM_RENDERER = "essaim.kernel.forms.HouseRenderer"

# --- Data -----------------------------------------------------------------------------------
DATABASES = {"default": env.database("ESSAIM_DATABASE_URL", f"sqlite:///{DATA_DIR}/essaim.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "files"
# Which mails left: beside the database, so that an older copy of it sends none again.
DEPARTURES_LOG = str(DATA_DIR / "departures.log")
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
# Older ones may date from before that.
env.keep_private(
    *(Path(f"{DATABASES['default']['NAME']}{end}") for end in ("", "-wal", "-shm")),
    *(DATA_DIR / name for name in ("secret_key", "departures.log", "files", "kept")),
)
# What is made of published documents, by hash: made again where it is lost.
KEPT_FILES_ROOT = DATA_DIR / "kept"
KEPT_FILES_BYTES = env.whole("ESSAIM_KEPT_FILES_MB", 200, least=0) * 1024 * 1024
UPLOAD_LIMIT = env.whole("ESSAIM_UPLOAD_LIMIT_MB", 20) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# What is above this size goes to a temporary file, so that a large upload never fills memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# What one form may send in all: some files at their limit, and their words.
BODY_LIMIT = 5 * UPLOAD_LIMIT + DATA_UPLOAD_MAX_MEMORY_SIZE
# From a browser in which nobody ever signed in: words, and many of them; no form takes a file.
VISITOR_BODY_LIMIT = 1024 * 1024

# Attempts to sign in are counted here: room for many, so that no crowd of them drives others out.
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
REDIS_URL = env.text("ESSAIM_REDIS_URL", "")
if REDIS_URL:
    env.needs("redis", "ESSAIM_REDIS_URL", "redis")
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": urlsplit(BASE_URL).netloc,
        }
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
# What visitors read, in each web process, until anything is written; a page that is being written
# by whoever writes templates is read anew.
KEPT_PAGES_BYTES = 0 if DEBUG else env.whole("ESSAIM_KEPT_PAGES_MB", 16, least=0) * 1024 * 1024
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- People who sign in ---------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "essaim.accounts.adapter.HouseAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3  # then the code is dead, and another is asked for
ACCOUNT_PREVENT_ENUMERATION = True  # the same answer, whether or not an address has an account
ACCOUNT_FORMS = {"request_login_code": "essaim.accounts.forms.AskForCodeForm"}
# Codes by source and by mailbox, slower and slower: with three tries a code, some forty guesses a
# day at eight signs. A hall full of people behind one address signs in within the hour.
ACCOUNT_RATE_LIMITS = {"request_login_code": "30/m/ip,300/h/ip,1000/d/ip,3/5m/key,6/h/key,12/d/key"}
PASSWORD_RESET_TIMEOUT = 900  # of the link in the same mail: there are no passwords to reset
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code itself proves the address
ACCOUNT_EMAIL_NOTIFICATIONS = False

# --- Mail -----------------------------------------------------------------------------------
# On the terminal those of the demonstration would bury the addresses told there.
_ON_TRIAL = (DATA_DIR / "mails").as_uri() if DEMO else "console:"
globals().update(env.mail("ESSAIM_EMAIL_URL", _ON_TRIAL if IS_LOCAL else "smtp://localhost"))
EMAIL_TIMEOUT = 20  # seconds: a mail server that says nothing holds up no page for longer
DEFAULT_FROM_EMAIL = env.text("ESSAIM_FROM_EMAIL", f"essaim@{urlsplit(BASE_URL).hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Language and time ----------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = env.zone("ESSAIM_TIME_ZONE", "Europe/Paris")
LOCALE_PATHS = [Path(path) for path in env.names("ESSAIM_LOCALE_DIR", "")]

# --- Static files ---------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = IS_LOCAL
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "essaim.kernel.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_LOCAL
        else "essaim.kernel.storage.HashedStaticStorage"
    },
}

# --- Safety ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "essaim.portal.views.doors.csrf_refused"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [BASE_URL]
    if env.flag("ESSAIM_BEHIND_PROXY", default=True):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        ALLAUTH_TRUSTED_PROXY_COUNT = 1  # attempts are counted by the visitor's own address

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "essaim.kernel.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.level("ESSAIM_LOG_LEVEL", "WARNING")},
}
