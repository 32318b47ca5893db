"""The first evening: what is to be done in an empty house, how far it is, and the way back."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.models import User
from essaim.journal.models import Entry
from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.errors import Forbidden
from essaim.kernel.manifest import offered
from essaim.kernel.offering.first_steps import FirstPath, FirstStep, StepTaken
from essaim.network.models import Organisation
from essaim.portal.actions import close_room, resume_step, skip_step, skip_steps
from essaim.portal.homepage import (
    ON_PATH,
    path_for,
    show_what_waits,
    step_called,
    ways_of,
)
from essaim.portal.models import Step
from tests.factories.accounts import coordinator as acting_coordinator
from tests.factories.accounts import make_acting, make_user
from tests.factories.assemblies import make_body
from tests.factories.network import make_membership, make_organisation
from tests.factories.programme import make_axis, make_objective, make_programme
from tests.factories.reports import make_report
from tests.routes import routes

pytestmark = pytest.mark.django_db
ORDER = [
    "network.presentation",
    "network.colleagues",
    "programme.objectives",
    "network.members",
    "assemblies.bodies",
    "reports.publication",
]
PATH = reverse("portal:first_steps")
BACK = "Premiers pas\xa0: "


@pytest.fixture
def network() -> Organisation:
    return make_organisation(name="Les ateliers", kind="network", is_house=True, audience="public")


def open_codes(acting: Acting) -> list[str]:
    return [taken.step.code for taken in path_for(acting).steps if taken.is_open]


def done_codes(acting: Acting) -> list[str]:
    return [taken.step.code for taken in path_for(acting).steps if taken.is_done]


# --- What rooms say ------------------------------------------------------------------------


def test_six_steps_stand_in_their_order() -> None:
    assert [taken.step.code for taken in path_for(acting_coordinator()).steps] == ORDER
    steps = list(offered("first_steps"))
    assert all(str(step.label) and str(step.text) and step.minutes > 0 for step in steps)


def test_the_pages_of_a_step_are_pages_of_the_house() -> None:
    views = {route.name for route in routes()}
    rooms = {name.partition(":")[0] for name in views if ":" in name}
    named = {page for step in offered("first_steps") for page in step.pages}
    assert {page for page in named if page not in views | rooms} == set()


def test_in_an_empty_house_nothing_is_done(network: Organisation) -> None:
    path = path_for(acting_coordinator())
    assert path.done == 0
    assert path.next is not None
    assert path.next.step.code == "network.presentation"
    assert path.minutes == sum(taken.step.minutes for taken in path.steps)


def test_each_step_is_done_by_the_rows_that_it_leaves(network: Organisation) -> None:
    by = acting_coordinator()
    assert "network.colleagues" not in done_codes(by)  # whoever opened the house is alone
    leaves: dict[str, Callable[[], object]] = {
        "network.presentation": lambda: network.save_with(description="Douze ateliers."),
        "network.colleagues": make_user,
        "programme.objectives": lambda: make_objective(axis=make_axis(programme=make_programme())),
        "network.members": lambda: make_membership(organisation=make_organisation()),
        "assemblies.bodies": make_body,
    }
    for code, leave in leaves.items():
        before = set(done_codes(by))
        leave()
        assert set(done_codes(by)) - before == {code}
    assert open_codes(by) == ["reports.publication"]


def test_an_account_that_is_closed_is_nobody_who_works_here(network: Organisation) -> None:
    by, closed = acting_coordinator(), make_user()
    assert "network.colleagues" in done_codes(by)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    assert "network.colleagues" in open_codes(by)


def test_a_report_that_is_begun_is_gone_on_with(network: Organisation) -> None:
    step, by = step_called("reports.publication"), acting_coordinator()
    assert step is not None
    assert ways_of(step, by)[0].url == reverse("reports:open_report")
    report = make_report(year=2025)
    assert ways_of(step, by)[0].url == reverse("reports:composer", args=[report.key])


def test_a_programme_that_is_begun_is_gone_on_with(network: Organisation) -> None:
    step, by = step_called("programme.objectives"), acting_coordinator()
    assert step is not None
    first, second = ways_of(step, by)
    assert first.url == reverse("reprise:open_past_report")  # another room's, as a link
    assert second.url == reverse("programme:add_programme")
    programme = make_programme()
    assert ways_of(step, by)[1].url == programme.get_absolute_url()


@pytest.mark.usefixtures("rooms_close")
def test_a_closed_room_has_no_step_and_adds_no_way(network: Organisation) -> None:
    by = acting_coordinator()
    close_room(name="assemblies", by=by)
    close_room(name="reprise", by=by)
    assert [taken.step.code for taken in path_for(by).steps] == [
        code for code in ORDER if code != "assemblies.bodies"
    ]
    step = step_called("programme.objectives")
    assert step is not None
    assert [way.url for way in ways_of(step, by)] == [reverse("programme:add_programme")]
    assert step_called("assemblies.bodies") is None


@pytest.mark.parametrize("length", [1, 3])
def test_the_path_costs_two_queries(
    length: int, network: Organisation, django_assert_num_queries, stop_the_clock
) -> None:
    by = acting_coordinator()
    for _row in range(length):
        make_objective(axis=make_axis(programme=make_programme()))
        make_body()
        make_membership(organisation=make_organisation())
    with django_assert_num_queries(2):
        assert path_for(by).done == 3


# --- Which comes next ----------------------------------------------------------------------


def taken(count: int, *, was_skipped: bool = False, enough: int = 1) -> StepTaken:
    step = FirstStep(
        code="a.step",
        label="A",
        text="B",
        order=1,
        minutes=2,
        rows=lambda _acting: Organisation.objects.all(),
        sentence=lambda number: f"{number} are there",
        ways=lambda _acting: [],
        pages=("a:page", "b"),
        enough=enough,
    )
    return StepTaken(step, count, was_skipped)


@pytest.mark.parametrize(
    ("count", "enough", "was_skipped", "state", "sentence"),
    [
        (0, 1, False, "open", ""),
        (1, 1, False, "done", "1 are there"),
        (1, 2, False, "open", ""),
        (2, 2, False, "done", "2 are there"),
        (0, 1, True, "skipped", ""),
        (1, 2, True, "skipped", ""),
        (1, 1, True, "done", "1 are there"),  # done all the same
    ],
)
def test_a_step_is_done_skipped_or_open(
    count: int, enough: int, was_skipped: bool, state: str, sentence: str
) -> None:
    step = taken(count, was_skipped=was_skipped, enough=enough)
    states = {"open": step.is_open, "done": step.is_done, "skipped": step.is_skipped}
    assert [name for name, holds in states.items() if holds] == [state]
    assert step.sentence == sentence


def test_the_next_step_is_the_first_that_is_open() -> None:
    third = taken(0)
    path = FirstPath([taken(1), taken(0, was_skipped=True), third, taken(0)])
    assert (path.next, path.done, path.minutes) == (third, 1, 4)
    assert FirstPath([taken(1), taken(0, was_skipped=True)]).next is None


@pytest.mark.parametrize(
    ("view", "stands"), [("a:page", True), ("a:other", False), ("b:any", True), ("home", False)]
)
def test_a_page_belongs_to_a_step_by_its_name_or_its_room(view: str, stands: bool) -> None:
    assert taken(0).step.stands_on(view) is stands


# --- Put aside, taken up again -------------------------------------------------------------


def test_a_step_is_put_aside_and_taken_up_again(network: Organisation) -> None:
    by = acting_coordinator()
    skip_step(code="network.members", by=by)
    skip_step(code="network.members", by=by)
    assert "network.members" not in open_codes(by)
    resume_step(code="network.members", by=by)
    assert "network.members" in open_codes(by)
    assert Step.objects.count() == 1
    verbs = Entry.objects.filter(target_model="portal.step").values_list("verb", flat=True)
    assert set(verbs) == {"portal.skip_step", "portal.resume_step"}


def test_all_that_is_left_is_put_aside_at_once(network: Organisation) -> None:
    by = acting_coordinator()
    skip_steps(codes=open_codes(by), by=by)
    assert path_for(by).next is None


@pytest.mark.parametrize("code", ["", "members", "Network.members", "network.", "../a.b"])
def test_the_database_refuses_what_names_no_step(code: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.bulk_create([Step(code=code, is_skipped=True)])


@pytest.mark.parametrize("act", [skip_step, resume_step])
def test_who_runs_neither_network_nor_house_puts_nothing_aside(act: Callable[..., object]) -> None:
    for by in (make_acting(role="bureau"), make_acting(), VISITOR):
        with pytest.raises(Forbidden):
            act(code="network.members", by=by)
    assert not Step.objects.exists()


# --- The pages -----------------------------------------------------------------------------


def test_the_home_page_leads_to_the_next_step(
    network: Organisation, as_user, coordinator: User
) -> None:
    page = as_user(coordinator).get("/").content.decode()
    assert reverse("network:edit_organisation", args=[network.key]) in page
    assert page.count("button primary") == 1  # one gesture
    assert PATH in page


def test_where_the_next_step_leads_is_said_once(network: Organisation) -> None:
    by, today = acting_coordinator(), timezone.localdate()
    report = make_report(year=today.year - 1)
    waits = show_what_waits(by, today)
    assert waits is not None
    composer = reverse("reports:composer", args=[report.key])
    assert composer in [line.url for line, _how in waits["first"]]
    for code in ORDER[:-1]:
        skip_step(code=code, by=by)
    coming = path_for(by).next
    assert coming is not None
    assert composer in [way.url for way in ways_of(coming.step, by)]
    waits = show_what_waits(by, today)
    assert composer not in [line.url for line, _how in (waits or {"first": []})["first"]]


def test_once_all_is_put_aside_the_home_page_is_the_networks(
    network: Organisation, as_user, coordinator: User
) -> None:
    browser = as_user(coordinator)
    page = browser.post(reverse("portal:skip_steps"), follow=True).content.decode()
    assert page.count("/reprendre/") == len(ORDER)
    assert "portal-first_steps" not in browser.get("/").content.decode()


def test_who_does_not_run_the_house_reads_of_no_first_steps(
    network: Organisation, client: Client, as_user, delegate: User, administrator: User
) -> None:
    assert client.get(PATH).status_code == 302
    assert "portal-first_steps" not in client.get("/").content.decode()
    browser = as_user(delegate)
    assert browser.get(PATH).status_code == 403
    assert browser.post(reverse("portal:skip_step", args=["network.members"])).status_code == 403
    assert "portal-first_steps" not in browser.get("/").content.decode()
    assert as_user(administrator).get(PATH).status_code == 200


def test_an_administrator_reads_who_does_what_they_may_not(
    network: Organisation, as_user, administrator: User
) -> None:
    page = as_user(administrator).get(PATH).content.decode()
    assert reverse("programme:add_programme") not in page
    assert "Vos rôles n’y mènent pas" in page


def test_a_button_puts_aside_and_its_message_takes_it_back(
    network: Organisation, as_user, coordinator: User
) -> None:
    browser = as_user(coordinator)
    skip = reverse("portal:skip_step", args=["network.members"])
    resume = reverse("portal:resume_step", args=["network.members"])
    page = browser.post(skip, follow=True).content.decode()
    assert page.count(resume) == 2
    assert skip not in page
    assert skip in browser.post(resume, follow=True).content.decode()
    nowhere = reverse("portal:skip_step", args=["network.nothing"])
    assert browser.post(nowhere).status_code == 404


@pytest.mark.parametrize(
    "view",
    ["programme:current", "network:invite_person", "reprise:past_reports", "reports:open_report"],
)
def test_on_the_pages_of_a_step_a_way_leads_back(
    view: str, network: Organisation, as_user, coordinator: User
) -> None:
    browser = as_user(make_user(role="coordination"))
    assert BACK not in browser.get(reverse(view)).content.decode()  # nobody asks for it
    browser.get("/")
    assert BACK in browser.get(reverse(view)).content.decode()
    assert BACK not in browser.get(reverse("programme:actions")).content.decode()
    browser.post(reverse("portal:skip_steps"))
    assert BACK not in browser.get(reverse(view)).content.decode()


def test_nobody_else_is_led_back(network: Organisation, client: Client, as_user, delegate) -> None:
    client.cookies[ON_PATH] = "1"
    assert BACK not in client.get(reverse("programme:current")).content.decode()
    assert BACK not in as_user(delegate).get(reverse("programme:current")).content.decode()


# --- How a page is used --------------------------------------------------------------------


@pytest.mark.parametrize("view", ["network:invite_person", "reports:open_report"])
def test_a_page_says_how_it_is_used(view: str, as_user, coordinator: User) -> None:
    page = as_user(coordinator).get(reverse(view)).content.decode()
    assert page.count("Comment ça marche") == 1
    assert '<details class="fold how">' in page


def test_a_page_without_a_how_says_nothing(client: Client) -> None:
    assert "Comment ça marche" not in client.get("/").content.decode()
