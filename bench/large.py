"""A house with many rows: a database of its own, filled in bulk, thrown away at the end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from essaim.accounts.models import User
from essaim.kernel.database_clock import clock
from essaim.network.models import Organisation
from essaim.programme.models import (
    Action,
    ActionObjective,
    ActionOrganisation,
    Indicator,
    Objective,
    Reading,
)
from essaim.reports.models import Report
from tests.factories.accounts import make_user
from tests.factories.programme import (
    make_axis,
    make_indicator,
    make_objective,
    make_objective_year,
    make_programme,
)
from tests.factories.reports import make_report, make_section

YEAR = 2024
AXES = 10
WORDS = ("rencontre", "atelier", "lettre", "formation", "tribune", "visite", "veillée", "enquête")
PLACES = ("Nantes", "Rennes", "Lille", "Saint-Denis", "Marseille", "Albi", "Crest")
KINDS = ("meeting", "workshop", "letter", "training")


@contextmanager
def database(folder: Path) -> Iterator[None]:
    """SQLite in the folder, or a test database beside the one that ESSAIM_DATABASE_URL names.

    Its pages are made each time, unless a measure keeps them.
    """
    settings.KEPT_PAGES_BYTES = 0
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = folder / "bench.sqlite3"
    former = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        clock.close()
        connection.creation.destroy_test_db(former, verbosity=0)


def coordinator() -> User:
    return make_user(role="coordination")


def fill_report(objectives: int, actions: int, readings: int) -> Report:
    """The report of a year: every objective judged, cited in its text, with figures and actions."""
    programme = make_programme()
    axes = [make_axis(programme=programme) for _ in range(AXES)]
    plan = [make_objective(axis=axes[at % AXES]) for at in range(objectives)]
    indicators = [make_indicator(objective=objective) for objective in plan]
    for objective, indicator in zip(plan, indicators, strict=True):
        cited = (
            f'<span data-figure="{indicator.code}" data-period="{YEAR}" data-form="value"></span>'
        )
        judged = f"<p>Nous avons reçu {cited} et nous en sommes fiers.</p>"
        text = "<p>Une bénévole et une apprentie ont porté ce travail.</p>"
        make_objective_year(
            objective=objective, status="achieved", evaluation=judged, results=judged, means=text
        )
    add_readings(indicators, readings)
    add_actions(actions, plan)
    report = make_report(programme=programme, year=YEAR, audience="members")
    make_section(report=report, markdown="Voici notre année, telle que nous la jugeons.")
    return report


def add_readings(indicators: Sequence[Indicator], wanted: int) -> None:
    """The year and the year before, then months, for each in turn."""
    periods = [("year", date(YEAR, 1, 1)), ("year", date(YEAR - 1, 1, 1))]
    periods += [("month", date(YEAR - at // 12, at % 12 + 1, 1)) for at in range(24)]
    rows = (
        Reading(
            indicator=indicator,
            granularity=granularity,
            starts_on=day,
            scaled=1200 + day.month,
            source_note="relevé",
        )
        for granularity, day in periods
        for indicator in indicators
    )
    Reading.objects.bulk_create(islice(rows, wanted), batch_size=1000)


def add_actions(wanted: int, plan: Sequence[Objective] = ()) -> None:
    """Held in the year, each under one objective, every third with an organisation."""
    now = timezone.now()
    rows = [action(at) for at in range(wanted)]
    for row in rows:
        row.noted_at = now
    made = Action.objects.bulk_create(rows, batch_size=1000)
    organisations = [
        Organisation.objects.create(name=f"Organisation {at}", kind="structure", audience="public")
        for at in range(20)
    ]
    ActionOrganisation.objects.bulk_create(
        (
            ActionOrganisation(action=row, organisation=organisations[at % 20], role="takes_part")
            for at, row in enumerate(made)
            if at % 3 == 0
        ),
        batch_size=1000,
    )
    if plan:
        links = (
            ActionObjective(action=row, objective=plan[at % len(plan)], position=0)
            for at, row in enumerate(made)
        )
        ActionObjective.objects.bulk_create(links, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what a database does by itself, some time after a bulk load


def part_organisations() -> None:
    """Each action with an organisation of its own, instead of those that many share."""
    ActionOrganisation.objects.all().delete()
    actions = list(Action.objects.order_by("pk").values_list("pk", flat=True))
    organisations = Organisation.objects.bulk_create(
        (
            Organisation(name=f"Organisation {at} à part", kind="structure", audience="public")
            for at in range(len(actions))
        ),
        batch_size=1000,
    )
    ActionOrganisation.objects.bulk_create(
        (
            ActionOrganisation(action_id=action, organisation=organisation, role="takes_part")
            for action, organisation in zip(actions, organisations, strict=True)
        ),
        batch_size=1000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def action(at: int) -> Action:
    day = date(YEAR, 1, 1) + timedelta(days=at % 366)
    row = Action(
        kind=KINDS[at % len(KINDS)],
        title=f"{WORDS[at % len(WORDS)].capitalize()} numéro {at}",
        summary=f"Une {WORDS[at * 7 % len(WORDS)]} à laquelle tiennent les membres.",
        starts_on=day,
        ends_on=day,
        audience="public" if at % 4 else "members",
    )
    row.refold()
    return row
