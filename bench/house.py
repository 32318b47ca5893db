"""A house with many rows of everything, filled in bulk; it may be filled further."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from bench.large import KINDS, PLACES, WORDS
from essaim.assemblies.models import Meeting
from essaim.network.models import (
    Affiliation,
    Dues,
    Membership,
    Organisation,
    Payment,
    Person,
    Theme,
)
from essaim.programme.models import (
    Action,
    ActionObjective,
    ActionOrganisation,
    ActionPerson,
    Indicator,
    Objective,
    Reading,
)
from essaim.reports.models import Report
from essaim.search.indexing import rebuild
from tests.factories.assemblies import make_open_vote
from tests.factories.large_meetings import make_large_meeting
from tests.factories.network import make_college
from tests.factories.programme import make_axis, make_objective, make_programme
from tests.factories.reports import make_report, make_section

#: Of so many organisations one is a member; of so many, one person is known.
A_MEMBER, A_PERSON = 20, 10
#: Of so many actions, one is carried by its organisation too.
CARRIED = 5
AXES, OBJECTIVES, INDICATORS, ELECTORS = 5, 40, 50, 500
DAYS = 1_000
GIVEN = ("Awa", "Camille", "Denise", "Gaël", "Ines", "Louis", "Mehdi", "Solène")


def day_of(at: int) -> date:
    """Days one after the other, the last of them today; then from the first again."""
    return timezone.localdate() - timedelta(days=DAYS - 1 - at % DAYS)


def furnish() -> tuple[Report, Meeting]:
    """What does not grow: a programme, its indicators, a report, a meeting with a vote open."""
    Organisation.objects.create(name="Réseau", kind="network", audience="public", is_house=True)
    year = timezone.localdate().year
    first, last = date(year - 3, 1, 1), date(year, 12, 31)
    programme = make_programme(starts_on=first, ends_on=last)
    axes = [make_axis(programme=programme) for _at in range(AXES)]
    objectives = [make_objective(axis=axes[at % AXES]) for at in range(OBJECTIVES)]
    indicators = Indicator.objects.bulk_create(
        Indicator(
            code=f"compte-{at}",
            title=f"{WORDS[at % len(WORDS)].capitalize()} {at}",
            unit="visite",
            unit_plural="visites",
            nature="flow",
            audience="public",
            is_key=at < len(WORDS),
            objective=objectives[at % OBJECTIVES],
        )
        for at in range(INDICATORS)
    )
    Reading.objects.bulk_create(
        Reading(indicator=row, granularity="year", starts_on=date(year, 1, 1), scaled=year)
        for row in indicators
        for year in range(first.year, last.year + 1)
    )
    report = make_report(programme=programme, year=year - 1, audience="members")
    make_section(report=report, markdown="Voici notre année.")
    meeting = make_large_meeting(ELECTORS, proxies=300, colleges=3)
    make_open_vote(meeting=meeting)
    return report, meeting


def fill(wanted: int) -> None:
    """Up to so many organisations and so many actions, each with an organisation of its own."""
    there = Action.objects.count()
    organisations = add_organisations(there, wanted)
    add_actions(there, organisations, add_people(there, organisations))
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what a database does by itself, some time after a bulk load


def add_organisations(there: int, wanted: int) -> list[Organisation]:
    """All public, with a theme; every twentieth is a member."""
    rows = [
        Organisation(
            name=f"Organisation {at} {WORDS[at % len(WORDS)]}",
            city=PLACES[at % len(PLACES)],
            kind="structure",
            audience="public",
        )
        for at in range(there, wanted)
    ]
    for row in rows:
        row.refold()
    Organisation.objects.bulk_create(rows, batch_size=1000)
    theme, _made = Theme.objects.get_or_create(name="Habitat")
    themed = Organisation.themes.through
    themed.objects.bulk_create(
        (themed(organisation=row, theme=theme) for row in rows), batch_size=1000
    )
    college = make_college()
    memberships = Membership.objects.bulk_create(
        Membership(organisation=row, college=college, admitted_on=day_of(0))
        for row in rows[::A_MEMBER]
    )
    add_dues(memberships)
    return rows


def add_dues(memberships: list[Membership]) -> None:
    """Of this year: every other member paid half of them."""
    year = timezone.localdate().year
    days = {"year": year, "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    dues = Dues.objects.bulk_create(Dues(membership=row, amount=100, **days) for row in memberships)
    Payment.objects.bulk_create(
        Payment(dues=row, amount=50, paid_on=date(year, 1, 2)) for row in dues[::2]
    )


def add_people(there: int, organisations: list[Organisation]) -> list[Person]:
    """One in every tenth organisation; every other for everybody to see."""
    belonging = organisations[::A_PERSON]
    people = [
        Person(
            given_name=GIVEN[at % len(GIVEN)],
            family_name=f"Martin-{at}",
            audience="public" if at % 2 else "members",
        )
        for at in range(there, there + len(belonging))
    ]
    for person in people:
        person.refold()
    Person.objects.bulk_create(people, batch_size=1000)
    Affiliation.objects.bulk_create(
        Affiliation(person=person, organisation=organisation, starts_on=day_of(0))
        for person, organisation in zip(people, belonging, strict=True)
    )
    return people


def add_actions(there: int, organisations: list[Organisation], people: list[Person]) -> None:
    """Held over some years, each under an objective, with its organisation and somebody."""
    objectives = list(Objective.objects.order_by("pk"))
    rows = list(actions(there, len(organisations)))
    for row, organisation in zip(rows[::CARRIED], organisations[::CARRIED], strict=True):
        row.carried_by = organisation
    Action.objects.bulk_create(rows, batch_size=1000)
    ActionObjective.objects.bulk_create(
        (
            ActionObjective(action=row, objective=objectives[at % len(objectives)], position=0)
            for at, row in enumerate(rows)
        ),
        batch_size=1000,
    )
    ActionOrganisation.objects.bulk_create(
        (
            ActionOrganisation(action=row, organisation=organisation, role="takes_part")
            for row, organisation in zip(rows, organisations, strict=True)
        ),
        batch_size=1000,
    )
    ActionPerson.objects.bulk_create(
        (ActionPerson(action=row, person=people[at % len(people)]) for at, row in enumerate(rows)),
        batch_size=1000,
    )


def actions(there: int, wanted: int) -> Iterator[Action]:
    now = timezone.now()
    for at in range(there, there + wanted):
        day = day_of(at)
        row = Action(
            kind=KINDS[at % len(KINDS)],
            title=f"{WORDS[at % len(WORDS)].capitalize()} numéro {at}",
            summary=f"Une {WORDS[at * 7 % len(WORDS)]} à laquelle tiennent les membres.",
            starts_on=day,
            ends_on=day,
            audience="public" if at % 4 else "members",
            is_highlight=at % 100 == 1,
            noted_at=now,
        )
        row.refold()
        yield row
