"""A house at work: the demonstration year in a folder of its own, served as hosts serve it.

The year is built once by `essaim demo --no-serve`; each module of journeys is given a copy. Where
the tests run on PostgreSQL, so do the houses: the year is a database, a copy is made from it.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parent.parent.parent
#: In the order in which `essaim demo` names them.
PEOPLE = ("coordinator", "delegate", "bureau member", "administrator")
STARTS_WITHIN = 60
POSTGRES = os.environ.get("ESSAIM_TEST_DATABASE_URL", "")


@dataclass(frozen=True)
class Year:
    """The demonstration year, built: its folder, and the path that signs each person in."""

    folder: Path
    doors: Mapping[str, str]


@dataclass(frozen=True)
class House:
    """Served at `address`; what the processes say is in `log`."""

    address: str
    folder: Path
    doors: Mapping[str, str]

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    @property
    def mails(self) -> str:
        """All that left, the last one last: a demonstration keeps its mails in a folder."""
        return "".join(path.read_text() for path in sorted((self.folder / "mails").glob("*")))


def build_year(folder: Path) -> Year:
    make_database(folder)
    essaim = [sys.executable, "-m", "config.cli", "demo", "--no-serve"]
    told = subprocess.run(
        essaim, cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, text=True, check=True
    )
    doors = re.findall(r"http://localhost:8000(/compte/demo/\S+)", told.stdout)
    return Year(folder, dict(zip(PEOPLE, doors, strict=True)))


def copy_of(year: Year, folder: Path) -> Path:
    shutil.copytree(year.folder, folder)
    make_database(folder, like=year.folder)
    return folder


def environment(folder: Path, **more: str) -> dict[str, str]:
    """That of a new machine, and nothing of the tests'."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    url = {"ESSAIM_DATABASE_URL": database_url(folder)} if is_on_postgres() else {}
    strict = {"DJANGO_SETTINGS_MODULE": "tests.journeys.settings"}
    return {**kept, "HOME": str(folder), "ESSAIM_DATA_DIR": str(folder), **url, **strict, **more}


@contextmanager
def served(folder: Path, doors: Mapping[str, str], **more: str) -> Iterator[House]:
    """`essaim serve`: the web server and the worker, on a port that is free."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = environment(folder, **{"ESSAIM_BASE_URL": address, **more})
    command = [sys.executable, "-m", "config.cli", "serve", "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log)
        try:
            wait_for(port, process)
            yield House(address, folder, doors)
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("The house did not open: see its log.")


def is_on_postgres() -> bool:
    return POSTGRES.startswith("postgres")


def database_of(folder: Path) -> str:
    """A name that no other folder has."""
    words = re.sub(r"[^a-z0-9]+", "_", str(folder).lower())
    return f"essaim_journeys{words}"[-60:]


def database_url(folder: Path) -> str:
    return urlsplit(POSTGRES)._replace(path=f"/{database_of(folder)}").geturl()


def make_database(folder: Path, like: Path | None = None) -> None:
    """An empty database, or the copy of another folder's. SQLite's is a file of the folder."""
    if is_on_postgres():
        drop_database(folder)
        template = Identifier(database_of(like) if like else "template1")
        command("CREATE DATABASE {} TEMPLATE {}", Identifier(database_of(folder)), template)


def drop_database(folder: Path) -> None:
    if is_on_postgres():
        name = Identifier(database_of(folder))
        command("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def command(sentence: str, *names: Identifier) -> None:
    address = urlsplit(POSTGRES)._replace(path="/postgres").geturl()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(SQL(sentence).format(*names))
