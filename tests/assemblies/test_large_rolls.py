"""A body with hundreds of electors: pages stay light, and whom one means is typed, not looked for
in a menu."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.assemblies.models import Attendance, Elector, Meeting, Proxy
from essaim.post.links import token_of
from tests.assemblies.lively import token_for
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_elector, make_meeting, make_proxy, make_rules
from tests.factories.large_meetings import make_large_meeting
from tests.factories.network import make_organisation
from tests.factories.post import make_link

pytestmark = pytest.mark.django_db

#: More than a menu holds.
MANY = 60


def convened(voters: int, proxies: int = 0, **rules: object) -> Meeting:
    """Under rules that let the chair use proxies which name nobody."""
    meeting = make_large_meeting(voters=voters, proxies=proxies, colleges=3)
    meeting.attendances.all().delete()
    meeting.state, meeting.opened_at = "convened", None
    meeting.save()
    fields = {"proxies_allowed": True, "blank_proxies": "to_chair", "proxy_cap": None, **rules}
    type(meeting.rules).objects.filter(pk=meeting.rules_id).update(**fields)
    return meeting


def address(name: str, meeting: Meeting) -> str:
    return reverse(f"assemblies:{name}", args=[meeting.key])


def named(meeting: Meeting, name: str) -> Elector:
    return meeting.electors.get(name=name)


def answers_for(elector: Elector) -> str:
    """The address by which it answers from the mail."""
    link = make_link(
        act="assemblies.answer", about_key=elector.meeting.key, grants=f"elector:{elector.key}"
    )
    return reverse("assemblies:answer_by_link", args=[token_of(link)])


def test_with_five_hundred_electors_no_page_weighs_a_hundred_kilobytes(as_user, coordinator):
    meeting = convened(500, proxies=200)
    browser = as_user(coordinator)
    free = named(meeting, "Réseau 450")
    pages = [
        *(address(name, meeting) for name in ("roll", "proxies", "give_proxy", "record_arrival")),
        address("room", meeting),
        reverse("assemblies:answer_convocation", args=[free.key]),
    ]
    weights = {page: len(browser.get(page).content) for page in pages}
    assert {page: weight for page, weight in weights.items() if weight > 100_000} == {}


@pytest.mark.parametrize(
    ("name", "queries"), [("roll", 10), ("proxies", 8), ("give_proxy", 8), ("record_arrival", 7)]
)
@pytest.mark.parametrize("voters", [2 * MANY, 4 * MANY])
def test_beyond_a_menu_pages_cost_the_same_whatever_the_number(
    as_user, coordinator, voters, name, queries, django_assert_num_queries
):
    page = address(name, convened(voters, proxies=voters // 2))
    browser = as_user(coordinator)
    browser.get(page)
    with django_assert_num_queries(queries):
        browser.get(page)


def test_the_roll_goes_on_over_pages_and_each_college_says_how_many_it_has(as_user, coordinator):
    meeting = convened(MANY)
    browser = as_user(coordinator)
    first = browser.get(address("roll", meeting))
    assert len(first.context["page"]) == 50
    assert "60 membres ont le droit de vote" in first.text
    assert "Collège 1 (20)" in first.text
    second = browser.get(address("roll", meeting), {"page": 2}).context["page"]
    assert len(second) == 10
    file = browser.get(reverse("assemblies:export_roll", args=[meeting.key, "csv"]))
    assert len(file.getvalue().decode().splitlines()) == 61


def test_proxies_are_found_by_the_name_of_either_side(as_user, coordinator):
    meeting = convened(MANY, proxies=2)
    browser = as_user(coordinator)
    for words, givers in (("000", ["Réseau 000"]), ("reseau 003", ["Réseau 001"]), ("z", [])):
        page = browser.get(address("proxies", meeting), {"q": words}).context["page"]
        assert [proxy.giver.name for proxy in page] == givers


def test_a_paper_proxy_is_noted_by_the_names_that_one_types(as_user, coordinator):
    meeting = convened(MANY)
    browser = as_user(coordinator)
    form = browser.get(address("give_proxy", meeting)).text
    assert "<select" not in form
    assert f'data-suggest="{address("suggest_electors", meeting)}"' in form
    assert "La présidence de séance, si vous laissez vide." in form
    typed = {"giver": "reseau 012", "holder": str(named(meeting, "Réseau 014").key)}
    assert browser.post(address("give_proxy", meeting), typed).status_code == 302
    browser.post(address("give_proxy", meeting), {"giver": "Réseau 013"})
    proxies = Proxy.objects.order_by("giver__name").values_list("giver__name", "holder__name")
    assert list(proxies) == [("Réseau 012", "Réseau 014"), ("Réseau 013", None)]


def test_a_name_that_several_bear_is_asked_about_by_college(as_user, coordinator):
    meeting = convened(MANY)
    twins = list(meeting.electors.order_by("pk")[:2])
    for twin in twins:
        twin.name = "Jumelle"
        twin.save()
    response = as_user(coordinator).post(address("give_proxy", meeting), {"giver": "jumelle"})
    assert response.status_code == 422
    for twin in twins:
        assert f"Jumelle · {twin.college}" in response.text
        assert str(twin.key) in response.text


def test_the_form_to_answer_takes_a_name_and_says_why_it_cannot_be(client):
    meeting = convened(MANY, proxies=1, proxy_cap=1)
    giver, full = named(meeting, "Réseau 040"), named(meeting, "Réseau 001")
    page = answers_for(giver)
    form = client.get(page).text
    assert "Réseau 033" not in form
    refused = client.post(page, {"answer": "proxy", "holder": full.name, "instruction": "Pour"})
    assert refused.status_code == 422
    assert "Un pouvoir au plus" in refused.text
    assert 'value="Réseau 001"' in refused.text
    assert client.post(page, {"answer": "proxy", "holder": "Personne"}).status_code == 422
    assert client.post(page, {"answer": "proxy", "holder": "Réseau 033"}).status_code == 302
    assert client.get(page).context["page"].given.holder.name == "Réseau 033"


def test_nobody_is_their_own_holder_by_name_either(client):
    giver = named(convened(MANY), "Réseau 040")
    sent = client.post(answers_for(giver), {"answer": "proxy", "holder": "Réseau 040"})
    assert sent.status_code == 422
    assert not Proxy.objects.exists()


def test_who_runs_the_meeting_notes_an_arrival_by_a_name(as_user, coordinator):
    meeting = make_large_meeting(voters=MANY, proxies=1, colleges=1)
    meeting.attendances.all().delete()
    browser = as_user(coordinator)
    page = address("record_arrival", meeting)
    prefilled = browser.get(page, {"electeur": named(meeting, "Réseau 007").key}).text
    assert 'value="Réseau 007"' in prefilled
    typed = {"elector": "réseau 007", "means": "onsite", "at": ""}
    assert browser.post(page, typed).status_code == 302
    assert Attendance.objects.get().elector.name == "Réseau 007"


class TestNamesSuggested:
    """Under the field, to whom a menu would have shown the roll, and to nobody else."""

    def names(self, client: Client, meeting: Meeting, words: str, **more: str) -> str:
        response = client.get(address("suggest_electors", meeting), {"q": words, **more})
        return response.text if response.status_code == 200 else str(response.status_code)

    def test_the_first_that_hold_the_words(self, as_user, coordinator):
        meeting = convened(MANY)
        make_elector(meeting=make_meeting(), organisation=make_organisation(name="Réseau 0 loin"))
        browser = as_user(coordinator)
        assert (
            self.names(browser, meeting, "réseau 017") == '<option value="Réseau 017"></option>\n'
        )
        assert self.names(browser, meeting, "RESEAU").count("<option") == 12
        assert "loin" not in self.names(browser, meeting, "loin")

    def test_whoever_came_by_a_link_of_the_meeting(self, client):
        meeting, other = convened(3), convened(3)
        elector = meeting.electors.first()
        for token in (token_for(elector), answers_for(elector).strip("/").rsplit("/")[-1]):
            assert "Réseau 001" in self.names(client, meeting, "001", jeton=token)
            assert self.names(client, other, "001", jeton=token) == "404"

    def test_a_public_meeting_has_no_public_roll(self, client, stranger):
        meeting = convened(3)
        meeting.action.audience = "public"
        meeting.action.save()
        assert self.names(client, meeting, "001") == "404"
        client.force_login(stranger)
        assert self.names(client, meeting, "001") == "404"
        client.force_login(make_user())
        assert self.names(client, meeting, "001") == "404"

    def test_a_name_is_shown_as_it_is_written(self, as_user, coordinator):
        meeting = make_meeting(body=make_rules().body)
        sharp = make_organisation(name='<b>"Ruche"')
        make_proxy(giver=make_elector(meeting=meeting, organisation=sharp))
        assert "&lt;b&gt;&quot;Ruche&quot;" in self.names(as_user(coordinator), meeting, "ruche")
