"""Every form that changes a row which is there: how to come to it, and what two people type.

`EDITS` has a line for each view marked `@edits`; the others are in `tests.other_forms`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from essaim.accounts.models import User
from essaim.assemblies.models import (
    AgendaItem,
    Amendment,
    Attendance,
    Elector,
    Meeting,
    Objection,
    Resolution,
)
from essaim.network.models import GroupMember
from essaim.programme.models import Objective, Rubric
from tests.assemblies.circles import open_consent, take_round, talked_about
from tests.factories import assemblies as at_meetings
from tests.factories import network as people
from tests.factories import programme as plan
from tests.factories.files import make_file
from tests.factories.minutes import make_minutes, make_undertaking
from tests.factories.network import make_delegate
from tests.factories.reports import make_report
from tests.programme.past_reports import open_report

FIRST_ITEM = "00000000-0000-4000-8000-000000000001"
SECOND_ITEM = "00000000-0000-4000-8000-000000000002"


@dataclass(frozen=True)
class EditCase:
    """`address` makes the rows; `field` is what both type; `theirs` and `mine`, what is sent.

    `with_theirs` and `with_mine` go with them; `kept`, how revisions write the two texts;
    `passing`, fields that say something of the act and stand nowhere afterwards. `writer`: who may,
    where the coordination may not. `is_kept`: whether revisions tell the texts; `is_shown`: whether
    the form shows what stands.
    """

    address: Callable[[], str]
    field: str
    theirs: str
    mine: str
    with_theirs: tuple[tuple[str, str], ...] = ()
    with_mine: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, str] | None = None
    passing: tuple[str, ...] = ()
    writer: Callable[[], User] | None = None
    is_kept: bool = True
    is_shown: bool = True

    @property
    def theirs_kept(self) -> str:
        return self.kept[0] if self.kept else json.dumps(self.theirs, ensure_ascii=False)

    @property
    def mine_kept(self) -> str:
        return self.kept[1] if self.kept else json.dumps(self.mine, ensure_ascii=False)


def _to(name: str, row: Any, *more: Any) -> str:
    return reverse(name, args=[row.key, *more])


def _days(verb: str, make: Callable[[], Any]) -> EditCase:
    return EditCase(lambda: _to(verb, make()), "starts_on", "2021-02-03", "2021-04-05")


def _meeting(**fields: Any) -> Meeting:
    starts_at = timezone.now().replace(microsecond=0) + timedelta(days=90)
    return at_meetings.make_meeting(state="planned", starts_at=starts_at, **fields)


def _nested() -> AgendaItem:
    meeting = _meeting()
    for key, title in ((FIRST_ITEM, "Premier"), (SECOND_ITEM, "Second")):
        number = 9000 + int(key[-1])
        at_meetings.make_item(meeting=meeting, title=title, key=UUID(key), pk=number)
    return at_meetings.make_item(meeting=meeting)


def _mapped() -> Objective:
    programme, agreement = plan.make_programme(), plan.make_agreement()
    programme.agreements.add(agreement)
    for key, code in ((FIRST_ITEM, "A"), (SECOND_ITEM, "B")):
        Rubric.objects.create(
            agreement=agreement, key=UUID(key), code=code, title=f"Rubrique {code}"
        )
    return plan.make_objective(axis=plan.make_axis(programme=programme))


def _wording() -> Resolution:
    """A text with a valid objection, to be written again."""
    meeting = at_meetings.make_meeting()
    voters = at_meetings.make_voters(meeting, 2)
    text = talked_about(open_consent(meeting, voters[0]))
    take_round(text, voters, objector=voters[1])
    return text


def _part() -> str:
    return plan.make_agreement().get_absolute_url()


def _objection() -> Objection:
    """Judged already, and looked at again."""
    text = _wording()
    return Objection.objects.get(stance__round__resolution=text)


def _open_vote() -> Resolution:
    """With three electors in the room, the first under a key that is known."""
    meeting = at_meetings.make_meeting()
    at_meetings.make_elector(meeting=meeting, present=True, key=UUID(FIRST_ITEM))
    at_meetings.make_voters(meeting, 5)
    return at_meetings.make_open_vote(meeting=meeting)


def _attendance() -> Attendance:
    elector = at_meetings.make_elector(meeting=at_meetings.make_meeting())
    return at_meetings.make_attendance(elector=elector)


def _amendment() -> Amendment:
    written = make_minutes(state="submitted")
    elector = at_meetings.make_elector(meeting=written.meeting)
    return Amendment.objects.create(
        minutes=written, elector=elector, text="Il était dix heures.", at=timezone.now()
    )


def _group_member() -> GroupMember:
    group = people.make_group(people=(people.make_person(),))
    return GroupMember.objects.get(group=group)


def _link() -> Any:
    return people.make_link(source=people.make_organisation(), target=people.make_organisation())


def _representation() -> Any:
    member = people.make_membership().organisation
    return people.make_representation(organisation=member, person=people.make_person())


def _weights() -> str:
    rules = at_meetings.make_rules()
    people.make_college(pk=901, code="901", name="Réseaux")
    people.make_college(pk=902, code="902", name="Personnes")
    return _to("assemblies:set_college_weights", rules)


def _judged() -> str:
    return _to("programme:judge_objective", plan.make_objective(), 2024)


EDITS: dict[str, EditCase] = {
    "network:edit_organisation": EditCase(
        lambda: _to("network:edit_organisation", people.make_organisation(phone="01 00 00 00 00")),
        "name",
        "Réseau des cafés",
        "Réseau des marchés",
    ),
    "network:edit_person": EditCase(
        lambda: _to("network:edit_person", people.make_person()),
        "family_name",
        "Bérenger",
        "Delorme",
    ),
    "network:edit_group": EditCase(
        lambda: _to("network:edit_group", people.make_group()),
        "purpose",
        "Préparer la fête.",
        "Préparer le marché.",
    ),
    "network:edit_college": EditCase(
        lambda: _to("network:edit_college", people.make_college()), "name", "Cafés", "Marchés"
    ),
    "network:correct_membership": EditCase(
        lambda: _to("network:correct_membership", people.make_membership()),
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
        lambda: _to("network:set_dues", people.make_dues().membership, 2024), "amount", "120", "140"
    ),
    "network:set_dues_rhythm": EditCase(
        lambda: reverse("network:set_dues_rhythm"), "rhythm", "school", "rolling"
    ),
    "network:exempt_dues": EditCase(
        lambda: _to("network:exempt_dues", people.make_dues().membership, 2024),
        "reason",
        "Première année",
        "Incendie du local",
    ),
    "programme:edit_agreement": EditCase(
        lambda: _to("programme:edit_agreement", plan.make_agreement()),
        "notes",
        "Vu avec la préfecture.",
        "Vu avec la région.",
    ),
    "programme:set_agreement_year": EditCase(
        _part,
        "year_form-amount",
        "1200",
        "1400",
        (("year_form-year", "2024"),),
        (("year_form-year", "2024"),),
        is_shown=False,
    ),
    "programme:set_rubric": EditCase(
        _part,
        "rubric_form-title",
        "Des cafés",
        "Des marchés",
        (("rubric_form-code", "A"),),
        (("rubric_form-code", "A"),),
        is_shown=False,
    ),
    "programme:set_report_due": EditCase(
        _part,
        "due_form-due_on",
        "2025-02-03",
        "2025-04-05",
        (("due_form-kind", "final"), ("due_form-year", "2024")),
        (("due_form-kind", "final"), ("due_form-year", "2024")),
        is_shown=False,
    ),
    "programme:edit_decision": EditCase(
        lambda: _to("programme:edit_decision", plan.make_decision()),
        "text",
        "Se réunir le lundi",
        "Se réunir le mardi",
    ),
    "programme:edit_programme": EditCase(
        lambda: _to("programme:edit_programme", plan.make_programme()),
        "introduction",
        "Trois ans de cafés.",
        "Trois ans de marchés.",
    ),
    "programme:edit_axis": EditCase(
        lambda: _to("programme:edit_axis", plan.make_axis()), "title", "Cafés", "Marchés"
    ),
    "programme:edit_objective": EditCase(
        lambda: _to("programme:edit_objective", plan.make_objective()), "title", "Cafés", "Marchés"
    ),
    "programme:map_objective": EditCase(
        lambda: _to("programme:map_objective", _mapped()), "rubrics", FIRST_ITEM, SECOND_ITEM
    ),
    "programme:judge_objective": EditCase(
        _judged, "reason", "La salle a fermé.", "Le groupe s’est séparé."
    ),
    "programme:edit_indicator": EditCase(
        lambda: reverse("programme:edit_indicator", args=[plan.make_indicator().code]),
        "definition",
        "Comptées à la porte.",
        "Comptées au comptoir.",
    ),
    "programme:correct_reading": EditCase(
        lambda: _to("programme:correct_reading", plan.make_reading()),
        "source_note",
        "compté par Alix",
        "compté par Camille",
    ),
    "programme:take_readings": EditCase(
        lambda: (
            plan.make_reading(indicator=plan.make_indicator(code="visites")),
            reverse("programme:take_readings") + "?periode=2024",
        )[1],
        "value-visites",
        "120",
        "140",
    ),
    "programme:review_past_report": EditCase(
        lambda: _to("programme:review_past_report", open_report(), 2),
        "o0-title",
        "Des cafés",
        "Des marchés",
        is_kept=False,
    ),
    "assemblies:edit_body": EditCase(
        lambda: _to("assemblies:edit_body", at_meetings.make_body()),
        "purpose",
        "Décider des cafés.",
        "Décider des marchés.",
    ),
    "assemblies:edit_meeting": EditCase(
        lambda: _to("assemblies:edit_meeting", _meeting()), "title", "Veillée", "Assemblée du soir"
    ),
    "assemblies:move_meeting": EditCase(
        lambda: _to("assemblies:move_meeting", _meeting()),
        "day",
        f"{timezone.localdate() + timedelta(days=100):%Y-%m-%d}",
        f"{timezone.localdate() + timedelta(days=110):%Y-%m-%d}",
    ),
    "assemblies:edit_rules": EditCase(
        lambda: _to("assemblies:edit_rules", at_meetings.make_rules()), "notice_days", "21", "28"
    ),
    "assemblies:set_subject_rule": EditCase(
        lambda: _to("assemblies:set_subject_rule", at_meetings.make_rules(), "ordinary"),
        "article",
        "Article 12",
        "Article 14",
    ),
    "assemblies:set_college_weights": EditCase(
        _weights,
        "weight_901",
        "60",
        "70",
        (("weight_902", "40"),),
        (("weight_902", "30"),),
        kept=('["901", 60]', '["901", 70]'),
    ),
    "assemblies:edit_item": EditCase(
        lambda: _to("assemblies:edit_item", at_meetings.make_item(meeting=_meeting())),
        "text",
        "Ce que coûtent les cafés.",
        "Ce que coûtent les marchés.",
    ),
    "assemblies:nest_item": EditCase(
        lambda: _to("assemblies:nest_item", _nested()),
        "parent",
        FIRST_ITEM,
        SECOND_ITEM,
        kept=('"9001"', '"9002"'),
    ),
    "assemblies:edit_resolution": EditCase(
        lambda: _to("assemblies:edit_resolution", at_meetings.make_resolution()),
        "text",
        "L’assemblée ouvre un café.",
        "L’assemblée ouvre un marché.",
    ),
    "assemblies:write_wording": EditCase(
        lambda: _to("assemblies:write_wording", _wording()),
        "text",
        "Le réseau ouvre un café.",
        "Le réseau ouvre un marché.",
        (("why", "Un café coûte moins."),),
        (("why", "Un marché réunit plus."),),
        passing=("why",),
        writer=lambda: make_delegate(of=Elector.objects.earliest("pk").membership.organisation),
    ),
    "assemblies:correct_attendance": EditCase(
        lambda: _to("assemblies:correct_attendance", _attendance()),
        "arrived_at",
        "2024-10-14T10:10",
        "2024-10-14T10:20",
        kept=("2024-10-14T10:10:00", "2024-10-14T10:20:00"),
    ),
    "assemblies:judge_objection": EditCase(
        lambda: _to("assemblies:judge_objection", _objection()),
        "reason",
        "Le budget manque.",
        "Le temps manque.",
        (("verdict", "valid"),),
        (("verdict", "valid"),),
    ),
    "assemblies:enter_paper_result": EditCase(
        lambda: _to("assemblies:enter_paper_result", _open_vote()),
        "for",
        "3",
        "4",
        kept=('"for": 3', '"for": 4'),
    ),
    "assemblies:enter_outside_result": EditCase(
        lambda: _to("assemblies:enter_outside_result", _open_vote()),
        "proof_url",
        "https://votes.example/3",
        "https://votes.example/4",
    ),
    "assemblies:time_vote": EditCase(
        lambda: _to("assemblies:time_vote", _open_vote()),
        "taken_at",
        "2024-10-14T10:10",
        "2024-10-14T10:20",
        kept=("2024-10-14T10:10:00", "2024-10-14T10:20:00"),
    ),
    "assemblies:enter_hand_votes": EditCase(
        lambda: _to("assemblies:enter_hand_votes", _open_vote()),
        f"vote-{FIRST_ITEM}",
        "for",
        "against",
        is_kept=False,
    ),
    "assemblies:answer_amendment": EditCase(
        lambda: _to("assemblies:answer_amendment", _amendment()),
        "answer",
        "L’heure est corrigée.",
        "L’heure était la bonne.",
    ),
    "assemblies:edit_undertaking": EditCase(
        lambda: _to("assemblies:edit_undertaking", make_undertaking()),
        "due_on",
        "2025-02-03",
        "2025-04-05",
    ),
    "assemblies:declare_change": EditCase(
        lambda: _to("assemblies:declare_change", make_undertaking(declare_by=date(2025, 1, 14))),
        "declared_on",
        "2024-11-12",
        "2024-11-13",
    ),
    "assemblies:report_progress": EditCase(
        lambda: _to("assemblies:report_progress", make_undertaking()),
        "evidence",
        "Le bail est signé.",
        "Le bail est rompu.",
    ),
    "reports:edit_report": EditCase(
        lambda: _to("reports:edit_report", make_report()),
        "title",
        "Bilan des cafés",
        "Bilan des marchés",
    ),
    "files:describe_file": EditCase(
        lambda: _to("files:describe_file", make_file()), "licence", "CC BY 4.0", "CC BY-SA 4.0"
    ),
}
