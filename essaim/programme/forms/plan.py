"""Programmes, axes, objectives and the judgement of a year."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.forms import DayInput, Folding
from essaim.kernel.lengths import field_of
from essaim.kernel.widening import AsksBeforeShowing
from essaim.network.queries.groups import audience_choices
from essaim.programme.content import ProgrammeContent
from essaim.programme.enums import ObjectiveStatus
from essaim.programme.forms.fields import KeyField, KeysField
from essaim.programme.models import Axis, Objective, ObjectiveYear, Programme, Rubric
from essaim.programme.queries.objectives import other_objectives, text_label
from essaim.programme.queries.options import (
    agreements_offered,
    decisions_offered,
    objective_choices,
    programmes_offered,
)
from essaim.writing.forms import RichText


class ProgrammeForm(Folding, AsksBeforeShowing):
    """What the network means to do over some years."""

    folds: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("Introduction"), ("introduction",)),
        (_("Agreements and history"), ("agreements", "follows")),
        (_("Who sees it"), ("audience", "shows_more")),
    )

    title = field_of(Programme, "title", label=_("Title"))
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())
    introduction = forms.CharField(
        label=_("Introduction"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    agreements = KeysField(label=_("Agreements"))
    follows = KeyField(label=_("It follows"), required=False)
    audience = forms.ChoiceField(label=_("Visible to"), required=False)

    def __init__(
        self, *args: Any, acting: Acting, programme: Programme | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered: Any = self.fields
        agreements = list(agreements_offered(acting))
        named = [
            (str(agreement.key), f"{agreement} ({agreement.funder})") for agreement in agreements
        ]
        standing = programme.agreements.all() if programme is not None else ()
        offered["agreements"].offer(agreements, named, kept=standing)
        others = [other for other in programmes_offered(acting) if other != programme]
        before = programme.follows if programme is not None else None
        named = [(str(other.key), str(other)) for other in others]
        offered["follows"].offer(others, named, empty=_("none"), kept=before)
        offered["audience"].choices = audience_choices(acting)
        if programme is not None:
            self.initial = _initial_of(programme)

    def content(self) -> ProgrammeContent:
        data = {**self.cleaned_data}
        data["audience"] = data["audience"] or self.fields["audience"].choices[0][0]  # type: ignore[attr-defined]
        return ProgrammeContent(**data)


def _initial_of(programme: Programme) -> dict[str, Any]:
    before = programme.follows
    return {
        "title": programme.title,
        "starts_on": programme.starts_on,
        "ends_on": programme.ends_on,
        "introduction": programme.introduction,
        "agreements": [str(agreement.key) for agreement in programme.agreements.all()],
        "follows": str(before.key) if before is not None else "",
        "audience": programme.audience,
    }


class NamedForm(forms.Form):
    """A new axis: its code, which reports will cite, and its title."""

    code = field_of(
        Axis,
        "code",
        label=_("Code"),
        help_text=_("For instance 2 or 2.1. It stays once something cites it."),
    )
    title = field_of(Axis, "title", label=_("Title"))


class PlacedForm(NamedForm):
    """An axis that stands: its rank among the others too."""

    position = forms.IntegerField(label=_("Rank"), min_value=0, max_value=999)


class NamedObjectiveForm(NamedForm):
    """A new objective, whose title may be longer than that of an axis."""

    title = field_of(Objective, "title", label=_("Title"))


class PlacedObjectiveForm(NamedObjectiveForm, PlacedForm):
    """An objective that stands."""


class RubricsForm(forms.Form):
    """The rubrics of the agreements to which an objective answers."""

    rubrics = KeysField(label=_("Rubrics"))

    def __init__(self, *args: Any, objective: Objective, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Rubric.objects.filter(
            agreement__programmes=objective.programme_id,
            agreement__audience__in=acting.capacities,
        )
        rubrics = list(rows.select_related("agreement").order_by("agreement", "position", "code"))
        choices = [(str(rubric.key), f"{rubric.agreement}: {rubric}") for rubric in rubrics]
        standing = list(objective.rubrics.all())
        field: Any = self.fields["rubrics"]
        field.offer(rubrics, choices, kept=standing)
        self.initial = {"rubrics": [str(rubric.key) for rubric in standing]}


class JudgementForm(Folding, forms.Form):
    """Where an objective stands for a year, and why where it changed."""

    folds: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("Decision and what it became"), ("decision", "became")),
    )

    status = forms.ChoiceField(
        label=_("Status"), choices=ObjectiveStatus.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        help_text=_("Needed where the objective is transformed, postponed or abandoned."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decision = KeyField(label=_("Decision"), required=False)
    became = KeyField(label=_("It became"), required=False)

    def __init__(
        self, *args: Any, judgement: ObjectiveYear, acting: Acting, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered: Any = self.fields
        decisions = list(decisions_offered(acting))
        labelled = [
            (str(decision.key), f"{decision.decided_on:%d/%m/%Y} {decision}")
            for decision in decisions
        ]
        offered["decision"].offer(decisions, labelled, empty=_("none"), kept=judgement.decision)
        others = list(other_objectives(judgement.objective, acting))
        choices = objective_choices(others)
        offered["became"].offer(others, choices, empty=_("none"), kept=judgement.became)
        self.initial = {
            "status": judgement.status,
            "reason": judgement.reason,
            "decision": str(judgement.decision.key) if judgement.decision else "",
            "became": str(judgement.became.key) if judgement.became else "",
        }


class YearTextForm(forms.Form):
    """One of the texts of an objective for a year."""

    text = RichText()

    def __init__(self, data: Any, *, judgement: ObjectiveYear, field: str) -> None:
        super().__init__(data, initial={"text": getattr(judgement, field)})
        self.fields["text"].label = text_label(field).capitalize()
