"""Four meetings of three bodies, and everything about them that a rule looks at.

`general`: of the assembly, for the members; Ana chairs, Bo writes. `open_meeting`: of the assembly,
public. `hidden`: of the assembly, for the bureau. `of_board`: of the group, for the group.
Rows that a rule only walks through are never saved.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from essaim.assemblies.models import (
    AgendaDocument,
    AgendaItem,
    Amendment,
    Attendance,
    Body,
    DateOption,
    DatePoll,
    DateVoter,
    Deliberation,
    Elector,
    Meeting,
    Minutes,
    Objection,
    Proposal,
    Proxy,
    Resolution,
    Round,
    Stance,
    SubjectRule,
    Turn,
)
from essaim.files.models import StoredFile
from essaim.network.models import Organisation
from tests.factories.assemblies import make_body, make_elector, make_meeting, make_resolution
from tests.factories.minutes import make_undertaking
from tests.factories.network import make_group
from tests.factories.programme import make_action
from tests.rights.people import Network

Things = dict[str, dict[str, Any]]
STATES = {"draft": "draft", "submitted": "submitted", "locked": "locked"}


def individual_of(network: Network, meeting: Meeting) -> Elector:
    """Who is a member in her own name."""
    person = network.persons["i"]
    membership = person.memberships.get()
    voice = {"name": str(person), "voice": f"person:{person.key}"}
    college = membership.college
    return Elector.objects.create(meeting=meeting, membership=membership, college=college, **voice)


def seat_of(network: Network, model: Any, **where: Any) -> Any:
    """Who sits in the group, convened or asked for dates."""
    person = network.persons["g"]
    voice = {"name": str(person), "voice": f"person:{person.key}"}
    return model.objects.create(seat=person.groups.get(group=network.group), **where, **voice)


def poll_of(body: Body) -> DatePoll:
    until = timezone.now() + timedelta(days=7)
    return DatePoll.objects.create(body=body, mode="onsite", closes_at=until)


def voter_of(poll: DatePoll, organisation: Organisation) -> DateVoter:
    voice = {"name": str(organisation), "voice": f"delegate:{organisation.key}"}
    membership = organisation.memberships.get()
    return DateVoter.objects.create(poll=poll, membership=membership, **voice)


class Assembly:
    """What happens in the bodies of a network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        only = network.only_group
        self.open_body = make_body(audience="public")
        self.assembly = make_body(audience="members")
        self.board = make_body(group=network.group, audience=only)
        officers = {"chair": network.persons["c"], "secretary": network.persons["w"]}
        self.general = self._meeting(self.assembly, "members", **officers)
        self.open_meeting = self._meeting(self.assembly, "public")
        self.hidden = self._meeting(self.assembly, "bureau")
        self.of_board = self._meeting(self.board, only)
        self.ours = make_elector(meeting=self.general, organisation=network.ours)
        self.individual = individual_of(network, self.general)
        self.seat = seat_of(network, Elector, meeting=self.of_board)
        self.poll, self.poll_of_board = map(poll_of, (self.assembly, self.board))
        self.our_voter = voter_of(self.poll, network.ours)
        self.their_voter = voter_of(self.poll, network.theirs)
        self.seat_asked = seat_of(network, DateVoter, poll=self.poll_of_board)
        network.links = {
            "l": f"elector:{self.ours.key}",
            "t": f"date_voter:{self.our_voter.key}",
        }

    def _meeting(self, body: Body, audience: str, **officers: Any) -> Meeting:
        action = make_action(audience=audience, state="planned")
        return make_meeting(body=body, action=action, **officers)

    def things(self) -> Things:
        found: Things = {}
        for part in (
            self._bodies(),
            self._meetings(),
            self._documents(),
            self._electors(),
            self._dates(),
            self._sitting(),
            self._texts(),
            self._minutes(),
            self._undertakings(),
        ):
            for word, things in part:
                found[word] = {**found.get(word, {}), **things}
        return found

    def _bodies(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield "open_body", {"body": self.open_body}
        yield "another_board", {"body": make_body(group=make_group(), audience="bureau")}
        for name, meeting in (("assembly", self.general), ("board", self.of_board)):
            yield name, {"body": meeting.body}
            yield f"rules_of_{name}", {"rules": meeting.rules}
            yield f"subject_of_{name}", {"subject_rule": SubjectRule(rules=meeting.rules)}

    def _meetings(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in ("open_meeting", "general", "hidden", "of_board"):
            yield name, {"meeting": getattr(self, name)}
        yield "planned_of_board", {"meeting": self._meeting(self.board, "bureau")}
        for name in ("general", "hidden", "board"):
            meeting = getattr(self, "of_board" if name == "board" else name)
            yield f"of_{name}", {"resolution": make_resolution(meeting=meeting)}
            yield f"item_of_{name}", {"item": AgendaItem(meeting=meeting)}

    def _documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        only, item = self.network.only_group, AgendaItem(meeting=self.general)
        yield "no_file_at_general", {"document": AgendaDocument(item=item)}
        audiences = {"members": "members", "bureau": "bureau", "group": only}
        for name, audience in audiences.items():
            file = StoredFile(audience=audience)
            yield f"{name}_file_at_general", {"document": AgendaDocument(item=item, file=file)}
        public, of_board = StoredFile(audience="public"), StoredFile(audience=only)
        item, its_item = AgendaItem(meeting=self.hidden), AgendaItem(meeting=self.of_board)
        yield "public_file_at_hidden", {"document": AgendaDocument(item=item, file=public)}
        yield "group_file_at_board", {"document": AgendaDocument(item=its_item, file=of_board)}

    def _electors(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield "our_elector", {"elector": self.ours}
        yield "individual", {"elector": self.individual}
        yield "seat", {"elector": self.seat}
        yield "from_us", {"giver": self.ours}
        yield "from_seat", {"giver": self.seat}
        yield "our_proxy", {"proxy": Proxy(giver=self.ours, holder=self.individual)}

    def _dates(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in ("our_voter", "their_voter", "seat_asked"):
            yield name, {"voter": getattr(self, name)}
        for name, poll in (("assembly", self.poll), ("board", self.poll_of_board)):
            yield f"dates_for_{name}", {"poll": poll}
            yield f"day_for_{name}", {"option": DateOption(poll=poll)}

    def _sitting(self) -> Iterator[tuple[str, dict[str, Any]]]:
        general, of_board = self.general, self.of_board
        there = {
            "our_attendance": Attendance(meeting=general, elector=self.ours),
            "attendance_of_seat": Attendance(meeting=of_board, elector=self.seat),
            "attendance_of_guest": Attendance(meeting=general, name="Une invitée"),
        }
        for name, attendance in there.items():
            yield name, {"attendance": attendance}
        yield "our_turn", {"turn": Turn(meeting=general, elector=self.ours)}

    def _texts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        proposers = {
            "our_text": {"proposing_elector": self.ours},
            "text_of_individual": {"proposer": self.network.persons["i"]},
        }
        for name, proposer in proposers.items():
            text = make_resolution(meeting=self.general)
            Deliberation.objects.create(resolution=text, step="presented", **proposer)
            yield name, {"resolution": text}
        text = Resolution(meeting=self.general)
        stance = Stance(round=Round(resolution=text), elector=self.ours)
        yield "our_objection", {"objection": Objection(stance=stance)}
        yield "proposal_at_general", {"proposal": Proposal(resolution=text)}

    def _minutes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        places = {"": self.general, "_hidden": self.hidden, "_of_board": self.of_board}
        for place, meeting in places.items():
            for name, state in STATES.items():
                yield f"{name}{place}", {"minutes": Minutes(meeting=meeting, state=state)}
        draft = Minutes(meeting=self.general)
        yield "our_amendment", {"amendment": Amendment(minutes=draft, elector=self.ours)}

    def _undertakings(self) -> Iterator[tuple[str, dict[str, Any]]]:
        only, member = self.network.only_group, self.network.persons["m"]
        audiences = {"public": "public", "members": "members", "bureau": "bureau", "group": only}
        for name, audience in audiences.items():
            one = make_undertaking(meeting=self.general, audience=audience)
            yield f"{name}_one", {"undertaking": one}
        hers = make_undertaking(meeting=self.general, audience=only, owner=member)
        yield "group_one_of_member", {"undertaking": hers}
        yield "one_of_board", {"undertaking": make_undertaking(meeting=self.of_board)}
