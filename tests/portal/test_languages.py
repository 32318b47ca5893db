"""The choice of a language, which stands on every page and makes no cookie until it is used."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
LANGUAGE = {"next": "/reseau/", "language": "en"}


def test_a_public_page_sets_no_cookie_and_its_language_can_be_chosen() -> None:
    browser = Client(enforce_csrf_checks=True)
    page = browser.get("/reseau/")
    assert (browser.cookies, b"csrfmiddlewaretoken" in page.content) == ({}, False)
    answer = browser.post(
        reverse("portal:choose_language"), LANGUAGE, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, "/reseau/")
    assert 'lang="en"' in browser.get("/reseau/").text


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Referer": "http://testserver/reseau/"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://elsewhere.example", "Referer": "http://testserver/"}, False),
        ({"Origin": "null"}, False),
        ({"Referer": "http://testserver.elsewhere.example/"}, False),
        ({}, False),
    ],
)
def test_a_language_is_chosen_from_a_page_of_the_house_alone(headers, is_taken) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(reverse("portal:choose_language"), LANGUAGE, headers=headers)
    assert answer.status_code == (302 if is_taken else 403)
    assert ("django_language" in browser.cookies) == is_taken


def test_the_choice_of_a_language_leads_to_no_other_house() -> None:
    there = {**LANGUAGE, "next": "https://elsewhere.example/"}
    answer = Client().post(
        reverse("portal:choose_language"), there, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.headers["Location"] == "/"
