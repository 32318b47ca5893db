"""The marked house: every family of rows, and the people who read them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Elector
from essaim.network.models import Group, GroupMember, Person
from essaim.portal.actions import open_calendar
from essaim.post.links import address_of
from essaim.programme.models import Action, FigureUse
from essaim.reports.actions.publication import make_funder_link, publish_report
from essaim.reports.links import address_of as address_of_link
from essaim.reports.models import Report
from tests.factories.accounts import house, make_user
from tests.factories.network import make_delegate, make_person
from tests.marks.formers import remember_what_stood_before
from tests.marks.mails import send_links
from tests.marks.needs import CYCLES
from tests.marks.rows import Marked, models_in_order, parent_of

AUDIENCES = ("public", "members", "bureau", "group")
LONG_AGO = date(2021, 1, 1)
#: Rows that cite as far as they go themselves; then wider than what they cite, and narrower.
FAMILIES = (
    *((audience, audience) for audience in reversed(AUDIENCES)),
    ("public", "group"),
    ("group", "public"),
)


def build() -> tuple[Marked, dict[str, User]]:
    """Every row of every family; then whoever reads, and what each of them is part of."""
    group = Group.objects.create(name="Cercle", kind="working_group", audience="bureau")
    words = {**{word: word for word in AUDIENCES}, "group": f"group:{group.key}"}
    made = Marked(words)
    order = models_in_order()
    for audience, cites in FAMILIES:
        for model in order:
            made.add(model, audience, cites)
    readers = readers_of(group)
    for reader, user in readers.items():
        name_in_every_place(made, reader, user.person)
    tell_hidden_things_in_public(made)
    convene_delegates(made, readers)
    publish_all(made)
    open_calendars(made, readers)
    send_links(made, FAMILIES)
    remember_what_stood_before(made, FAMILIES)
    return made, readers


def readers_of(group: Group) -> dict[str, User]:
    """The seven, save the visitor, each with a card of their own."""
    found = {
        "stranger": make_user(),
        "delegate": make_delegate(),
        "delegate in the group": make_delegate(),
        "bureau": make_user(role="bureau"),
        "coordination": make_user(role="coordination"),
        "administrator": make_user(role="administrator"),
    }
    for user in found.values():
        if not Person.objects.filter(user=user).exists():
            make_person(user=user)
    inside = found["delegate in the group"]
    GroupMember.objects.create(group=group, person=inside.person, starts_on=date(2020, 1, 1))
    return found


def tell_hidden_things_in_public(made: Marked) -> None:
    """A public report on a programme whose parts cite the group; texts that cite figures."""
    programme = made.row("programme.Programme", "public", "group")
    made.add(Report, "public", "public", programme=programme)
    for audience, cites in FAMILIES:
        for label in ("programme.ObjectiveYear", "reports.Section"):
            told = {"holder_model": label, "holder_key": made.row(label, audience, cites).key}
            made.add(FigureUse, audience, cites, **told)


def convene_delegates(made: Marked, readers: dict[str, User]) -> None:
    """Their members are on the roll of the public meetings."""
    for reader in ("delegate", "delegate in the group"):
        spoken_for = readers[reader].person.representations.get(ends_on=None).organisation
        told = {
            "voice": f"delegate:{spoken_for.key}",
            "membership": spoken_for.memberships.get(),
        }
        made.add(Elector, "public", "public", **told)
        made.add(Elector, "public", "group", **told)


def has(model: Any, name: str) -> bool:
    """A tie that runs gives rights: these are over, in models that know an end."""
    columns = {column.name for column in model._meta.concrete_fields}
    return name in columns and model is not Action


def name_in_every_place(made: Marked, reader: str, person: Person) -> None:
    """One row for each column that names people, in the group: some of them are not of it."""
    made.names = reader
    for model in models_in_order():
        for column in model._meta.concrete_fields:
            name = f"{model._meta.label}.{column.name}"
            if column.related_model is Person and name not in CYCLES:
                parent = parent_of(model)
                told = {column.name: person}
                if parent is not None and parent != column:
                    told[parent.name] = made.add(parent.related_model, "group", "group")
                told |= {name: LONG_AGO for name in ("ends_on", "ended_on") if has(model, name)}
                made.add(model, "group", "group", **told)
    made.names = ""


def publish_all(made: Marked) -> None:
    """A version of each report, and a link to it."""
    seer = house()
    seer = replace(seer, capacities=seer.capacities | {made.words["group"]})
    for report in Report.objects.order_by("pk"):
        version = publish_report(report=report, by=seer, reason="Essai de lecture.")
        day = timezone.localdate() + timedelta(days=30)
        said = {"report": report, "snapshot": version, "expires_on": day, "by": seer}
        link = make_funder_link(recipient="Fondation", **said)
        made.rows.setdefault(("reports.FunderLink", ""), []).append(link)
        url = address_of_link(link)
        made.tokens.append(("funder", "reports:funder_reading", url))
        made.tokens.append(("funder", "reports:funder_file", f"{url}md/"))


def open_calendars(made: Marked, readers: dict[str, User]) -> None:
    """Each has a feed of their own, at the address of today and at that of before."""
    for reader, user in readers.items():
        link = open_calendar(by=acting_as(user))
        for name in ("portal:my_calendar", "portal:calendar_of_meetings"):
            made.tokens.append((reader, name, address_of(link, name)))
