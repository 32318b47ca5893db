"""The pages of people, groups and representation, for the owner, a stranger and a visitor."""

from datetime import date

import pytest
from django.urls import reverse

from essaim.network.models import Affiliation, Group, NetworkRole, Person, Representation
from tests.factories.accounts import make_user
from tests.factories.network import (
    make_affiliation,
    make_delegate,
    make_group,
    make_membership,
    make_network_role,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db
LIST = "/reseau/personnes/"


def at(verb: str, thing) -> str:
    return reverse(f"network:{verb}", args=[thing.key])


def text_of(response) -> str:
    text = response.content.decode()
    assert "unknown variable" not in text
    return text


def card(**typed: str) -> dict[str, str]:
    audiences = {"email_audience": "bureau", "phone_audience": "bureau", "audience": "members"}
    return {"given_name": "Aïcha", "family_name": "Morel", **audiences, **typed}


def test_people_are_for_members_alone(client, as_user, stranger, delegate):
    make_person(given_name="Aïcha")
    assert client.get(LIST).status_code == 302
    assert as_user(stranger).get(LIST).status_code == 403
    assert "Aïcha" in text_of(as_user(delegate).get(LIST))


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    as_user, coordinator, length, django_assert_num_queries
):
    for _ in range(length):
        person = make_person()
        make_affiliation(person=person, organisation=make_organisation())
        make_network_role(person=person)
    browser = as_user(coordinator)
    with django_assert_num_queries(8):
        response = browser.get(LIST)
    assert len(response.context["page"].object_list) == length


def test_the_list_is_filtered_by_name_and_role(as_user, coordinator):
    make_network_role(person=make_person(given_name="Éloïse"), kind="treasury")
    make_person(given_name="Bastien")
    for query in ("q=eloise", "role=treasury"):
        text = text_of(as_user(coordinator).get(f"{LIST}?{query}"))
        assert ("Éloïse" in text, "Bastien" in text) == (True, False)
    assert "Personne ne correspond" in text_of(as_user(coordinator).get(f"{LIST}?q=zz"))


def test_an_empty_list_says_what_to_do_first(as_user, coordinator):
    assert "Encore personne" in text_of(as_user(coordinator).get(LIST))


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_costs_the_same_whatever_its_life(
    as_user, coordinator, length, django_assert_num_queries
):
    person = make_person(email="a@reseau.example", phone="06 12")
    for kind in ("bureau", "treasury", "secretary")[:length]:
        make_affiliation(person=person, organisation=make_organisation())
        make_representation(person=person, organisation=make_organisation())
        make_network_role(person=person, kind=kind)
        make_group(people=(person,))
        make_person(canonical=person)
    browser = as_user(coordinator)
    with django_assert_num_queries(12):
        text = text_of(browser.get(person.get_absolute_url()))
    assert "tel:0612" in text


def test_a_stranger_finds_nobody(client, as_user, stranger):
    person = make_person()
    assert client.get(person.get_absolute_url()).status_code == 302
    assert as_user(stranger).get(person.get_absolute_url()).status_code == 404


def test_one_always_finds_oneself(as_user):
    user = make_user()
    herself = make_person(user=user, audience="bureau", email="a@reseau.example")
    text = text_of(as_user(user).get(herself.get_absolute_url()))
    assert "Modifier la fiche" in text
    as_user(user).post(at("edit_person", herself), card(given_name="Inès"))
    herself.refresh_from_db()
    assert herself.given_name == "Inès"


def test_a_merged_card_leads_to_the_one_that_stays(as_user, coordinator):
    person = make_person()
    response = as_user(coordinator).get(make_person(canonical=person).get_absolute_url())
    assert response.headers["Location"] == person.get_absolute_url()


def test_coordination_adds_a_person_where_she_belongs(as_user, coordinator):
    ours, browser = make_organisation(name="Les Ruches"), as_user(coordinator)
    form = text_of(browser.get(f"/reseau/personnes/ajouter/?organisation={ours.key}"))
    assert f'value="{ours.pk}" selected' in form
    assert text_of(browser.get("/reseau/personnes/ajouter/?organisation=rien"))
    typed = card(organisation=str(ours.pk), title="Animatrice")
    text = text_of(browser.post("/reseau/personnes/ajouter/", typed, follow=True))
    assert "Animatrice" in text
    assert Person.objects.get().affiliations.get().organisation == ours


def test_a_person_without_name_is_refused_on_the_form(as_user, coordinator):
    response = as_user(coordinator).post(
        "/reseau/personnes/ajouter/", card(given_name="", family_name="")
    )
    assert response.status_code == 422
    assert "prénom ou un nom" in text_of(response)


@pytest.mark.parametrize(
    "verb",
    ["edit_person", "merge_person", "affiliate_person", "give_network_role", "admit_person",
     "unmerge_person", "open_person_account"],
)  # fmt: skip
def test_a_member_changes_nobody_else(as_user, delegate, verb):
    assert as_user(delegate).post(at(verb, make_person()), card()).status_code == 403


def test_a_merge_of_people_is_undone(as_user, coordinator):
    one, other, browser = make_person(), make_person(), as_user(coordinator)
    assert "deux fiches" in text_of(browser.get(at("merge_person", one)))
    text = text_of(browser.post(at("merge_person", one), {"into": other.pk}, follow=True))
    assert at("unmerge_person", one) in text
    browser.post(at("unmerge_person", one))
    assert Person.objects.get(pk=one.pk).canonical is None


def test_coordination_opens_an_account(as_user, coordinator):
    person = make_person(email="aicha@reseau.example")
    browser = as_user(coordinator)
    assert "Ouvrir un compte" in text_of(browser.get(person.get_absolute_url()))
    text = text_of(browser.post(at("open_person_account", person), follow=True))
    assert "peut maintenant se connecter" in text
    text = text_of(browser.post(at("open_person_account", person), follow=True))
    assert "a déjà un compte" in text


def test_what_she_does_is_noted_and_ends(as_user, coordinator):
    person, ours, browser = make_person(), make_organisation(), as_user(coordinator)
    typed = {"organisation": ours.pk, "title": "Salariée", "starts_on": "2023-01-01"}
    browser.post(at("affiliate_person", person), typed)
    link = Affiliation.objects.get()
    browser.post(at("end_affiliation", link), {"ends_on": "2024-01-31"})
    link.refresh_from_db()
    assert (link.title, link.ends_on) == ("Salariée", date(2024, 1, 31))
    browser.post(at("give_network_role", person), {"kind": "bureau", "starts_on": "2023-01-01"})
    role = NetworkRole.objects.get()
    browser.post(at("end_network_role", role), {"ends_on": "2024-01-31"})
    role.refresh_from_db()
    assert role.ends_on == date(2024, 1, 31)
    assert "du 1er janvier 2023 au 31 janvier 2024" in text_of(
        browser.get(person.get_absolute_url())
    )


def test_an_administrator_reaches_the_erasure_of_somebody_without_account(
    as_user, administrator, coordinator
):
    person = make_person()
    erase = reverse("portal:erase_person", args=[person.key])
    assert erase in text_of(as_user(administrator).get(person.get_absolute_url()))
    assert erase not in text_of(as_user(coordinator).get(person.get_absolute_url()))


def test_an_erased_person_offers_nothing_to_do(as_user, coordinator):
    gone = make_person(given_name="", family_name="", erased_at="2024-01-01T00:00Z")
    text = text_of(as_user(coordinator).get(gone.get_absolute_url()))
    assert "personne effacée" in text
    assert "Modifier" not in text


def test_groups_are_listed_with_their_size(as_user, delegate):
    make_group(name="Europe", people=(make_person(), make_person()), audience="members")
    make_group(name="Secret", audience="bureau")
    text = text_of(as_user(delegate).get("/reseau/groupes/"))
    assert "2 personnes" in text
    assert "Secret" not in text


@pytest.mark.parametrize("length", [1, 3])
def test_groups_cost_the_same_whatever_their_number(
    as_user, coordinator, length, django_assert_num_queries
):
    groups = [make_group(people=tuple(make_person() for _ in range(length))) for _ in range(length)]
    browser = as_user(coordinator)
    with django_assert_num_queries(6):
        browser.get("/reseau/groupes/")
    with django_assert_num_queries(7):
        browser.get(groups[0].get_absolute_url())


def test_coordination_makes_a_group_and_its_members(as_user, coordinator):
    browser, person = as_user(coordinator), make_person(given_name="Aïcha")
    assert "Pas encore de groupe" in text_of(browser.get("/reseau/groupes/"))
    typed = {"name": "Europe", "kind": "body", "audience": "members", "purpose": "Suivre"}
    text = text_of(browser.post("/reseau/groupes/ajouter/", typed, follow=True))
    assert "Personne dans ce groupe" in text
    group = Group.objects.get()
    response = browser.post("/reseau/groupes/ajouter/", typed)
    assert response.status_code == 422
    joins = {"person": person.pk, "starts_on": "2023-01-01", "title": "Animation"}
    assert "Aïcha" in text_of(browser.post(at("add_group_member", group), joins, follow=True))
    end = at("end_group_member", group.members.get())
    text = text_of(browser.post(end, {"ends_on": "2024-01-01"}, follow=True))
    assert "Auparavant" in text
    browser.post(at("edit_group", group), {**typed, "name": "Monde"})
    group.refresh_from_db()
    assert group.name == "Monde"


@pytest.mark.parametrize("verb", ["edit_group", "add_group_member"])
def test_a_member_changes_no_group(as_user, delegate, verb):
    assert as_user(delegate).post(at(verb, make_group())).status_code == 403


def test_coordination_names_who_speaks_for_a_member(as_user, coordinator):
    ours, person = make_membership().organisation, make_person(given_name="Aïcha")
    browser = as_user(coordinator)
    typed = {"person": person.pk, "standing": "titular", "starts_on": "2023-01-01"}
    text = text_of(browser.post(at("name_representative", ours), typed, follow=True))
    assert "titulaire" in text
    representation = Representation.objects.get()
    browser.post(at("end_representation", representation), {"ends_on": "2024-01-01"})
    representation.refresh_from_db()
    assert representation.ends_on == date(2024, 1, 1)


def test_a_delegate_names_an_alternate_and_nothing_else(as_user):
    ours, person = make_organisation(), make_person()
    browser = as_user(make_delegate(of=ours))
    assert "Titulaire" not in text_of(browser.get(at("name_representative", ours)))
    typed = {"person": person.pk, "standing": "titular", "starts_on": "2023-01-01"}
    browser.post(at("name_representative", ours), typed)
    named = Representation.objects.get(person=person)
    assert named.standing == "alternate"
    end = at("end_representation", named)
    assert browser.post(end, {"ends_on": "2024-01-01"}).status_code == 403
