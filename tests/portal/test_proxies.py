"""The proxies of docs/hosting.md, as they stand there: they bound what comes, and were attacked."""

import re
import select
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from getpass import getuser
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from essaim.portal.serving import THREADS
from tests.journeys.house import free_port, wait_for
from tests.kernel.test_logs import tokens_in_addresses
from tests.portal.test_served_slowly import granian
from tests.processes import ROOT

HOSTING = (ROOT / "docs/hosting.md").read_text()
MEBIBYTE = 1_048_576


def snippet(name: str) -> str:
    found = re.search(rf"```{name}\n(.*?)```", HOSTING, re.DOTALL)
    assert found is not None
    return found[1]


def caddy_on(port: int, house: int, folder: Path) -> list[str]:
    """The snippet, on this machine and without HTTPS, and without a port for orders."""
    text = snippet("caddy").replace("essaim.network.example", f"http://127.0.0.1:{port}")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{house}").replace("{\n", "{\nadmin off\n", 1)
    path = folder / "Caddyfile"
    path.write_text(text)
    return ["caddy", "run", "--config", str(path), "--adapter", "caddyfile"]


def nginx_on(port: int, house: int, folder: Path) -> list[str]:
    text = snippet("nginx").replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
    text = re.sub(r"\n +ssl_.*;", "", text).replace("127.0.0.1:8000", f"127.0.0.1:{house}")
    text = text.replace("/var/log/nginx/essaim.log", f"{folder}/essaim.log")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off;\nuser {getuser()};\npid {folder}/pid;\nerror_log {folder}/log;\nevents {{}}\n"
        f"http {{\n{places}{text}}}\n"
    )
    return ["nginx", "-c", str(path), "-e", f"{folder}/log"]


PROXIES = {"caddy": caddy_on, "nginx": nginx_on}


@pytest.mark.parametrize(
    ("name", "pattern"),
    [("caddy", r"max_size (\d+)MiB"), ("nginx", r"client_max_body_size (\d+)m")],
)
def test_they_let_through_what_a_form_may_send_and_hardly_more(name: str, pattern: str) -> None:
    allowed = re.search(pattern, snippet(name))
    assert allowed is not None
    assert 0 <= int(allowed[1]) * MEBIBYTE - settings.BODY_LIMIT < 2 * MEBIBYTE
    assert "five times `ESSAIM_UPLOAD_LIMIT_MB`, and six" in HOSTING.replace("\n", " ")


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("caddy", ["read_header", "read_body", "write", "idle", "max_header_size"]),
        (
            "nginx",
            [
                "X-Forwarded-For $remote_addr",
                "client_header_timeout",
                "client_body_timeout",
                "send_timeout",
                "limit_conn ",
            ],
        ),
    ],
)
def test_they_bound_what_waits_and_say_who_asks(name: str, bounds: list[str]) -> None:
    text = snippet(name)
    assert [bound for bound in bounds if bound not in text] == []


def test_the_limit_of_sign_ins_is_on_the_address_of_the_sign_in() -> None:
    assert f"location {reverse('account_request_login_code')} {{" in snippet("nginx")


@contextmanager
def proxied(name: str, folder: Path) -> Iterator[int]:
    """A proxy in front of granian in front of an application that says what arrived."""
    with granian(folder) as house, ExitStack() as stack:
        number = free_port()
        process = subprocess.Popen(PROXIES[name](number, house, folder))
        stack.callback(ended, process)
        wait_for(number, process)
        yield number


@pytest.fixture(params=sorted(PROXIES))
def port(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed: apt install {name}")
    with proxied(name, tmp_path) as number:
        yield number


def ended(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=12)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def answer(port: int, size: int, address: str = "/", **headers: str) -> str:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("POST", address, b"a" * size, headers)
        return connection.getresponse().read().decode()


def test_an_attack_through_them_silences_nothing(port: int) -> None:
    """Bodies that never end, many times more than threads."""
    head = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\na"
    with ExitStack() as slow:
        for _number in range(THREADS * 7):
            opened = socket.create_connection(("127.0.0.1", port), timeout=10)
            slow.enter_context(closing(opened)).sendall(head)
        started = time.monotonic()
        pages = [answer(port, size) for size in (5, 200_000) * 5]
        assert pages == ["whole 5 127.0.0.1", "whole 200000 127.0.0.1"] * 5
        assert time.monotonic() - started < 1.4


def test_what_no_form_sends_is_refused_while_it_is_sent(port: int) -> None:
    """With 413; the connection that ends at once may end before who floods has read it."""
    head, sent = b"", 0
    with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), 10)) as opened:
        opened.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 600000000\r\n\r\n")
        while sent < 200_000_000 and not select.select([opened], [], [], 0)[0]:
            sent += opened.send(b"a" * MEBIBYTE)
        head = opened.recv(MEBIBYTE)[:13]
    assert head in {b"HTTP/1.1 413 ", b""}
    assert sent < 200_000_000


def test_they_say_who_asks_whatever_is_said_to_them(port: int) -> None:
    lies = dict.fromkeys(("X-Forwarded-For", "X_Forwarded_For"), "203.0.113.9")
    assert answer(port, 1, **lies) == "whole 1 127.0.0.1"


@pytest.mark.django_db
def test_the_log_of_nginx_holds_no_token(tmp_path: Path) -> None:
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed: apt install nginx")
    links = tokens_in_addresses()
    with proxied("nginx", tmp_path) as port:
        for address in [*links, "/programme/axes/5/"]:
            answer(port, 1, address=address)
    written = (tmp_path / "essaim.log").read_text()
    assert "/programme/axes/5/ 200" in written
    assert written.count("*") == len(links)
    assert [token for token in links.values() if token in written] == []
