"""Every answer is strict: pages, refusals, redirections, files of the style."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
STRICT = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
}


@pytest.fixture
def public_house(settings) -> None:
    """As `config.settings` says it where the address begins with https://."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600


@pytest.mark.parametrize(
    ("path", "secure", "status"),
    [
        ("/", False, 301),
        ("/compte/entrer/", True, 200),
        ("/programme/actions/noter/", True, 302),
        ("/nowhere/", True, 404),
        ("/static/essaim/house.js", True, 200),
        ("/static/nothing.js", True, 404),
    ],
)
def test_every_answer_is_strict(path: str, secure: bool, status: int, public_house: None) -> None:
    answer = Client().get(path, secure=secure)
    answer.close()
    assert answer.status_code == status
    assert STRICT - set(answer.headers) == set()
    assert ("Strict-Transport-Security" in answer.headers) == secure


def test_no_script_and_no_style_stands_in_a_page_by_the_policy() -> None:
    policy = Client().get("/compte/entrer/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_form_that_stood_too_long_gets_our_page() -> None:
    answer = Client(enforce_csrf_checks=True).post("/compte/entrer/", {"email": "a@b.example"})
    assert answer.status_code == 403
    assert answer.templates[0].name == "refused.html"
