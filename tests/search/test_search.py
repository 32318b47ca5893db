"""The index: what is found, by whom, in which order, and how it stays in step."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaim.journal.models import Entry
from essaim.kernel.acting import BUREAU, COMMAND, MEMBERS, PUBLIC, VISITOR, Acting, capacities_of
from essaim.network.actions import edit_organisation, merge_organisation, unmerge_organisation
from essaim.network.models import Organisation
from essaim.portal.actions import erase_person
from essaim.programme.actions.plan import remove_objective
from essaim.search import indexing
from essaim.search.indexing import follow_journal, index, rebuild, searchables
from essaim.search.models import IndexEntry, NameGram, Position
from essaim.search.queries import A_PAGE, search, suggest
from tests.factories.assemblies import make_body, make_item, make_meeting
from tests.factories.files import make_file
from tests.factories.network import make_group, make_organisation, make_person
from tests.factories.programme import make_action, make_decision, make_objective

pytestmark = pytest.mark.django_db


def acting(*words: str) -> Acting:
    return Acting(key=UUID(int=7), user_id=7, capacities=capacities_of(words))


HOST, MEMBER, STRANGER = acting(COMMAND), acting(MEMBERS), acting()


def titles(typed: str, by: Acting = HOST, **asked: object) -> list[str]:
    return ["".join(piece.text for piece in hit.title) for hit in search(typed, by, **asked).hits]


def standing() -> set[tuple[object, ...]]:
    """The index, whole: to compare with itself made anew."""
    words = ("target", "kind", "title", "url", "audience", "names", "title_stems", "body_stems")
    grams = set(NameGram.objects.values_list("word", "gram"))
    return set(IndexEntry.objects.values_list(*words)) | grams


# --- What is found


def test_every_word_must_stand_in_the_title_or_below() -> None:
    make_action(title="Charte des habitants", summary="Écrite à Nantes")
    rebuild()
    assert titles("habitante charte") == ["Charte des habitants"]
    assert titles("charte nantes") == ["Charte des habitants"]
    assert titles("charte rennes") == []


def test_the_thing_of_that_very_name_comes_first_then_titles_then_the_newest() -> None:
    make_action(title="Autre chose", summary="avec la biocoop", starts_on="2026-05-01")
    make_action(title="Visite de la Biocoop", starts_on="2020-05-01")
    make_action(title="Retour à la Biocoop", starts_on="2024-05-01")
    make_organisation(name="Biocoop")
    rebuild()
    assert titles("biocoop") == [
        "Biocoop",
        "Retour à la Biocoop",
        "Visite de la Biocoop",
        "Autre chose",
    ]


def test_a_beginning_finds_names_and_a_word_of_the_text_is_whole() -> None:
    make_organisation(name="Coopaname", description="maraîchage")
    rebuild()
    assert titles("coopa") == ["Coopaname"]
    assert titles("marai") == []


def test_a_misspelt_name_is_found_and_the_page_says_what_was_looked_for() -> None:
    make_organisation(name="Association des Citoyennes")
    rebuild()
    results = search("assocation des citoyens", HOST)
    assert results.meant == "association citoyens"
    assert results.total == 1
    assert suggest("assocation", HOST) == ["Association des Citoyennes"]


def test_nothing_is_meant_where_one_word_is_near_to_nothing() -> None:
    make_organisation(name="Association des Citoyennes")
    rebuild()
    assert search("assocation zygomatique", HOST).meant == ""


def test_an_acronym_finds_its_organisation() -> None:
    make_organisation(name="Mouvement pour l’économie solidaire", short_name="MES")
    rebuild()
    assert titles("mes") == ["Mouvement pour l’économie solidaire"]


def test_kinds_and_years_are_counted_and_each_narrows() -> None:
    make_action(title="Ferme ouverte", starts_on="2024-03-01")
    make_action(title="Ferme fermée", starts_on="2023-03-01")
    make_organisation(name="La Ferme")
    rebuild()
    results = search("ferme", HOST)
    counts = {facet.value: facet.count for facet in (*results.facets, *results.years)}
    assert counts == {"network.organisation": 1, "programme.action": 2, "2024": 1, "2023": 1}
    assert titles("ferme", kind="programme.action", year=2023) == ["Ferme fermée"]
    narrowed = search("ferme", HOST, year=2023)
    assert (narrowed.total, narrowed.everything) == (1, 3)
    assert [facet.value for facet in narrowed.years] == ["2024", "2023"]


def test_pages_hold_each_result_once() -> None:
    for _time in range(A_PAGE + 5):
        make_action(title="Atelier")
    rebuild()
    assert len(titles("atelier")) == A_PAGE
    assert len(titles("atelier", page=2)) == 5
    assert search("atelier", HOST, page=99).page == 2


def test_what_nobody_tells_any_more_is_not_found() -> None:
    make_action(title="Atelier jeté", state="discarded")
    merged = make_organisation(name="Ancien nom")
    stays = make_organisation(name="Nouveau nom")
    merge_organisation(organisation=merged, into=stays, by=HOST)
    rebuild()
    assert titles("jeté") == []
    assert titles("ancien") == ["Nouveau nom"]


def test_a_meeting_is_found_once_with_its_agenda_and_without_what_is_only_proposed() -> None:
    meeting = make_meeting(action=make_action(title="Assemblée de mai"))
    make_item(meeting=meeting, title="Le budget participatif")
    make_item(meeting=meeting, title="La cantine", state="proposed")
    rebuild()
    assert titles("mai assemblée") == ["Assemblée de mai"]
    assert titles("budget participatif") == ["Assemblée de mai"]
    assert titles("cantine") == []


# --- By whom


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        (PUBLIC, [VISITOR, STRANGER, MEMBER, HOST]),
        (MEMBERS, [MEMBER, HOST]),
        (BUREAU, [HOST]),
        ("group:00000000-0000-0000-0000-000000000009", []),
    ],
)
def test_each_finds_what_they_may_see_and_counts_nothing_else(
    audience: str, seen_by: list[Acting]
) -> None:
    make_action(title="Chose vue", audience=audience)
    rebuild()
    for by in (VISITOR, STRANGER, MEMBER, HOST):
        results = search("chose", by)
        assert (len(results.hits), results.total, len(results.facets)) == (
            3 * (int(by in seen_by),)
        )
        assert bool(suggest("chose", by)) == (by in seen_by)


def test_a_hidden_name_is_never_meant_for_who_does_not_see_it() -> None:
    make_organisation(name="Zanzibar", audience=BUREAU)
    rebuild()
    assert search("zanzibra", HOST).meant == "zanzibar"
    assert search("zanzibra", VISITOR) == search("zanzibra", STRANGER)
    assert search("zanzibra", VISITOR).meant == ""


def test_visitors_find_nothing_whose_page_is_closed_to_them() -> None:
    make_person(given_name="Aminata", family_name="Public", audience=PUBLIC)
    make_group(name="Aminata et les autres", audience=PUBLIC)
    make_file(name="Aminata.txt", audience=PUBLIC)
    rebuild()
    assert titles("aminata", VISITOR) == []
    assert len(titles("aminata", STRANGER)) == 3


def test_members_of_a_group_find_their_body_and_its_meetings() -> None:
    group = make_group(name="Finances")
    body = make_body(name="Commission des finances", group=group, audience=BUREAU)
    action = make_action(title="Réunion des finances", audience=BUREAU)
    make_meeting(action=action, body=body)
    rebuild()
    theirs = acting(MEMBERS, f"group:{group.key}")
    assert set(titles("finances", theirs)) >= {"Commission des finances", "Réunion des finances"}
    assert titles("finances", MEMBER) == ["Finances"]


def test_a_place_is_found_where_everybody_may_read_the_address() -> None:
    make_organisation(name="Ouverte", city="Guéret")
    make_organisation(name="Discrète", city="Guéret", address_audience=MEMBERS)
    rebuild()
    assert titles("guéret") == ["Ouverte"]


def test_what_was_narrowed_a_moment_ago_is_not_shown_though_the_index_still_holds_it() -> None:
    organisation = make_organisation(name="Discrète")
    rebuild()
    Organisation.objects.filter(pk=organisation.pk).update(audience=BUREAU)
    assert titles("discrète", VISITOR) == []
    assert suggest("discrète", VISITOR) == []


# --- In step


def test_an_act_is_found_as_soon_as_it_is_committed(django_capture_on_commit_callbacks) -> None:
    organisation = make_organisation(name="Avant")
    rebuild()
    with django_capture_on_commit_callbacks(execute=True):
        edit_organisation(organisation=organisation, name="Après", by=HOST)
    assert (titles("avant"), titles("après")) == ([], ["Après"])


def test_an_act_stands_although_the_index_fails(
    monkeypatch, caplog, django_capture_on_commit_callbacks
) -> None:
    organisation = make_organisation(name="Avant")

    def fails(*_rows: object, **_options: object) -> None:
        raise OSError("no index today")

    monkeypatch.setattr(indexing.IndexEntry.objects, "bulk_create", fails)
    with django_capture_on_commit_callbacks(execute=True):
        edit_organisation(organisation=organisation, name="Après", by=HOST)
    organisation.refresh_from_db()
    assert organisation.name == "Après"
    assert "no index today" in caplog.text


def test_what_was_missed_is_caught_up_with_from_the_journal() -> None:
    organisation = make_organisation(name="Avant")
    rebuild()
    edit_organisation(organisation=organisation, name="Après", by=HOST)  # nothing is committed
    assert titles("après") == []
    assert follow_journal() == 1
    assert (titles("avant"), titles("après")) == ([], ["Après"])
    assert follow_journal() == 0


def test_one_thing_that_cannot_be_told_holds_up_no_other(monkeypatch, caplog) -> None:
    broken, sound = make_organisation(name="Cassée"), make_organisation(name="Avant")
    rebuild()
    kind = searchables()["network.organisation"]

    def rows(keys):
        if broken.key in keys:
            raise ValueError("no words for it")
        return kind.rows(keys)

    spoilt = {**searchables(), "network.organisation": replace(kind, rows=rows)}
    monkeypatch.setattr(indexing, "searchables", lambda: spoilt)
    edit_organisation(organisation=broken, audience=BUREAU, by=HOST)
    edit_organisation(organisation=sound, name="Après", by=HOST)
    assert follow_journal() == 2
    assert (titles("cassée"), titles("après")) == ([], ["Après"])
    assert str(broken.key) in caplog.text
    assert follow_journal() == 0


def test_a_line_that_appears_late_is_followed_too() -> None:
    """On PostgreSQL, a long act that began first is committed after a short one."""
    slow, quick = make_organisation(name="Lente"), make_organisation(name="Vive")
    rebuild()
    last = Position.objects.get().last

    def line(number: int, organisation: Organisation) -> None:
        Entry.objects.create(
            pk=number,
            verb="network.edit_organisation",
            target_model="network.organisation",
            target_key=organisation.key,
            at="2026-01-01T00:00Z",
        )

    line(last + 2, quick)
    follow_journal()
    assert Position.objects.get().gaps.keys() == {str(last + 1)}
    Organisation.objects.filter(pk=slow.pk).update(name="Tardive")
    line(last + 1, slow)
    assert follow_journal() == 1
    assert titles("tardive") == ["Tardive"]
    assert Position.objects.get().gaps == {}


def test_a_line_that_never_comes_is_waited_for_no_longer_than_an_hour(time_machine) -> None:
    Position.objects.create(last=10, gaps={"9": 0.0})
    make_organisation(name="Ensuite")
    Entry.objects.create(pk=11, verb="x.y", target_model="", at="2026-01-01T00:00Z")
    follow_journal()
    assert Position.objects.get().gaps == {}


def test_a_name_taken_over_by_a_merge_goes_with_its_undoing() -> None:
    merged, stays = make_organisation(name="Ancienne"), make_organisation(name="Nouvelle")
    rebuild()
    merge_organisation(organisation=merged, into=stays, by=HOST)
    follow_journal()
    assert titles("ancienne") == ["Nouvelle"]
    unmerge_organisation(organisation=merged, by=HOST)
    follow_journal()
    assert titles("ancienne") == ["Ancienne"]
    held = standing()
    rebuild()
    assert standing() == held


def test_a_name_that_fewer_may_see_leads_nobody_to_the_card_it_was_merged_into() -> None:
    hidden, shown = make_organisation(name="Ancienne", audience=BUREAU), make_organisation(name="B")
    hidden_too = make_organisation(name="C", audience=BUREAU)
    merge_organisation(organisation=hidden, into=shown, by=HOST)
    rebuild()
    assert titles("ancienne", HOST) == titles("ancienne", VISITOR) == suggest("anci", VISITOR) == []
    assert search("ancenne", VISITOR).meant == ""
    unmerge_organisation(organisation=hidden, by=HOST)
    merge_organisation(organisation=hidden, into=hidden_too, by=HOST)
    follow_journal()
    assert titles("ancienne", HOST) == ["C"]
    edit_organisation(organisation=hidden_too, audience=PUBLIC, by=HOST)
    follow_journal()
    assert titles("ancienne", HOST) == []


def test_an_erased_person_leaves_no_word_behind() -> None:
    person = make_person(given_name="Zébulon", family_name="Oubliable")
    rebuild()
    assert NameGram.objects.filter(gram="^ze").exists()
    erase_person(person=person, by=HOST)
    follow_journal()
    assert not IndexEntry.objects.filter(target=person.key).exists()
    assert not NameGram.objects.filter(gram="^ze").exists()
    assert titles("zébulon") == []


def test_a_word_that_two_names_share_stays_with_the_other() -> None:
    leaving, staying = make_organisation(name="Biocoop Nord"), make_organisation(name="Biocoop Sud")
    rebuild()
    edit_organisation(organisation=leaving, name="Épicerie Nord", by=HOST)
    follow_journal()
    assert search("bioccop", HOST).meant == "biocoop"
    edit_organisation(organisation=staying, name="Épicerie Sud", by=HOST)
    follow_journal()
    assert search("bioccop", HOST).meant == ""
    held = standing()
    rebuild()
    assert standing() == held


def test_what_is_removed_is_counted_no_more_whatever_the_act_was_about() -> None:
    objective = make_objective(title="Zanzibar")
    make_organisation(name="Zanzibar Nord")
    rebuild()
    assert search("zanzibar", HOST).everything == 2
    remove_objective(objective=objective, by=HOST)
    follow_journal()
    assert search("zanzibar", HOST).everything == 1
    Organisation.objects.all().delete()
    assert search("zanzibar", HOST).everything == 0
    assert not NameGram.objects.exists()


def test_making_it_anew_drops_what_stands_no_more() -> None:
    make_decision(text="On achète un four")
    rebuild()
    gone = IndexEntry.objects.get()
    IndexEntry.objects.create(target=UUID(int=3), kind=gone.kind, title="Fantôme", names="fantome")
    call_command("rebuild_search")
    assert titles("fantôme") == []
    assert titles("four") == ["On achète un four"]


def test_an_index_that_never_was_is_made_by_whoever_follows() -> None:
    make_objective(title="Nourrir le quartier")
    call_command("follow_journal")
    assert len(titles("quartier")) == 1


def test_indexing_takes_as_many_queries_for_one_thing_as_for_many(
    django_assert_num_queries, django_assert_max_num_queries
) -> None:
    keys = [make_organisation().key for _time in range(3)]
    index("network.organisation", keys)
    with django_assert_max_num_queries(12) as one:
        index("network.organisation", keys[:1])
    with django_assert_num_queries(len(one)):
        index("network.organisation", keys)


# --- Whatever is typed


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    search(typed, VISITOR)
    suggest(typed, HOST)


@pytest.mark.parametrize(
    "typed", ['"', "NEAR(", "a OR b", "names:x", "a:*", "' & |", "\\", "*", "%"]
)
def test_the_languages_of_the_indexes_mean_nothing_here(typed: str) -> None:
    make_organisation(name="Or et names")
    rebuild()
    assert search(typed, HOST).total in {0, 1}


# --- The pages


def test_a_search_takes_as_many_queries_for_one_result_as_for_three(
    client: Client, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    make_action(title="Atelier")
    rebuild()
    address = reverse("search:results")
    client.get(address, {"q": "atelier"})
    with django_assert_max_num_queries(8) as one:
        client.get(address, {"q": "atelier"})
    make_action(title="Atelier"), make_action(title="Atelier")
    rebuild()
    with django_assert_num_queries(len(one)):
        assert client.get(address, {"q": "atelier"}).content.count(b"<mark>") == 3


def test_an_address_typed_by_hand_is_answered(client: Client) -> None:
    make_action(title="Atelier")
    rebuild()
    odd = {"q": "atelier" * 1_000, "genre": "x", "annee": "z", "page": "-1"}
    assert client.get(reverse("search:results"), odd).status_code == 200
    assert client.get(reverse("search:results"), {"q": "atelier", "genre": "x"}).status_code == 200
    assert client.get(reverse("search:suggestions"), odd).status_code == 200


def test_what_is_found_stands_as_text_and_not_as_markup(client: Client) -> None:
    make_action(title="Atelier <script>alert(1)</script>", summary="<b>gras</b> atelier")
    rebuild()
    page = client.get(reverse("search:results"), {"q": "atelier"}).content.decode()
    assert "<script>alert" not in page
    assert "<b>gras" not in page


def test_every_page_leads_to_the_search(client: Client) -> None:
    assert reverse("search:results") in client.get("/").content.decode()


# --- What the rooms offer


def test_every_kind_leads_to_pages_as_open_as_it_says(client: Client) -> None:
    """A visitor who finds a public thing may open it, and the other way round."""
    things = {
        "network.organisation": make_organisation(),
        "network.person": make_person(audience=PUBLIC),
        "network.group": make_group(audience=PUBLIC),
        "programme.action": make_action(),
        "programme.objective": make_objective(),
        "programme.decision": make_decision(audience=PUBLIC),
        "assemblies.body": make_body(audience=PUBLIC),
        "assemblies.meeting": make_meeting(action=make_action()),
        "files.storedfile": make_file(audience=PUBLIC),
    }
    for model, thing in things.items():
        [found] = searchables()[model].rows([thing.key])
        is_open = client.get(found.url, follow=False).status_code == 200
        assert is_open == searchables()[model].is_open, model


def test_whoever_comes_to_search_types_at_once_and_reads_results_undisturbed(client) -> None:
    assert " autofocus" in client.get("/chercher/").text
    assert " autofocus" not in client.get("/chercher/", {"q": "abeille"}).text
