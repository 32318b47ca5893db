"""Of the registers, the reports and the files."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from essaim.comments.models import Comment
from essaim.network.models import GroupMember
from tests.edits.case import EditCase, rich, to
from tests.factories import network as people
from tests.factories.accounts import make_user
from tests.factories.comments import make_comment
from tests.factories.files import make_file
from tests.factories.questions import make_questionnaire
from tests.factories.reports import make_report, make_told_objective


def _days(verb: str, make: Callable[[], Any]) -> EditCase:
    return EditCase(lambda: to(verb, make()), "starts_on", "2021-02-03", "2021-04-05")


def _group_member() -> GroupMember:
    group = people.make_group(people=(people.make_person(),))
    return GroupMember.objects.get(group=group)


def _link() -> Any:
    return people.make_link(source=people.make_organisation(), target=people.make_organisation())


def _representation() -> Any:
    member = people.make_membership().organisation
    return people.make_representation(organisation=member, person=people.make_person())


def _told_objective() -> str:
    report = make_report()
    objective = make_told_objective(report.programme)
    return to("reports:write_objective_text", report, objective.key, "evaluation")


def _settled(name: str) -> str:
    people.make_organisation(is_house=True)
    return reverse(name)


REGISTERS: dict[str, EditCase] = {
    "network:edit_look": EditCase(
        lambda: _settled("network:edit_look"), "colour", "#005f73", "#9b2226"
    ),
    "network:edit_senders": EditCase(
        lambda: _settled("network:edit_senders"), "sender", "Les cafés", "Les marchés"
    ),
    "reports:write_section": rich(lambda: to("reports:write_section", make_report(), "preamble")),
    "reports:write_objective_text": rich(_told_objective),
    "accounts:correct_house_role": EditCase(
        lambda: to("accounts:correct_house_role", make_user(role="bureau").house_roles.get()),
        "starts_on",
        "2021-02-03",
        "2021-04-05",
        writer=lambda: make_user(role="administrator"),
    ),
    "questions:edit_questionnaire": EditCase(
        lambda: to("questions:edit_questionnaire", make_questionnaire()),
        "title",
        "Enquête des cafés",
        "Enquête des marchés",
    ),
    "questions:edit_question": EditCase(
        lambda: to("questions:edit_question", make_questionnaire(), "mot"),
        "label",
        "Un mot des cafés ?",
        "Un mot des marchés ?",
    ),
    "comments:edit_comment": EditCase(
        lambda: to("comments:edit_comment", make_comment()),
        "text",
        "À vérifier sur place.",
        "À vérifier ensemble.",
        writer=lambda: Comment.objects.get().author.user,
        is_kept=False,
    ),
    "network:edit_organisation": EditCase(
        lambda: to("network:edit_organisation", people.make_organisation(phone="01 00 00 00 00")),
        "name",
        "Réseau des cafés",
        "Réseau des marchés",
    ),
    "network:edit_person": EditCase(
        lambda: to("network:edit_person", people.make_person()),
        "family_name",
        "Bérenger",
        "Delorme",
    ),
    "network:edit_group": EditCase(
        lambda: to("network:edit_group", people.make_group()),
        "purpose",
        "Préparer la fête.",
        "Préparer le marché.",
    ),
    "network:edit_college": EditCase(
        lambda: to("network:edit_college", people.make_college()), "name", "Cafés", "Marchés"
    ),
    "network:correct_membership": EditCase(
        lambda: to("network:correct_membership", people.make_membership()),
        "admitted_on",
        "2021-02-03",
        "2021-04-05",
    ),
    "network:correct_affiliation": _days(
        "network:correct_affiliation",
        lambda: people.make_affiliation(
            person=people.make_person(), organisation=people.make_organisation()
        ),
    ),
    "network:correct_network_role": _days(
        "network:correct_network_role",
        lambda: people.make_network_role(person=people.make_person()),
    ),
    "network:correct_group_member": _days("network:correct_group_member", _group_member),
    "network:correct_representation": _days("network:correct_representation", _representation),
    "network:correct_organisation_link": _days("network:correct_organisation_link", _link),
    "network:set_dues": EditCase(
        lambda: to("network:set_dues", people.make_dues().membership, 2024), "amount", "120", "140"
    ),
    "network:set_dues_rhythm": EditCase(
        lambda: reverse("network:set_dues_rhythm"), "rhythm", "school", "rolling"
    ),
    "network:exempt_dues": EditCase(
        lambda: to("network:exempt_dues", people.make_dues().membership, 2024),
        "reason",
        "Première année",
        "Incendie du local",
    ),
    "reports:edit_report": EditCase(
        lambda: to("reports:edit_report", make_report()),
        "title",
        "Bilan des cafés",
        "Bilan des marchés",
    ),
    "files:describe_file": EditCase(
        lambda: to("files:describe_file", make_file()), "licence", "CC BY 4.0", "CC BY-SA 4.0"
    ),
}
