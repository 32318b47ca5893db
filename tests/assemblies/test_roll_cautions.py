"""Nobody who may vote, in all or in a college that the rules ask for: said, with what to do."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from essaim.assemblies.models import CollegeRule, Elector
from essaim.assemblies.roll.queries.cautions import cautions_before, cautions_since, roll_cautions
from tests.factories.assemblies import make_body, make_elector, make_meeting, make_rules
from tests.factories.network import make_college, make_delegate, make_membership, make_person

NETWORKS, PEOPLE = 1, 2
REQUIRED = {NETWORKS: "Réseaux", PEOPLE: "Personnes"}


def roll(*lines: tuple[str, int | None]) -> list[Elector]:
    return [Elector(right=right, college_id=college) for right, college in lines]


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("lines", "required", "told"),
    [
        ((), {}, ["Nobody is to be convened on that day"]),
        ((("ended", 1), ("merged", 1)), {}, ["Nobody is to be convened on that day"]),
        ((("held", 1),), {}, []),
        ((("held", 1), ("dues", 2)), {}, []),
        ((("held", 1), ("held", 2)), REQUIRED, []),
        ((("held", 1), ("dues", 2)), REQUIRED, ["Nobody of the college “Personnes” may vote"]),
        ((("held", 1),), REQUIRED, ["Nobody of the college “Personnes” may vote"]),
        ((("held", 1), ("ended", 2)), REQUIRED, ["Nobody of the college “Personnes” may vote"]),
        ((("held", None),), REQUIRED, ["college “Réseaux”", "college “Personnes”"]),
        ((("dues", 1), ("dues", 2)), REQUIRED, ["None of the 2 electors may vote"]),
        ((("dues", 1),), REQUIRED, ["The only elector may not vote"]),
    ],
)
def test_who_is_lacking_is_said(lines, required, told):
    cautions = roll_cautions(roll(*lines), required)
    assert len(cautions) == len(told)
    for caution, part in zip(cautions, told, strict=True):
        assert part in caution


def test_what_to_do_is_said_by_the_reason():
    (caution,) = roll_cautions(
        roll(("dues", 1), ("no_voice", 1), ("no_voice", 1), ("not_admitted", 1)), {}
    )
    assert "1 has dues that are not paid: note the payments" in caution
    assert "2 have nobody who represents them: note who does" in caution
    assert "1 was admitted too recently: choose a later day" in caution
    (caution,) = roll_cautions(roll(("held", 1)), {PEOPLE: "Personnes"})
    assert caution.endswith("Give its members this college.")


def planned(subject=None, **rules):
    return make_meeting(
        body=make_rules(body=make_body(), subject=subject, **rules).body,
        state="planned",
        starts_at=timezone.now(),
    )


def membership_of(college, *, speaks: bool = True):
    if speaks:
        return make_membership(person=make_person(), college=college)
    return make_membership(college=college)


@pytest.mark.django_db
def test_a_college_that_weighs_is_asked_for():
    meeting = planned(aggregation="proportional")
    networks, people = make_college(name="Réseaux"), make_college(name="Personnes")
    rules = meeting.body.rules.get()
    for college in (networks, people):
        CollegeRule.objects.create(rules=rules, college=college, weight=50)
    membership_of(people)
    (caution,) = cautions_before(meeting, timezone.now())
    assert "“Réseaux”" in caution
    membership_of(networks, speaks=False)
    (caution,) = cautions_before(meeting, timezone.now())
    assert "1 has nobody who represents it" in caution
    membership_of(networks)
    assert cautions_before(meeting, timezone.now()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "is_told"), [("fraction", True), ("number", True), ("none", False)]
)
def test_where_a_quorum_is_asked_in_each_the_colleges_of_the_roll_are_asked_for(kind, is_told):
    asked = {"quorum_kind": kind, "quorum_by_college": True}
    meeting = planned(asked | {"quorum_number": 1, "quorum_numerator": 1, "quorum_denominator": 2})
    membership_of(make_college(name="Personnes"))
    make_college(name="Sans membre")
    membership_of(make_college(name="Réseaux"), speaks=False)
    cautions = cautions_before(meeting, timezone.now())
    assert ["“Réseaux”" in one for one in cautions] == [True] * is_told


@pytest.mark.django_db
def test_without_colleges_that_count_one_voter_is_enough():
    meeting = planned()
    make_delegate()
    membership_of(make_college(), speaks=False)
    assert cautions_before(meeting, timezone.now()) == []


@pytest.mark.django_db
def test_of_a_convened_meeting_the_roll_as_written_is_read():
    meeting = make_meeting(state="convened", opened_at=None)
    elector = make_elector(meeting=meeting, right="dues")
    assert len(cautions_since(meeting, meeting.electors.all())) == 1
    elector.right = "held"
    elector.save()
    assert cautions_since(meeting, meeting.electors.all()) == []
