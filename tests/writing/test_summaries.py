"""The summary of an action: rich where it is read, plain in tables, mails and feeds."""

import re

import pytest
from django.urls import reverse

from essaim.kernel.acting import VISITOR
from essaim.programme.feeds import actions as news
from essaim.programme.models import Action
from essaim.reports.queries.composition import gather
from tests.factories.accounts import coordinator, make_user
from tests.factories.programme import make_action, make_indicator, make_reading
from tests.factories.reports import make_report, make_told_objective

pytestmark = pytest.mark.django_db
HIDDEN = "un chiffre réservé à moins de personnes"
OLD = "Une veillée à 5 * 3 voix.\nAvec - entre autres - *le* chœur d’à côté."


def summary_on_page(client, action: Action) -> str:
    text = client.get(action.get_absolute_url()).text
    found = re.search(r'<div class="lead prose">(.*?)</div>', text, re.DOTALL)
    assert found is not None
    return found[1].replace("\u202f", " ").replace("&nbsp;", " ")


def test_what_was_typed_before_reads_as_it_stood(client) -> None:
    text = summary_on_page(client, make_action(audience="public", summary=OLD))
    assert text == (
        "<p>Une veillée à 5 * 3 voix.<br>Avec - entre autres - <em>le</em> chœur d’à côté.</p>"
    )


def test_a_figure_is_read_by_whoever_may_see_it(client, as_user) -> None:
    make_reading(indicator=make_indicator(code="dons", audience="bureau"), scaled=98765)
    action = make_action(audience="public", summary="**Reçu** : [[dons]].")
    assert summary_on_page(client, action) == f"<p><strong>Reçu</strong> : {HIDDEN}.</p>"
    text = summary_on_page(as_user(make_user(role="bureau")), action)
    assert "98 765" in text


def test_in_feeds_and_reports_it_is_words(client) -> None:
    make_reading(indicator=make_indicator(code="dons", audience="bureau"), scaled=98765)
    make_reading(indicator=make_indicator(code="visites"), scaled=1200)
    report = make_report()
    objective = make_told_objective(report.programme)
    told = {"summary": "**Reçu** [[dons]], [[visites]]\n- [ici](https://a.example)"}
    action = make_action(objectives=(objective,), audience="public", **told)
    words = rf"Reçu {HIDDEN}, 1.200.visites\s+ici"
    (line,) = news(VISITOR, action.starts_on, 5, None)
    assert re.fullmatch(words, line.text)
    (chapter,) = gather(report, coordinator()).objectives
    assert [bool(re.fullmatch(words, fact.summary)) for fact in chapter.facts] == [True]


@pytest.mark.parametrize(
    ("typed", "syntax", "kept"),
    [
        (OLD, "markdown", OLD),
        ("<p>Une <strong>veillée</strong></p><p>5 * 3</p>", "html", "Une **veillée**\n\n5 \\* 3"),
        ("<p>Sans<br>signe : 5 - 3</p>", "html", "Sans\nsigne : 5 - 3"),
        ("<ul><li>un</li><li>deux</li></ul>", "html", "- un\n- deux"),
    ],
)
def test_it_is_kept_as_plain_text_with_few_signs(as_user, typed, syntax, kept) -> None:
    client, action = as_user(make_user(role="coordination")), make_action(summary="Avant.")
    address = reverse("programme:edit_action", args=[action.key])
    page = client.get(address)
    form = page.context["form"]
    said = {field.html_name: field.value() or "" for field in form if field.name != "summary"}
    sent = {name: value for name, value in said.items() if isinstance(value, str) and value}
    sent |= {"title": action.title, "starts_on": "2024-06-01", "kind": action.kind}
    sent |= {"summary": typed, "summary-syntax": syntax}
    assert client.post(address, sent).status_code == 302
    action.refresh_from_db()
    assert action.summary == kept
