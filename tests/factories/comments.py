"""Remarks, and the people who write them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.comments.actions import add_comment, answer_comment
from essaim.comments.models import Comment, Notice, Refusal
from essaim.kernel.acting import Acting
from essaim.network.models import Person
from tests.factories.accounts import make_user
from tests.factories.minutes import make_minutes
from tests.factories.network import make_membership, make_organisation, make_person
from tests.factories.programme import make_action, make_decision, make_objective
from tests.factories.reports import make_report

#: What remarks may be made about, by the name that the journal has for it.
MAKERS = {
    "network.organisation": lambda: make_organisation(audience="members"),
    "programme.action": lambda: make_action(audience="members"),
    "programme.decision": lambda: make_decision(audience="members"),
    "programme.objective": make_objective,
    "reports.report": lambda: make_report(audience="members"),
    "assemblies.minutes": make_minutes,
}


def make_writer(*, role: str = "", name: str = "Ada", **card: Any) -> User:
    """A member in their own name, with an account and a card that members see."""
    user = make_user(role=role)
    person = make_person(user=user, given_name=name, **{"audience": "members", **card})
    make_membership(person=person)
    return user


def make_comment(
    *, thing: Any = None, by: User | None = None, text: str = "À vérifier.", **said: Any
) -> Comment:
    """On an action that everybody sees, for the members, unless said otherwise."""
    words = {"audience": "members", **said}
    by = by or make_writer()
    return add_comment(thing=thing or make_action(), text=text, by=acting_as(by), **words)


def make_answer(comment: Comment, *, by: User | None = None, text: str = "Fait.") -> Comment:
    return answer_comment(comment=comment, text=text, by=acting_as(by or make_writer()))


def take_part_in_remarks(person: Person) -> None:
    """Wrote one and settled it, is concerned by another, wants no mail about them."""
    about = {"thing_model": "programme.action", "thing_key": make_action().key}
    settled = {"resolved_at": timezone.now(), "resolved_by": person}
    said = {"text": "Alix en doute.", "quotation": "Alix l'a dit", "author": person}
    Comment.objects.create(**about, **said, **settled)
    other = Comment.objects.create(**about, text="Et moi.", author=make_person())
    Notice.objects.create(comment=other, person=person)
    Refusal.objects.create(person=person)


def let_pass(minutes: int) -> None:
    """As if every remark had been written so long ago."""
    before = timezone.now() - timedelta(minutes=minutes)
    Comment.objects.update(made_at=before)


def reading(user: User) -> Acting:
    return acting_as(user)
