"""Who is convened, and the right to vote as the registers give it."""

from datetime import UTC, date, datetime

import pytest

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Elector
from essaim.assemblies.roll.actions.convening import refresh_roll
from essaim.assemblies.roll.queries.roll import roll_of
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Payment
from tests.factories.accounts import coordinator
from tests.factories.assemblies import make_body, make_elector, make_meeting, make_rules
from tests.factories.network import (
    make_college,
    make_dues,
    make_group,
    make_membership,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db
CONVENED_AT = datetime(2024, 9, 24, 8, 0, tzinfo=UTC)


def convened(*, group=None, **rules):
    """A meeting of 14 October 2024, convened on 24 September, without its roll."""
    body = make_rules(body=make_body(group=group), **rules).body
    return make_meeting(body=body, state="convened", opened_at=None, convened_at=CONVENED_AT)


def rolled(meeting):
    refresh_roll(meeting=meeting, by=coordinator())
    return {one.name: one.right for one in meeting.electors.all()}


def represented(name, **membership):
    organisation = make_organisation(name=name)
    make_representation(organisation=organisation, person=make_person())
    return make_membership(organisation=organisation, **membership)


def test_the_roll_is_in_the_order_of_a_dictionary():
    college = make_college()
    names = ["Été solidaire", "e-graine", "APES", "Écosud", "Alice", "Zeste"]
    for name in names:
        represented(name, college=college)
    meeting = convened()

    refresh_roll(meeting=meeting, by=coordinator())

    assert [str(one) for one in roll_of(meeting)] == [
        "Alice",
        "APES",
        "e-graine",
        "Écosud",
        "Été solidaire",
        "Zeste",
    ]


def test_every_membership_of_that_day_is_convened_under_its_voice_and_college():
    network = represented("Réseau des cafés")
    person = make_person(given_name="Aïcha", family_name="Benali")
    alone = make_membership(person=person)
    make_membership(ended_on=date(2024, 10, 13))
    make_membership(admitted_on=date(2024, 10, 15))

    meeting = convened()
    refresh_roll(meeting=meeting, by=coordinator())

    assert set(meeting.electors.values_list("name", "voice", "college", "right")) == {
        (
            "Réseau des cafés",
            f"delegate:{network.organisation.key}",
            network.college_id,
            "held",
        ),
        ("Aïcha Benali", f"person:{person.key}", alone.college_id, "held"),
    }


def test_a_body_that_stands_on_a_group_convenes_each_of_its_people_once():
    kept, merged = make_person(given_name="Kim"), make_person(given_name="Kym")
    merged.canonical = kept
    merged.save()
    group = make_group(people=(kept, merged, make_person(given_name="Léa", family_name="B")))

    meeting = convened(group=group)

    assert rolled(meeting) == {str(kept): "held", "Léa B": "held"}
    assert set(meeting.electors.values_list("college", flat=True)) == {None}


@pytest.mark.parametrize(
    ("cutoff", "paid_on", "right"),
    [
        ("none", None, "held"),
        ("convocation", date(2024, 9, 24), "held"),
        ("convocation", date(2024, 9, 25), "dues"),
        ("opening", date(2024, 10, 14), "held"),
        ("opening", date(2024, 10, 15), "dues"),
        ("day", date(2024, 6, 30), "held"),
        ("day", date(2024, 7, 1), "dues"),
        ("opening", None, "dues"),
    ],
)
def test_dues_must_be_paid_in_full_by_the_cut_off(cutoff, paid_on, right):
    dues = make_dues(membership=represented("Ours"))
    if paid_on is not None:
        Payment.objects.create(dues=dues, amount="60", paid_on=date(2024, 2, 1))
        Payment.objects.create(dues=dues, amount="40", paid_on=paid_on)
    day = date(2024, 6, 30) if cutoff == "day" else None

    assert rolled(convened(dues_cutoff=cutoff, dues_day=day)) == {"Ours": right}


def test_who_is_exempt_votes_and_whose_dues_are_not_set_or_of_another_year_does_not():
    make_dues(membership=represented("Exempt"), amount=0, exemption="Année d’essai")
    make_dues(membership=represented("L’an passé"), year=2023, paid="100")
    represented("Rien")

    meeting = convened(dues_cutoff="opening")

    assert rolled(meeting) == {"Exempt": "held", "L’an passé": "dues", "Rien": "dues"}


def test_one_votes_so_many_days_after_admission():
    represented("Trente jours", admitted_on=date(2024, 9, 14))
    represented("Vingt-neuf jours", admitted_on=date(2024, 9, 15))

    assert rolled(convened(admitted_days=30)) == {
        "Trente jours": "held",
        "Vingt-neuf jours": "not_admitted",
    }


def test_an_organisation_for_whom_nobody_speaks_that_day_has_no_voice():
    ended = make_organisation(name="Fini")
    make_representation(organisation=ended, person=make_person(), ends_on=date(2024, 10, 13))
    make_membership(organisation=ended)

    assert rolled(convened()) == {"Fini": "no_voice"}


def test_merged_organisations_count_once_and_the_delegate_of_either_speaks():
    kept, merged = make_organisation(name="Gardé"), make_organisation(name="Fondu")
    make_representation(organisation=merged, person=make_person())
    for organisation in (kept, merged):
        make_membership(organisation=organisation)
    merged.canonical = kept
    merged.save()

    assert rolled(convened()) == {"Gardé": "held"}


def test_merged_after_the_convocation_one_line_keeps_the_vote():
    first, second = represented("Un"), represented("Deux")
    meeting = convened()
    rolled(meeting)
    second.organisation.canonical = first.organisation
    second.organisation.save()

    rolled(meeting)

    assert sorted(meeting.electors.values_list("right", flat=True)) == ["held", "merged"]


def test_refreshing_adds_renames_and_takes_the_vote_but_no_line_and_no_answer():
    gone, renamed = represented("Partant"), represented("Ancien nom")
    meeting = convened()
    rolled(meeting)
    meeting.electors.filter(name="Ancien nom").update(answer="coming", answered_at=CONVENED_AT)
    gone.ended_on = date(2024, 10, 1)
    gone.save()
    renamed.organisation.name = "Nouveau nom"
    renamed.organisation.save()
    represented("Arrivant")

    assert rolled(meeting) == {"Partant": "ended", "Nouveau nom": "held", "Arrivant": "held"}
    assert meeting.electors.get(name="Nouveau nom").answer == "coming"


@pytest.mark.parametrize("state", ["planned", "open", "closed", "cancelled"])
def test_the_roll_changes_only_between_convocation_and_opening(state):
    with pytest.raises(RuleBroken):
        refresh_roll(meeting=make_meeting(state=state), by=coordinator())


@pytest.mark.parametrize("length", [1, 3])
def test_the_roll_costs_the_same_whatever_its_length(length, django_assert_num_queries):
    for number in range(length):
        make_dues(membership=represented(f"Membre {number}"), paid="100")
    meeting, by = convened(dues_cutoff="opening"), coordinator()
    with django_assert_num_queries(11):
        refresh_roll(meeting=meeting, by=by)
    assert Elector.objects.with_right().count() == length


def test_a_stranger_leaves_the_roll_alone(stranger):
    meeting = convened()
    make_elector(meeting=meeting)
    with pytest.raises(RuleBroken):
        refresh_roll(meeting=meeting, by=acting_as(stranger))
