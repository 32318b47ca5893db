"""The head of a page and its facts, as templates write them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting, capacities_of
from essaim.network.models import Organisation
from essaim.programme.models import Action, Agreement, Decision
from tests.factories.network import make_organisation

BUREAU = Acting(key=None, user_id=None, capacities=capacities_of(["bureau"]))
VISITOR = Acting(key=None, user_id=None, capacities=capacities_of(["public"]))


def drawn(source: str, acting: Acting = BUREAU, **context: object) -> BeautifulSoup:
    shown = Template(source).render(Context({"acting": acting, **context}))
    return BeautifulSoup(shown, "html.parser")


def facts_in(page: BeautifulSoup) -> dict[str, str]:
    return {div.dt.text: " ".join(div.dd.stripped_strings) for div in page.select("dl.facts > div")}


def test_facts_stand_under_the_labels_of_the_model(settings):
    settings.LANGUAGE_CODE = "fr"
    decision = Decision(text="Oui", decided_on=date(2024, 6, 12), body="CA", result="adoptée")
    page = drawn('{% facts row "decided_on" "body" "result" "reference" %}', row=decision)
    assert facts_in(page) == {
        "Décidée le": "12 juin 2024",
        "Instance qui a décidé": "CA",
        "Résultat": "adoptée",
    }


def test_a_choice_is_told_by_its_label_and_a_link_leads_out():
    row = Organisation(name="Voisins", legal_form="association", website="https://voisins.example")
    row.email, row.is_house = "bonjour@voisins.example", True
    page = drawn('{% facts row "legal_form" "website" "email" "is_house" %}', row=row)
    assert list(facts_in(page).values()) == [
        row.get_legal_form_display(),
        "https://voisins.example",
        "bonjour@voisins.example",
        "oui",
    ]
    assert [link["href"] for link in page.select("a")] == [
        "https://voisins.example",
        "mailto:bonjour@voisins.example",
    ]


def test_a_text_is_told_as_it_was_typed_and_means_nothing_else():
    page = drawn('{% facts row "notes" %}', row=Agreement(notes="<b>1</b>\n2"))
    assert str(page.dd) == "<dd>&lt;b&gt;1&lt;/b&gt;<br/>2</dd>"


@pytest.mark.django_db
def test_a_row_that_the_reader_may_not_see_is_not_named():
    carrier = make_organisation(audience="bureau")
    action, source = Action(carried_by=carrier), '{% facts row "carried_by" %}'
    assert drawn(source, row=action).a.text == str(carrier)
    assert facts_in(drawn(source, VISITOR, row=action)) == {}


def test_a_column_without_a_name_of_its_own_is_refused():
    with pytest.raises(LookupError, match="funder has no verbose name"):
        drawn('{% facts row "funder" %}', row=Agreement())


def test_a_head_tells_the_state_of_the_thing_and_holds_its_buttons():
    page = drawn(
        '{% head row kicker="Fichier" lead=more %}<a href="/x">Ôter</a>{% endhead %}',
        row=StoredFile(name="<Plan>.pdf"),
        more="",
    )
    assert page.h1.text == "<Plan>.pdf"
    assert page.select_one(".kicker").text.strip() == "Fichier"
    assert page.select_one(".toolbar a")["href"] == "/x"
    assert page.select_one(".lead") is None


def test_a_head_without_buttons_has_no_toolbar():
    page = drawn('{% head "Nom" %}  {% if no %}<a>x</a>{% endif %}  {% endhead %}', no=False)
    assert page.select_one(".toolbar") is None


def test_a_head_needs_no_label_beside_an_audience():
    page = drawn('{% head "Nom" audience="bureau" %}{% endhead %}')
    assert "unknown variable" not in str(page)
    assert page.select_one(".audience") is not None
