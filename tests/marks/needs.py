"""What the constraints of some models ask of their marked rows; the others need no line here."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from essaim.reprise.reading.drafts import LISTS

#: Columns that point ahead of themselves, or at rows merged into others: left empty.
CYCLES = {
    "comments.Comment.answers_to",
    "comments.Comment.resolved_by",
    "assemblies.Meeting.current_item",
    "assemblies.Meeting.second_call_of",
    "assemblies.AgendaItem.parent",
    "assemblies.Round.proposal",
    "assemblies.Minutes.approved_by",
    "assemblies.DatePoll.meeting",
    "assemblies.Objection.integrated_in",
    "assemblies.Nomination.changed_to",
    "network.Organisation.canonical",
    "network.Person.canonical",
    "programme.Action.objectives",
    "programme.Action.organisations",
    "programme.Action.people",
}
#: Columns that must agree with another of the row: of its own family, not of the one it cites.
WITHIN = {
    "comments.Notice.comment",
    "comments.Refusal.person",
    "accounts.Actor.user",
    "network.Person.user",
    "programme.Objective.programme",
    "reports.Report.agreement",
    "assemblies.Meeting.rules",
    "assemblies.CollegeRule.college",
    "assemblies.Elector.college",
    "assemblies.Proxy.holder",
    "assemblies.Attendance.elector",
    "assemblies.Turn.elector",
    "assemblies.Turn.item",
    "assemblies.Resolution.item",
    "assemblies.Ballot.elector",
    "assemblies.Ballot.proxy",
    "assemblies.Deliberation.resolution",
    "assemblies.Round.wording",
    "assemblies.Stance.elector",
    "assemblies.DateAnswer.voter",
    "assemblies.Nomination.elector",
    "assemblies.Nomination.nominee",
    "questions.Answer.version",
    "assemblies.Proposal.option",
    "assemblies.Debate.item",
    "assemblies.Amendment.elector",
    "assemblies.SignOff.elector",
    "assemblies.SignOff.proxy",
    "network.Membership.college",
}
#: Columns whose default is meant: states, hashes, what the machine alone writes.
AS_THEY_ARE = {
    "accounts.User.password",
    "programme.Indicator.measure",
    "programme.Indicator.derivation",
    "assemblies.AgendaItem.source",
    "assemblies.Resolution.outcome",
    "assemblies.Minutes.document",
    "assemblies.Minutes.public_document",
    "assemblies.Minutes.sha256",
    "post.Message.once_key",
    "post.Message.about_model",
    "questions.Questionnaire.about",
    "network.Organisation.country",
    "network.Settings.colour",
    "network.Organisation.legal_form",
}
#: Not made from their fields: written by the machine, or by the actions that publish and lock.
MADE_ELSEWHERE = {
    "journal.Entry",
    "journal.Revision",
    "reports.Snapshot",
    "reports.FunderLink",
    "reports.RefusedLink",
    "programme.FigureUse",
    "assemblies.SecretBallot",
    "accounts.HouseRole",
    "network.DuesCalendar",
}


def _year() -> date:
    return timezone.localdate().replace(month=1, day=1)


def _body_rules(making: Any) -> dict[str, Any]:
    return {"starts_on": date(2020, 1, 1), "notice_days": 1, "proxies_allowed": True}


def _meeting(making: Any) -> dict[str, Any]:
    start = timezone.now() - timedelta(days=2)
    return {
        "starts_at": start,
        "ends_at": start + timedelta(hours=3),
        "state": "closed",
        "convened_at": start - timedelta(days=20),
        "opened_at": start,
        "closed_at": start + timedelta(hours=3),
    }


def _comment(making: Any) -> dict[str, Any]:
    """A remark is for the members at most."""
    audience = "members" if making.audience == "public" else making.made.words[making.audience]
    key = making.own("network.Organisation").key
    return {"thing_model": "network.organisation", "thing_key": key, "audience": audience}


def _membership(making: Any) -> dict[str, Any]:
    """An organisation's, unless a person is given."""
    whose = None if "person" in making.given else making.own("network.Organisation")
    return {"organisation": whose, "person": None, "admitted_on": date(2020, 1, 1)}


def _convened(making: Any) -> dict[str, Any]:
    membership = making.own("network.Membership")
    voice = f"delegate:{membership.organisation.key}"
    return {"membership": membership, "seat": None, "voice": voice}


def _programme_days(making: Any) -> dict[str, Any]:
    return {"starts_on": _year(), "ends_on": _year().replace(month=12, day=31)}


def _version(making: Any) -> dict[str, Any]:
    words = {"kind": "words", "audience": "public"}
    label = making.mark("questions.Version.content")
    content = [{**words, "code": "mot", "label": label}, {**words, "code": "fichier", "label": "F"}]
    return {"published_at": timezone.now(), "content": [content[0], {**content[1], "kind": "file"}]}


def _answer(making: Any) -> dict[str, Any]:
    return {"values": {"mot": making.mark("questions.Answer.values"), "fichier": "rapport.pdf"}}


NEEDS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "accounts.Actor": lambda making: {"kind": "person", "label": ""},
    "portal.Step": lambda making: {"code": f"marks.{making.audience}_{making.cites}"},
    "questions.Questionnaire": lambda making: {"state": "open"},
    "questions.Version": _version,
    "questions.Answer": _answer,
    "questions.AnswerFile": lambda making: {"code": "fichier"},
    "files.StoredFile": lambda making: {"content_type": "application/pdf", "sha256": "0" * 64},
    "files.Picture": lambda making: {"content_type": "image/png", "sha256": "0" * 64},
    "network.Organisation": lambda making: {"kind": "network"},
    "network.Affiliation": lambda making: {"starts_on": date(2020, 1, 1)},
    "network.GroupMember": lambda making: {"starts_on": date(2020, 1, 1)},
    "network.NetworkRole": lambda making: {"starts_on": date(2020, 1, 1)},
    "network.Membership": _membership,
    "network.Representation": lambda making: {
        "standing": "alternate",
        "starts_on": date(2020, 1, 1),
    },
    "network.Dues": lambda making: {"amount": 0, **_programme_days(making)},
    "comments.Comment": _comment,
    "programme.Action": lambda making: {"kind": "meeting"},
    "programme.Agreement": _programme_days,
    "programme.Programme": _programme_days,
    "reprise.PastReport": lambda making: {
        "draft": {"parts": [], "roles": [], "remainders": [], **{name: [] for name in LISTS}}
    },
    "programme.FigureUse": lambda making: {
        "field": "evaluation",
        "code": "cited",
        "period": "",
        "form": "value",
    },
    "programme.Evidence": lambda making: {"url": ""},
    "programme.Reading": lambda making: {"starts_on": _year(), "scaled": 7, "dimension": ""},
    "programme.ObjectiveYear": lambda making: {"status": "abandoned"},
    "assemblies.BodyRules": _body_rules,
    "assemblies.CollegeRule": lambda making: {"weight": 40},
    "assemblies.SubjectRule": lambda making: {"subject": "ordinary", "quorum_kind": "none"},
    "assemblies.Meeting": _meeting,
    "assemblies.AgendaDocument": lambda making: {"url": ""},
    "assemblies.Elector": _convened,
    "assemblies.DateVoter": _convened,
    "assemblies.Proxy": lambda making: {"holder": None},
    "assemblies.Attendance": lambda making: {"capacity": "guest", "elector": None},
    "assemblies.Ballot": lambda making: {"marks": {"vote": "for"}},
    "assemblies.Deliberation": lambda making: {
        "role": "",
        "duration": "",
        "proposing_elector": None,
    },
    "assemblies.Objection": lambda making: {"verdict": "not_valid"},
    "assemblies.Nomination": lambda making: {"change_reason": ""},
    "assemblies.Wording": lambda making: {"number": 1},
    "assemblies.Round": lambda making: {"kind": "objections"},
    "assemblies.DatePoll": lambda making: {"closes_at": timezone.now() + timedelta(days=9)},
    "assemblies.DateOption": lambda making: {
        "starts_at": timezone.now() + timedelta(days=10),
        "ends_at": timezone.now() + timedelta(days=10, hours=2),
    },
    "assemblies.Resolution": lambda making: {"state": "draft", "proof_url": ""},
    "reports.Report": lambda making: {"template": "bilan_foundation"},
    "reports.Section": lambda making: {"code": "preamble"},
    "exchange.Run": lambda making: {
        "target": "programme.actions",
        "guessed": {"header": [making.mark("exchange.Run.guessed")], "mapping": {}},
    },
    "exchange.Row": lambda making: {
        "outcome": "refused",
        "source": [making.mark("exchange.Row.source")],
    },
    "post.Link": lambda making: {
        "act": "tests.answer",
        "grants": "elector:none",
        "expires_at": timezone.now() + timedelta(days=7),
        "about_key": making.own("assemblies.Meeting").key,
    },
    "post.Message": lambda making: {
        "reason": "assemblies.convocation",
        "about_key": making.own("assemblies.Meeting").key,
        "language": "fr",
        "error": "",
    },
    "post.Attachment": lambda making: {"content_type": "text/plain"},
}


def needs_of(label: str, making: Any) -> dict[str, Any]:
    return NEEDS.get(label, lambda _making: {})(making)
