"""Answering a convocation, and noting a proxy that came on paper."""

from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.assemblies.roll.enums import Answer
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.answers import AnswerPage
from essaim.assemblies.roll.queries.proxies import PossibleHolder

#: The longest instruction on how to vote, in characters.
LONGEST = 1000


class HolderSelect(forms.Select):
    """Whoever may hold no proxy stands in the list with the reason, and cannot be chosen."""

    refused: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **more: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **more)
        if str(value) in self.refused:
            option["attrs"]["disabled"] = True
        return option


class HolderField(forms.ChoiceField):
    """To whom a proxy goes: by college, then by name."""

    def __init__(self) -> None:
        label, widget = gettext_lazy("To whom"), HolderSelect()
        super().__init__(label=label, required=False, widget=widget)

    def offer(self, holders: Iterable[PossibleHolder], nobody: str) -> None:
        refused, by_college = set(), dict[str, list[tuple[str, str]]]()
        for possible in holders:
            key = str(possible.elector.key)
            college = str(possible.elector.college or _("Members"))
            by_college.setdefault(college, []).append((key, _name_of(possible)))
            if possible.refusal:
                refused.add(key)
        self.choices = [("", nobody), *by_college.items()]
        cast(HolderSelect, self.widget).refused = frozenset(refused)


def _name_of(possible: PossibleHolder) -> str:
    if possible.refusal:
        return f"{possible.elector.name} – {possible.refusal}"
    if possible.elector.answer == Answer.EXCUSED:
        return f"{possible.elector.name} – {possible.elector.get_answer_display()}"
    return possible.elector.name


class AnswerForm(forms.Form):
    """One of the answers that the meeting takes; for a proxy, to whom and how to vote."""

    answer = forms.ChoiceField(label=gettext_lazy("Your answer"), widget=forms.RadioSelect)
    holder = HolderField()
    instruction = forms.CharField(
        label=gettext_lazy("How to vote, if you wish to say so"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, page: AnswerPage, ticked: str) -> None:
        given = page.given
        initial = {
            "answer": ticked or page.elector.answer,
            "holder": given.holder.key if given and given.holder else "",
            "instruction": given.instruction if given else "",
        }
        super().__init__(data, initial=initial)
        answers, holders = self.fields["answer"], self.fields["holder"]
        cast(forms.ChoiceField, answers).choices = list(page.labels.items())
        if Answer.PROXY in page.labels:
            nobody = _("The chair of the meeting") if page.takes_blank else _("Choose somebody")
            cast(HolderField, holders).offer(page.holders, nobody)
        else:
            del self.fields["holder"], self.fields["instruction"]
        self.by_key = {str(possible.elector.key): possible.elector for possible in page.holders}

    def clean(self) -> dict[str, Any]:
        """A holder and an instruction go with a proxy alone."""
        typed = super().clean() or {}
        by_proxy = typed.get("answer") == Answer.PROXY
        typed["holder"] = self.by_key.get(typed.get("holder", "")) if by_proxy else None
        typed["instruction"] = typed.get("instruction", "").strip() if by_proxy else ""
        return typed


class PaperProxyForm(forms.Form):
    """A proxy that came on paper or by telephone, noted by who runs the meeting."""

    giver = forms.ChoiceField(label=gettext_lazy("Who gives it"))
    holder = forms.ChoiceField(label=gettext_lazy("To whom"), required=False)
    instruction = forms.CharField(
        label=gettext_lazy("How to vote, if the giver says so"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    replace = forms.BooleanField(
        label=gettext_lazy("It replaces the one that was given before"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, electors: Iterable[Elector]) -> None:
        super().__init__(data)
        self.by_key = {str(elector.key): elector for elector in electors}
        names = [(key, elector.name) for key, elector in self.by_key.items()]
        cast(forms.ChoiceField, self.fields["giver"]).choices = [("", "—"), *names]
        nobody = _("Nobody named: the chair of the meeting")
        cast(forms.ChoiceField, self.fields["holder"]).choices = [("", nobody), *names]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for side in ("giver", "holder"):
            typed[side] = self.by_key.get(typed.get(side, ""))
        return typed


class ConveneForm(forms.Form):
    """The tick that is asked for where the notice is too short."""

    despite_short_notice = forms.BooleanField(
        label=gettext_lazy("I convene all the same"), required=False
    )


class RollFilters(forms.Form):
    """Names, a college, a right, an answer."""

    q = forms.CharField(label=gettext_lazy("Name"), required=False)
    college = forms.ChoiceField(label=gettext_lazy("College"), required=False)
    right = forms.ChoiceField(label=gettext_lazy("Right to vote"), required=False)
    answer = forms.ChoiceField(label=gettext_lazy("Answer"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        colleges: Iterable[tuple[UUID, object]],
        rights: Iterable[tuple[str, object]],
        answers: Iterable[tuple[str, object]],
    ) -> None:
        super().__init__(data)
        everything = [("", gettext_lazy("all"))]
        given: dict[str, Iterable[tuple[object, object]]] = {
            "college": colleges,
            "right": rights,
            "answer": answers,
        }
        for name, choices in given.items():
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [*everything, *((str(key), label) for key, label in choices)]

    def query(self) -> dict[str, str]:
        """What is asked for; a value that nobody offered asks for nothing."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}
