"""Noting an action: one screen for most, the rest folded away; and in a few seconds on a phone."""

from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import BUREAU, MEMBERS, Acting
from essaim.kernel.among_many import LONGEST, AmongManyField, few_of
from essaim.kernel.forms import DayInput
from essaim.kernel.intake import ANY, endings
from essaim.kernel.lengths import field_of
from essaim.kernel.models import SearchableQuerySet
from essaim.network.models import Organisation
from essaim.network.queries.groups import audience_choices
from essaim.programme.content import SHARED, ActionContent
from essaim.programme.enums import ActionLinkKind, ActionState, OrganisationRole, Precision
from essaim.programme.forms.fields import KeyField, KeysField, NameField, PairsField
from essaim.programme.kinds import OTHER
from essaim.programme.models import Action, Evidence, Objective
from essaim.programme.queries.keepers import kept_by
from essaim.programme.queries.options import (
    Directory,
    by_key,
    objective_choices,
    objectives_offered,
    organisation_directory,
    organisations_spoken_for,
    people_directory,
)
from essaim.programme.words import kind_in, kind_labels
from essaim.questions.forms.answering import WithFields
from essaim.writing.forms import RichText

ORGANISATIONS = "known-organisations"
PEOPLE = "known-people"


def _named(organisations: Sequence[Organisation]) -> list[tuple[str, str]]:
    """As choices."""
    return [(str(organisation.key), organisation.name) for organisation in organisations]


class QuickActionForm(forms.Form):
    """Title, day, objective: noted in a few seconds, completed later."""

    title = field_of(Action, "title", label=_("What happened?"))
    starts_on = forms.DateField(label=_("Day"), widget=DayInput())
    objective = KeyField(label=_("Objective"), required=False)
    carrier = KeyField(label=_("Carried by"))

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.acting = acting
        self.fields["title"].widget.attrs["autofocus"] = True
        self.offer_objectives()
        if acting.is_one_of(BUREAU):
            del self.fields["carrier"]
        else:
            theirs = list(organisations_spoken_for(acting))
            self.fields["carrier"].offer(theirs, _named(theirs))  # type: ignore[attr-defined]

    def offer_objectives(self) -> None:
        rows = list(objectives_offered(self.acting))
        now = timezone.localdate()
        running = [
            objective
            for objective in rows
            if objective.programme.starts_on <= now <= objective.programme.ends_on
        ]
        offered = running or rows
        field = self.fields["objective"]
        field.offer(offered, objective_choices(offered), empty=_("none yet"))  # type: ignore[attr-defined]

    def content(self) -> ActionContent:
        """A planned action if the day is to come; its kind where the title names it."""
        data = self.cleaned_data
        return ActionContent(
            title=data["title"],
            starts_on=data["starts_on"],
            kind=kind_in(data["title"]) or OTHER,
            state=state_on(data["starts_on"]),
            objectives=tuple(filter(None, [data["objective"]])),
            carried_by=data.get("carrier"),
        )


def state_on(day: date) -> str:
    """Planned while the day is to come, held from then on."""
    return ActionState.PLANNED if day > timezone.localdate() else ActionState.HELD


class ActionForm(WithFields, forms.Form):
    """All that may be said about an action. What the reader cannot see of it stays as it was."""

    fields_about = "programme.action"
    folds: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = (
        (_("When exactly, and whether it was held"), ("ends_on", "precision", "state")),
        (_("Where"), ("place", "commune_code")),
        (_("Who carried it and who was there"), ("carried_by", "organisations", "people")),
        (_("Other objectives"), ("other_objectives",)),
        (_("Evidence"), ("evidence_url", "evidence_title")),
        (_("Who sees it"), ("audience", "is_highlight")),
    )

    title = field_of(Action, "title", label=_("Title"))
    carrier = KeyField(label=_("Carried by"))
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    objective = KeyField(label=_("Objective"), required=False)
    summary = RichText(label=_("In one sentence"), rows=3, is_plain=True)
    kind = forms.ChoiceField(label=_("Kind"))
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput(), required=False)
    precision = forms.ChoiceField(
        label=_("The date is known"), choices=Precision.choices, required=False
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    place = field_of(Action, "place", label=_("Place"), required=False)
    commune_code = field_of(Action, "commune_code", label=_("Commune (INSEE code)"), required=False)
    carried_by = NameField(
        label=_("Carried by"),
        list_id=ORGANISATIONS,
        required=False,
        help_text=_("Empty: nobody in particular."),
    )
    organisations = PairsField(
        label=_("Organisations"),
        list_id=ORGANISATIONS,
        name_label=_("Organisation"),
        other_label=_("What it did"),
    )
    people = PairsField(
        label=_("People"),
        list_id=PEOPLE,
        name_label=_("Person"),
        other_label=_("Appears as (for instance “Network / member”)"),
    )
    other_objectives = KeysField(label=_("It also serves"))
    evidence_url = field_of(Evidence, "url", label=_("Link"), required=False)
    evidence_title = field_of(Evidence, "title", label=_("What one finds there"), required=False)
    audience = forms.ChoiceField(label=_("Visible to"), required=False)
    is_highlight = forms.BooleanField(label=_("A highlight of the year"), required=False)

    def __init__(
        self, *args: Any, acting: Acting, action: Action | None = None, **options: Any
    ) -> None:
        self.acting = acting
        self.before = ActionContent.of(action) if action is not None else None
        super().__init__(*args, **options)
        self._offer_words()
        self._offer_rows()
        if self.before is not None:
            self.initial = {**initial_of(self.before, self.known), **self.initial}
        self.add_fields(acting, action)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.more = self.take_fields(data)
        return data

    def _offer_words(self) -> None:
        kinds = [(code, label) for code, label in kind_labels().items()]
        self._choices("kind", kinds)
        states = [(code, label) for code, label in ActionState.choices if code != "discarded"]
        by_day = ("", _("held, or planned if the day is to come"))
        self._choices("state", [by_day, *states] if self.before is None else ActionState.choices)
        groups = audience_choices(self.acting)
        self._choices("audience", sorted(groups, key=lambda choice: choice[0] != MEMBERS))

    def _choices(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _offer_rows(self) -> None:
        offered: Any = self.fields
        self.known: dict[str, Directory[Any]] = {
            "organisations": organisation_directory(self.acting),
            "people": people_directory(self.acting),
        }
        self.objectives = list(objectives_offered(self.acting))
        choices = objective_choices(self.objectives)
        offered["objective"].offer(self.objectives, choices, empty=_("none yet"))
        offered["other_objectives"].offer(self.objectives, choices)
        offered["organisations"].offer(
            self.known["organisations"], sorted(OrganisationRole.choices, key=_comes_later)
        )
        offered["people"].offer(self.known["people"])
        offered["carried_by"].offer(self.known["organisations"], suggests=False)
        if self.acting.is_one_of(BUREAU):
            del self.fields["carrier"]
        else:
            theirs = list(organisations_spoken_for(self.acting))
            offered["carrier"].offer(theirs, _named(theirs))
            del self.fields["carried_by"]

    def arguments(self) -> dict[str, Any]:
        """A new action with the link that proves it."""
        data = self.cleaned_data
        url, title = data["evidence_url"], data["evidence_title"]
        return {"content": self.content(), "url": url, "title": title, "more": self.more}

    def content(self) -> ActionContent:
        """What was typed, with what was there before and is not for this reader to see."""
        data = self.cleaned_data
        return ActionContent(
            title=data["title"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            precision=data["precision"] or Precision.DAY,
            kind=data["kind"],
            state=data["state"] or state_on(data["starts_on"]),
            place=data["place"],
            commune_code=data["commune_code"],
            summary=data["summary"],
            audience=data["audience"] or MEMBERS,
            is_highlight=data["is_highlight"],
            carried_by=self._carrier(),
            objectives=self._objectives(),
            organisations=(*data["organisations"], *self._withheld("organisations")),
            people=(*data["people"], *self._withheld("people")),
        )

    def _carrier(self) -> Any:
        if "carrier" in self.fields:
            return self.cleaned_data["carrier"]
        before = self.before.carried_by if self.before is not None else None
        hidden = before is not None and before not in self.known["organisations"]
        return self.cleaned_data["carried_by"] or (before if hidden else None)

    def _objectives(self) -> tuple[Objective, ...]:
        first, others = self.cleaned_data["objective"], self.cleaned_data["other_objectives"]
        before = self.before.objectives if self.before is not None else ()
        hidden = [row for row in before if str(row.key) not in by_key(self.objectives)]
        return tuple(dict.fromkeys(filter(None, (first, *others, *hidden))))

    def _withheld(self, name: str) -> list[tuple[Any, str]]:
        before = getattr(self.before, name) if self.before is not None else ()
        labels = self.known[name].labels(row for row, _word in before)
        return [(row, word) for row, word in before if row not in labels]


class EditActionForm(ActionForm):
    """What an action says, said better."""

    def __init__(self, *args: Any, acting: Acting, action: Action, **options: Any) -> None:
        super().__init__(*args, acting=acting, action=action, **options)
        del self.fields["evidence_url"], self.fields["evidence_title"]
        self.kept = kept_by(action)
        for name in SHARED if self.kept is not None else ():
            self.fields[name].disabled = True
            self.fields[name].widget = forms.HiddenInput()

    def arguments(self) -> dict[str, Any]:
        return {"content": self.content(), "more": self.more}


def _comes_later(role: tuple[str, Any]) -> bool:
    """All but the first to offer: most of those who are noted take part."""
    return role[0] != OrganisationRole.TAKES_PART


def initial_of(content: ActionContent, known: Mapping[str, Directory[Any]]) -> dict[str, Any]:
    """What an action says, where it differs from what an empty field means."""
    plain = {field.name: getattr(content, field.name) for field in fields_of(content)}
    first, *others = [str(objective.key) for objective in content.objectives] or [""]
    return {
        **plain,
        "objective": first,
        "other_objectives": others,
        "precision": "" if content.precision == Precision.DAY else content.precision,
        "ends_on": content.ends_on if content.ends_on != content.starts_on else None,
        "audience": "" if content.audience == MEMBERS else content.audience,
        "carrier": str(content.carrier_key or ""),
        "carried_by": known["organisations"].label_of(content.carried_by),
        "organisations": _pairs(content.organisations, known["organisations"]),
        "people": _pairs(content.people, known["people"]),
    }


def _pairs(pairs: Sequence[tuple[Any, str]], directory: Directory[Any]) -> list[tuple[str, str]]:
    """Named as the directory has them; what it does not have is withheld."""
    labels = directory.labels(row for row, _word in pairs)
    return [(labels[row], word) for row, word in pairs if row in labels]


class EvidenceForm(forms.Form):
    """A link or a file that proves the action."""

    url = field_of(Evidence, "url", label=_("Link"), required=False)
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": endings(ANY)}),
        allow_empty_file=True,  # refused by its name, as every other file
    )
    title = field_of(Evidence, "title", label=_("What one finds there"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(data.get("url")) == (data.get("file") is not None):
            raise ValidationError(_("Give a link or a file: one of them."))
        return data

    def arguments(self) -> dict[str, Any]:
        """The file with its name, or the link; and the title."""
        file, url = self.cleaned_data["file"], self.cleaned_data["url"]
        what = {"url": url} if file is None else {"content": file, "name": file.name}
        return {**what, "title": self.cleaned_data["title"]}


class LinkForm(forms.Form):
    """How this action stands to another."""

    kind = forms.ChoiceField(label=_("This action"), choices=ActionLinkKind.choices)
    target = KeyField(label=_("the action"))

    def __init__(self, *args: Any, among: SearchableQuerySet, **options: Any) -> None:
        """One of few actions is chosen, one of many is named."""
        super().__init__(*args, **options)
        few, label = few_of(among.only("key", "starts_on", "title")), self.fields["target"].label
        if few is None:
            self.fields["target"] = AmongManyField(among, label=label, max_length=LONGEST)
        else:
            choices = [(str(each.key), f"{each.starts_on:%d/%m/%Y} {each.title}") for each in few]
            self.fields["target"].offer(few, choices)  # type: ignore[attr-defined]
