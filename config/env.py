"""The one reader of the environment. A wrong value stops the start with a sentence."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: What the log may keep, from everything to the worst alone.
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
#: Bytes of an SQLite file that are read where the system holds them, instead of copied page by page
#: into a connection's own two megabytes. What shrinks the file goes through SQLite (VACUUM, the end
#: of a checkpoint), which lets no reader ask for what it cut; nothing of the house writes it
#: otherwise, and a copy comes back while it is stopped (docs/hosting.md).
MAPPED = 1 << 28


class Misconfigured(SystemExit):
    """Raised while settings load: the message says which variable, what it holds, what it takes."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"essaim: {sentence}")


def text(name: str, default: str | None = None) -> str:
    """The variable as it stands. Without a default it is required."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise Misconfigured(f"{name} is not set; docs/hosting.md says what it takes.")
    return default


#: A key that signs sessions and links is guessed by nobody: signs, and signs that differ.
_KEY_LENGTH, _KEY_VARIETY = 40, 10


def secret(name: str, default: str | None) -> str:
    """A key that signs. Short, monotonous and published ones are refused; none is ever printed."""
    value = text(name, default)
    reasons = {
        f"has {len(value)} characters": len(value) < _KEY_LENGTH,
        "repeats the same few characters": len(set(value)) < _KEY_VARIETY,
        "stands in published examples": value.startswith("django-insecure-"),
    }
    for reason, is_so in reasons.items():
        if is_so:
            raise Misconfigured(
                f"{name} {reason}: whoever guesses it signs in as anybody. It takes at least "
                f"{_KEY_LENGTH} random ones: "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
            )
    return value


def keep_private(*paths: Path) -> None:
    """Takes from everybody else what they may do with files of ours. Another's are left alone."""
    for path in paths:
        if path.exists() and path.stat().st_mode & 0o077 and path.stat().st_uid == os.geteuid():
            path.chmod(path.stat().st_mode & 0o700)


def flag(name: str, *, default: bool) -> bool:
    """A yes or no: 1, yes, true, on; 0, no, false, off."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise Misconfigured(f"{name} is “{value}”; it takes yes or no.")


def whole(name: str, default: int, *, least: int = 1) -> int:
    """A whole number, not below `least`."""
    value = text(name, str(default))
    if value.isdecimal() and int(value) >= least:
        return int(value)
    raise Misconfigured(f"{name} is “{value}”; it takes a whole number from {least}.")


def zone(name: str, default: str) -> str:
    """A time zone, by its name in the tables of this machine: Europe/Paris, Indian/Reunion."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Misconfigured(
            f"{name} is “{value}”; it takes the name of a time zone: Europe/Paris, Indian/Reunion…"
        ) from error
    return value


def level(name: str, default: str) -> str:
    """How much the log keeps: one of `LEVELS`, in small letters or capitals."""
    value = text(name, default).upper()
    if value not in LEVELS:
        raise Misconfigured(f"{name} is “{value}”; it takes {', '.join(LEVELS)}.")
    return value


def names(name: str, default: str) -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def is_served(host: str, hosts: list[str]) -> bool:
    """Whether a host is among those served: by its name, under .a.domain, or as any (*)."""
    host = f"[{host}]" if ":" in host else host
    return any(
        name in {"*", host} or (name.startswith(".") and f".{host}".endswith(name))
        for name in hosts
    )


def folder(name: str, default: Path) -> Path:
    """A folder that exists, made if it can be."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(f"{name}: the folder {path} cannot be made ({error}).") from error
    return path


def needs(module: str, name: str, extra: str) -> None:
    """A package that only some houses install."""
    if find_spec(module) is None:
        raise Misconfigured(
            f"{name} needs a package: .venv/bin/pip install --require-hashes "
            f"-r requirements/{extra}.txt"
        )


def address(name: str, default: str) -> SplitResult:
    """A URL whose host and port can be read; a password keeps its odd signs as %23, %2F, %40."""
    url = urlsplit(text(name, default))
    try:
        _ = url.hostname, url.port
    except ValueError as error:
        # Nothing of the value: a password stands in it.
        raise Misconfigured(
            f"{name} has a host or a port that cannot be read: signs like # / @ : in a password "
            "are written %23 %2F %40 %3A."
        ) from error
    return url


def database(name: str, default: str) -> dict[str, Any]:
    """Django's settings of a database from sqlite:///path or postgres://user:password@host:port/name."""
    url = address(name, default)
    if url.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.path[1:]) if url.path != "/:memory:" else ":memory:",
            # Whoever opens the file reads all its tables anew: 4 ms, a third of a page.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # What is removed leaves zeros in its page, whatever this SQLite was built with.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA secure_delete=ON;"
                f" PRAGMA mmap_size={MAPPED};",
            },
        }
    if url.scheme in {"postgres", "postgresql"}:
        needs("psycopg", name, "postgres")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path[1:]),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # As SQLite above: who waits longer for what another writes is told, and may try again.
            "OPTIONS": {"options": "-c lock_timeout=20s", **dict(parse_qsl(url.query))},
        }
    raise Misconfigured(
        f"{name} begins with “{url.scheme}:”; it takes sqlite:///file or postgres://…"
    )


def mail(name: str, default: str) -> dict[str, Any]:
    """Django's e-mail settings from smtp://user:password@host:port?tls=yes, console: or file:///…

    `memory:` is for tests.
    """
    url = address(name, default)
    backends = {
        "smtp": "smtp",
        "smtps": "smtp",
        "console": "console",
        "file": "filebased",
        "memory": "locmem",
    }
    if url.scheme not in backends:
        raise Misconfigured(
            f"{name} begins with “{url.scheme}:”; it takes smtp://, smtps://, console:, file:///"
        )
    return {
        "EMAIL_BACKEND": f"django.core.mail.backends.{backends[url.scheme]}.EmailBackend",
        "EMAIL_FILE_PATH": url.path,
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": dict(parse_qsl(url.query)).get("tls") == "yes",
    }
