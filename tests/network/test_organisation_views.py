"""The pages of organisations, for the owner, a stranger and a visitor."""

from datetime import date

import pytest
from django.urls import reverse

from essaim.kernel.tabular import read_table
from essaim.network.models import Organisation, OrganisationLink
from tests.factories.network import (
    make_affiliation,
    make_delegate,
    make_link,
    make_membership,
    make_organisation,
    make_person,
    make_representation,
    make_theme,
)

pytestmark = pytest.mark.django_db
LIST = "/reseau/"


def page_of(organisation: Organisation, verb: str = "organisation") -> str:
    return reverse(f"network:{verb}", args=[organisation.key])


def text_of(response) -> str:
    text = response.content.decode()
    assert "unknown variable" not in text
    return text


def card(**typed: str) -> dict[str, str]:
    audiences = {f"{name}_audience": "members" for name in ("address", "email", "phone")}
    return {"name": "Les Ruches", "kind": "network", "country": "FR", "audience": "public",
            **audiences, **typed}  # fmt: skip


def test_a_visitor_reads_the_public_list(client):
    make_organisation(name="Réseau ouvert")
    make_organisation(name="Affaire interne", audience="bureau")
    text = text_of(client.get(LIST))
    assert "Réseau ouvert" in text
    assert "Affaire interne" not in text
    assert "Ajouter une organisation" not in text
    assert "Visible par" in text


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    as_user, coordinator, length, django_assert_num_queries
):
    for _ in range(length):
        make_membership().organisation.themes.add(make_theme())
    browser = as_user(coordinator)
    with django_assert_num_queries(11):
        response = browser.get(LIST)
    assert len(response.context["page"].object_list) == length


def test_each_filter_is_an_address(client):
    make_membership(organisation=make_organisation(name="Épiceries", commune_code="59350"))
    make_organisation(name="Fondation", kind="funder")
    for query in ("q=epicerie", "membre=oui", "departement=59", "region=32", "nature=network"):
        text = text_of(client.get(f"{LIST}?{query}"))
        assert ("Épiceries" in text, ">Fondation<" in text) == (True, False), query


def test_a_filter_that_means_nothing_filters_nothing(client):
    make_organisation(name="Épiceries")
    text = text_of(client.get(f"{LIST}?nature=xyz&theme=1&membre=peut-etre&departement=999&page=x"))
    assert "Épiceries" in text


def test_an_empty_list_says_what_to_do_first(as_user, coordinator, client):
    assert "Pas encore d’organisation" in text_of(client.get(LIST))
    assert "Ajouter la première" in text_of(as_user(coordinator).get(LIST))
    assert "Rien ne correspond" in text_of(client.get(f"{LIST}?q=rien"))


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_the_list_leaves_with_what_the_reader_may_see(client, as_user, coordinator, extension):
    organisation = make_organisation(name="=Ruches", email="r@reseau.example", kind="funder")
    organisation.themes.add(make_theme(name="Eau"), make_theme(name="Air"))
    address = reverse("network:export_organisations", args=[extension])
    table = read_table(client.get(address).getvalue(), f"o.{extension}")
    cells = dict(zip(table.header, table.rows[0].cells, strict=True))
    assert (cells["Nom"], cells["Nature"], cells["Courriel"]) == ("=Ruches", "Financeur", "")
    assert sorted(cells["Thèmes"].split("; ")) == ["Air", "Eau"]
    table = read_table(as_user(coordinator).get(address).getvalue(), f"o.{extension}")
    assert "r@reseau.example" in table.rows[0].cells


@pytest.mark.parametrize("length", [1, 3])
def test_the_export_costs_the_same_whatever_its_length(client, length, django_assert_num_queries):
    for _ in range(length):
        make_organisation().themes.add(make_theme())
    with django_assert_num_queries(3):
        client.get(reverse("network:export_organisations", args=["csv"])).getvalue()


def test_no_other_format_is_offered(client):
    assert client.get("/reseau/organisations.pdf").status_code == 404


def test_a_visitor_reads_a_page_without_the_contacts_of_members(client):
    ours = make_organisation(email="r@reseau.example", phone="03", phone_audience="public")
    make_affiliation(person=make_person(given_name="Aïcha"), organisation=ours)
    text = text_of(client.get(page_of(ours)))
    assert "tel:03" in text
    assert "r@reseau.example" not in text
    assert "Aïcha" not in text
    assert "Modifier la fiche" not in text


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_costs_the_same_whatever_its_life(
    as_user, coordinator, length, django_assert_num_queries
):
    ours = make_organisation(siren="1", description="Un mot", website="https://reseau.example")
    make_membership(organisation=ours)
    for number in range(length):
        make_link(source=ours, target=make_organisation())
        make_link(source=make_organisation(), target=ours)
        make_affiliation(person=make_person(), organisation=ours)
        standing = "alternate" if number else "titular"
        make_representation(organisation=ours, person=make_person(), standing=standing)
        make_organisation(canonical=ours)
    browser = as_user(coordinator)
    with django_assert_num_queries(16):  # one of them for its remarks, one for its fields
        text = text_of(browser.get(page_of(ours)))
    assert "neuf chiffres" in text


def test_what_is_not_for_one_is_not_there(client, as_user, stranger):
    hidden = make_organisation(audience="bureau")
    assert client.get(page_of(hidden)).status_code == 404
    assert as_user(stranger).get(page_of(hidden, "edit_organisation")).status_code == 404


def test_a_merged_card_leads_to_the_one_that_stays(client):
    ours = make_organisation()
    response = client.get(page_of(make_organisation(canonical=ours)))
    assert response.headers["Location"] == page_of(ours)


def test_coordination_adds_an_organisation_in_one_screen(as_user, coordinator):
    typed = card(new_themes="Eau, eau ,Air", city="Lille", postcode="59000", siren="12")
    response = as_user(coordinator).post("/reseau/organisations/ajouter/", typed, follow=True)
    made = Organisation.objects.get()
    assert "Les Ruches" in text_of(response)
    assert (made.commune_code, made.latitude is None, made.siren) == ("59350", False, "12")
    assert sorted(theme.name for theme in made.themes.all()) == ["Air", "Eau"]


def test_the_form_of_an_organisation_folds_the_rest(as_user, coordinator):
    text = text_of(as_user(coordinator).get("/reseau/organisations/ajouter/"))
    assert text.count('<details class="fold">') == 5


def test_a_commune_of_several_is_asked_for(as_user, coordinator):
    browser, typed = as_user(coordinator), card(city="Saint-Denis")
    response = browser.post("/reseau/organisations/ajouter/", typed)
    assert response.status_code == 422
    assert "Saint-Denis (Seine-Saint-Denis)" in text_of(response)
    browser.post("/reseau/organisations/ajouter/", {**typed, "commune_code": "93066"})
    assert Organisation.objects.get().commune_code == "93066"


def test_an_unknown_place_is_kept_as_typed(as_user, coordinator):
    as_user(coordinator).post("/reseau/organisations/ajouter/", card(city="Bruxelles-Ville"))
    made = Organisation.objects.get()
    assert (made.city, made.commune_code, made.latitude) == ("Bruxelles-Ville", "", None)


def test_a_homonym_is_asked_about_once(as_user, coordinator):
    make_organisation(name="LES RUCHES")
    browser = as_user(coordinator)
    response = browser.post("/reseau/organisations/ajouter/", card())
    assert "Déjà dans le réseau" in text_of(response)
    assert Organisation.objects.count() == 1
    browser.post("/reseau/organisations/ajouter/", card(is_another="on"))
    assert Organisation.objects.count() == 2


def test_a_delegate_edits_the_card_of_her_organisation(as_user):
    ours = make_organisation(kind="regional")
    browser = as_user(make_delegate(of=ours))
    assert "Nature" not in text_of(browser.get(page_of(ours, "edit_organisation")))
    typed = card(name="Nos Ruches", kind="funder", audience="bureau")
    browser.post(page_of(ours, "edit_organisation"), typed)
    ours.refresh_from_db()
    assert (ours.name, ours.kind, ours.audience) == ("Nos Ruches", "regional", "public")


@pytest.mark.parametrize(
    "verb", ["edit_organisation", "merge_organisation", "link_organisations", "admit_member"]
)
def test_a_stranger_changes_nothing(client, as_user, stranger, verb):
    ours = make_organisation()
    assert client.post(page_of(ours, verb), card()).status_code == 302
    assert as_user(stranger).post(page_of(ours, verb), card()).status_code == 403


def test_a_merge_is_undone_by_the_button_of_its_message(as_user, coordinator):
    one, other = make_organisation(name="Une"), make_organisation(name="Autre")
    browser = as_user(coordinator)
    assert "deux fiches" in text_of(browser.get(page_of(one, "merge_organisation")))
    response = browser.post(page_of(one, "merge_organisation"), {"into": other.pk}, follow=True)
    undo = page_of(one, "unmerge_organisation")
    assert f'action="{undo}"' in text_of(response)
    assert Organisation.objects.get(pk=one.pk).canonical == other
    browser.post(undo)
    assert Organisation.objects.get(pk=one.pk).canonical is None


def test_a_merge_refused_says_why(as_user, coordinator):
    one = make_organisation()
    make_organisation(canonical=one)
    response = as_user(coordinator).post(
        page_of(one, "merge_organisation"), {"into": make_organisation().pk}, follow=True
    )
    assert "dans l’autre sens" in text_of(response)


def test_a_stranger_separates_nothing(as_user, stranger):
    ours = make_organisation(canonical=make_organisation())
    assert as_user(stranger).post(page_of(ours, "unmerge_organisation")).status_code == 403


def test_coordination_links_and_ends_a_link(as_user, coordinator):
    ours, theirs = make_organisation(name="Ours"), make_organisation(name="Theirs")
    browser = as_user(coordinator)
    typed = {"kind": "member_of", "target": theirs.pk, "starts_on": "2023-02-01"}
    response = browser.post(page_of(ours, "link_organisations"), typed, follow=True)
    assert "membre de" in text_of(response)
    link = OrganisationLink.objects.get()
    end = reverse("network:end_organisation_link", args=[link.key])
    assert "Theirs" in text_of(browser.get(end))
    assert browser.post(end, {"ends_on": "2022-01-01"}).status_code == 422
    browser.post(end, {"ends_on": "2024-01-01"})
    link.refresh_from_db()
    assert link.ends_on == date(2024, 1, 1)


def test_a_link_with_what_one_may_not_see_is_not_there(as_user, stranger):
    hidden = make_link(source=make_organisation(), target=make_organisation(audience="bureau"))
    end = reverse("network:end_organisation_link", args=[hidden.key])
    assert as_user(stranger).post(end).status_code == 404


def test_an_empty_list_says_once_what_to_do_first(as_user, coordinator):
    browser = as_user(coordinator)
    add = reverse("network:add_organisation")
    assert browser.get(LIST).text.count(f'href="{add}"') == 1
    make_organisation()
    assert browser.get(LIST).text.count(f'href="{add}"') == 1


def test_a_departement_is_typed_by_its_number_or_its_name(as_user, coordinator):
    make_organisation(name="Rhodanienne", postcode="69003", city="Lyon", commune_code="69383")
    make_organisation(name="Parisienne", postcode="75011", city="Paris", commune_code="75111")
    browser = as_user(coordinator)
    for typed in ("69", "rhône", "69 · Rhône"):
        page = browser.get(LIST, {"departement": typed})
        assert [row.name for row in page.context["page"].object_list] == ["Rhodanienne"]
        assert "Département : 69 · Rhône" in page.text.replace("\N{NO-BREAK SPACE}", " ")
