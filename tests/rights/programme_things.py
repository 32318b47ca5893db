"""What a reader of the programme and of reports may not see, and public things around it."""

from datetime import date
from typing import Any

from django.utils import timezone

from essaim.accounts.models import User
from essaim.files.models import StoredFile
from essaim.programme.models import ActionLink, ActionPerson, Evidence, FigureUse, ReportDue, Rubric
from essaim.reports.models import Section, Snapshot
from essaim.reprise.models import PastReport
from tests.factories.accounts import make_user
from tests.factories.files import make_file
from tests.factories.network import make_organisation, make_person
from tests.factories.programme import (
    make_action,
    make_agreement,
    make_axis,
    make_decision,
    make_indicator,
    make_objective,
    make_objective_year,
    make_programme,
    make_reading,
)
from tests.factories.reports import make_report, make_section
from tests.rights.people import Network

Given = dict[str, Any]
#: A year of its own for what is for the bureau, and for the group.
YEARS = {"bureau": 2090, "group": 1980}


def hidden_things(name: str, audience: str) -> Given:
    """What the lists hold, in a year of its own."""
    year = YEARS[name]
    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    programme = make_programme(audience=audience, **days)
    agreement = make_agreement(audience=audience)
    indicator = make_indicator(audience=audience, is_key=True)
    make_reading(indicator=indicator)
    report = make_report(audience=audience)
    published = {"document": "{}", "sha256": "0" * 64, "published_at": timezone.now()}
    return {
        "year": year,
        "action": make_action(audience=audience, starts_on=days["starts_on"], is_highlight=True),
        "held": make_action(audience=audience),
        "agreement": agreement,
        "due": ReportDue.objects.create(
            agreement=agreement, kind="final", year=2024, due_on=date(2024, 6, 10)
        ),
        "decision": make_decision(audience=audience),
        "programme": programme,
        "objective": make_objective(axis=make_axis(programme=programme)),
        "indicator": indicator,
        "report": report,
        "snapshot": Snapshot.objects.create(report=report, number=1, **published),
        "carrier": make_organisation(audience=audience, name=f"Porteuse {name}"),
        "taking_part": make_organisation(audience=audience, name=f"Venue {name}"),
        "person": make_person(audience=audience, family_name=f"Là {name}"),
    }


def around_action(given: Given, file: StoredFile) -> Given:
    """A public action, and what hides around it."""
    around = make_action(
        carried_by=given["carrier"],
        objectives=(given["objective"],),
        organisations=(given["taking_part"],),
    )
    other = given["action"]
    return {
        "around": around,
        "objective_link": around.objective_links.get(),
        "organisation_link": around.organisation_links.get(),
        "person_link": ActionPerson.objects.create(action=around, person=given["person"]),
        "evidence": Evidence.objects.create(action=around, file=file),
        "link_out": ActionLink.objects.create(source=around, target=other, kind="follows"),
        "link_in": ActionLink.objects.create(source=other, target=around, kind="follows"),
    }


def around_plan(given: Given) -> Given:
    """A public agreement, programme and objective, and what hides around them."""
    agreement, programme = make_agreement(audience="public"), make_programme()
    given["programme"].agreements.add(agreement)
    programme.agreements.add(given["agreement"])
    objective = make_objective(axis=make_axis(programme=programme))
    old = make_programme(starts_on=date(1950, 1, 1), ends_on=date(1950, 12, 31))
    rubric = Rubric.objects.create(agreement=given["agreement"], code="A", title="Animer")
    public = Rubric.objects.create(agreement=agreement, code="A", title="Relier")
    objective.rubrics.add(rubric)
    given["objective"].rubrics.add(public)
    given["held"].objective_links.create(objective=objective, position=0)
    type(given["indicator"]).objects.filter(pk=given["indicator"].pk).update(objective=objective)
    return {
        "public_agreement": agreement,
        "public_programme": programme,
        "public_objective": objective,
        "old_objective": make_objective(axis=make_axis(programme=old)),
        "rubric": rubric,
        "judgement": make_objective_year(objective=given["objective"], became=objective),
    }


def around_figure(given: Given, file: StoredFile) -> Given:
    """A public figure of a hidden objective, cited by hidden texts, proven by a hidden file."""
    indicator = make_indicator(objective=given["objective"])
    make_reading(indicator=indicator, evidence_file=file)
    for position, holder in enumerate((given["judgement"], make_section(report=given["report"]))):
        FigureUse.objects.create(
            holder_model=holder._meta.label,
            holder_key=holder.key,
            field="text" if isinstance(holder, Section) else "evaluation",
            position=position,
            code=indicator.code,
            indicator=indicator,
        )
    return {"public_indicator": indicator, "file": file}


def somebody_who_acted(audience: str) -> tuple[User, str]:
    user = make_user()
    return user, str(make_person(user=user, audience=audience))


def things_of(network: Network) -> dict[str, Given]:
    things: dict[str, Given] = {}
    for name, audience in {"bureau": "bureau", "group": network.only_group}.items():
        given, file = hidden_things(name, audience), make_file()
        StoredFile.objects.filter(pk=file.pk).update(audience=audience)
        file.refresh_from_db()
        given |= around_action(given, file)
        given |= around_plan(given)
        things[name] = given | around_figure(given, file)
    told = make_objective_year(evaluation="<p>Bien.</p>").objective
    for name in ("ours", "theirs", "left"):
        things[name] = {"organisation": getattr(network, name), "told_objective": told}
    user, name = somebody_who_acted("members")
    things["members_card"] = {"user": user, "told": name}
    alone = make_user()
    things["address"] = {"user": alone, "told": alone.email}
    report = PastReport.objects.create(name="2019", year=2019, text="Un texte.")
    things["any"] = {"past_report": report}
    return things
