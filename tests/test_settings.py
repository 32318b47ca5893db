"""A wrong environment stops the start with one sentence. Each case is a process of its own."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db.utils import ConnectionHandler

from config.env import database

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = {
    "ESSAIM_BASE_URL": "https://essaim.example",
    "ESSAIM_HOSTS": "essaim.example",
    "ESSAIM_SECRET_KEY": "a-long-enough-secret-for-a-test-that-says-nothing-to-anybody-0123",
}


LOAD = "from django.conf import settings; settings.DEMO"
SAFE = "import json; from django.conf import settings as s; print(json.dumps([s.{}]))"


def start(tmp_path: Path, code: str = LOAD, **variables: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ESSAIM_")}
    env = {**kept, "ESSAIM_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, env={**env, **variables}, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_house_of_this_machine_needs_no_setting(tmp_path: Path) -> None:
    assert start(tmp_path).returncode == 0
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_public_house_starts_with_three_settings(tmp_path: Path) -> None:
    assert start(tmp_path, **PUBLIC).returncode == 0


def test_a_public_house_is_safe_by_itself(tmp_path: Path) -> None:
    names = [
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "ALLAUTH_TRUSTED_PROXY_COUNT",
    ]
    code = SAFE.format(", s.".join(names))
    said = json.loads(start(tmp_path, code, **PUBLIC).stdout)
    assert said == [True, True, True, True, 365 * 24 * 3600, 1]


@pytest.mark.parametrize(
    ("variable", "value", "extra"),
    [
        ("ESSAIM_DATABASE_URL", "postgres://postgres@127.0.0.1/essaim", "postgres"),
        ("ESSAIM_REDIS_URL", "redis://127.0.0.1/0", "redis"),
    ],
)
def test_a_package_that_is_not_installed_is_named(
    tmp_path: Path, variable: str, value: str, extra: str
) -> None:
    """The packages are there in tests: a finder that finds neither stands before the start."""
    blind = "import importlib.util as u; u.find_spec = lambda name: None; "
    refused = start(tmp_path, blind + LOAD, **PUBLIC, **{variable: value})
    assert variable in refused.stderr.splitlines()[-1]
    assert f"requirements/{extra}.txt" in refused.stderr.splitlines()[-1]


def test_mail_leaves_from_the_address_of_the_house(tmp_path: Path) -> None:
    said = start(tmp_path, SAFE.format("DEFAULT_FROM_EMAIL"), **PUBLIC).stdout
    assert json.loads(said) == ["essaim@essaim.example"]


def test_mails_may_be_written_into_a_folder(tmp_path: Path) -> None:
    code = SAFE.format("EMAIL_BACKEND, s.EMAIL_FILE_PATH")
    said = json.loads(start(tmp_path, code, ESSAIM_EMAIL_URL=f"file://{tmp_path}/mails").stdout)
    assert said == [
        "django.core.mail.backends.filebased.EmailBackend",
        f"{tmp_path}/mails",
    ]


@pytest.mark.parametrize("variable", ["ESSAIM_DEMO", "ESSAIM_DEBUG"])
def test_the_demo_and_debugging_refuse_any_host_but_this_machine(
    tmp_path: Path, variable: str
) -> None:
    refused = start(tmp_path, **PUBLIC, **{variable: "yes"})
    assert refused.returncode != 0
    assert variable in refused.stderr.splitlines()[-1]


def test_a_folder_that_holds_the_demo_refuses_to_be_public(tmp_path: Path) -> None:
    (tmp_path / "demonstration").touch()
    assert "ESSAIM_DEMO" in start(tmp_path, **PUBLIC).stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ESSAIM_DEMO", "perhaps"),
        ("ESSAIM_UPLOAD_LIMIT_MB", "many"),
        ("ESSAIM_DATABASE_URL", "mysql://somewhere"),
        ("ESSAIM_EMAIL_URL", "pigeon://loft"),
        ("ESSAIM_DATABASE_URL", "postgres://essaim:a#b@127.0.0.1:pg/essaim"),
        ("ESSAIM_EMAIL_URL", "pigeon"),
        ("ESSAIM_EMAIL_URL", "smtp://essaim:a/b@mail.example:587"),
        ("ESSAIM_TIME_ZONE", "Paris"),
        ("ESSAIM_TIME_ZONE", "../Paris"),
        ("ESSAIM_LOG_LEVEL", "loud"),
        ("ESSAIM_HOSTS", "localhost"),
        ("ESSAIM_BASE_URL", "http://essaim.example"),
        ("ESSAIM_SECRET_KEY", ""),
        ("ESSAIM_SECRET_KEY", "changeme"),
        ("ESSAIM_SECRET_KEY", "k7Jw9xQz2Lm4Np8Rs5Tv1Yb3Cd6Fg0HjAeUiOpW"),
        ("ESSAIM_SECRET_KEY", "secret" * 12),
        ("ESSAIM_SECRET_KEY", "django-insecure-k7Jw9xQz2Lm4Np8Rs5Tv1Yb3Cd6Fg0HjAeUiOpW"),
    ],
)
def test_a_wrong_value_is_named_in_the_last_line(tmp_path: Path, variable: str, value: str) -> None:
    refused = start(tmp_path, **{**PUBLIC, variable: value})
    assert refused.returncode != 0
    assert refused.stderr.splitlines()[-1].startswith("essaim: ")
    assert variable in refused.stderr.splitlines()[-1]


def test_a_password_that_breaks_an_address_is_not_printed(tmp_path: Path) -> None:
    refused = start(tmp_path, **PUBLIC, ESSAIM_EMAIL_URL="smtp://essaim:soleil/b@mail.example:587")
    assert "%2F" in refused.stderr.splitlines()[-1]
    assert "soleil" not in refused.stderr + refused.stdout


@pytest.mark.parametrize("hosts", ["essaim.example", "www.example,.example", "*"])
def test_the_public_address_is_among_the_hosts(tmp_path: Path, hosts: str) -> None:
    assert start(tmp_path, **{**PUBLIC, "ESSAIM_HOSTS": hosts}).returncode == 0


def test_a_key_that_is_refused_is_not_printed(tmp_path: Path) -> None:
    refused = start(tmp_path, **{**PUBLIC, "ESSAIM_SECRET_KEY": "soleil-de-minuit"})
    assert "16 characters" in refused.stderr
    assert "soleil" not in refused.stderr + refused.stdout


@pytest.mark.parametrize(
    "key", ["0123456789abcdef" * 4, "k7Jw9xQz2Lm4Np8Rs5Tv1Yb3Cd6Fg0HjAeUiOpW=+/1"]
)
def test_a_key_of_another_make_is_taken(tmp_path: Path, key: str) -> None:
    """Of openssl rand -hex 32, and -base64 32."""
    assert start(tmp_path, **{**PUBLIC, "ESSAIM_SECRET_KEY": key}).returncode == 0


WRITES = """
import django; django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from essaim.post.departures import _note
from django.utils import timezone
from uuid import uuid4
call_command("migrate", verbosity=0)
default_storage.save("ab/bilan.pdf", ContentFile(b"x" * 3_000_000))
_note(timezone.now(), uuid4(), "-")
"""


def open_to_others(folder: Path) -> list[str]:
    return [str(path) for path in sorted(folder.rglob("*")) if path.stat().st_mode & 0o077]


def test_what_the_house_writes_is_read_by_its_own_account_alone(tmp_path: Path) -> None:
    """The database and what SQLite puts beside it, files, keys, what left."""
    folder = tmp_path / "house"
    written = start(folder, WRITES)
    assert written.returncode == 0, written.stderr
    names = {path.name for path in folder.rglob("*")}
    assert names >= {"essaim.sqlite3", "secret_key", "departures.log", "bilan.pdf"}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert open_to_others(folder) == []


def test_an_older_house_is_closed_when_it_starts_and_no_folder_of_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    names = ["essaim.sqlite3", "essaim.sqlite3-wal", "secret_key", "departures.log"]
    for name in names:
        (tmp_path / name).write_text("0123456789abcdef" * 4)
    (tmp_path / "files").mkdir(mode=0o755)
    other = tmp_path / "photo.jpg"
    other.touch()
    other.chmod(0o644)
    assert start(tmp_path).returncode == 0
    assert open_to_others(tmp_path) == [str(other)]
    assert tmp_path.stat().st_mode & 0o777 == 0o755


@pytest.mark.django_db
def test_a_file_is_opened_once_for_many_requests_and_anew_within_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = ConnectionHandler({"default": database("", f"sqlite:///{tmp_path}/house.sqlite3")})
    connection = handler["default"]
    connection.ensure_connection()
    handle = connection.connection

    connection.close_if_unusable_or_obsolete()  # what each request begins and ends with
    assert connection.connection is handle

    a_minute_later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: a_minute_later)
    connection.close_if_unusable_or_obsolete()
    assert connection.connection is None
