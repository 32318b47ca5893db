"""What one types in a decision by consent and in an election without candidate."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.rounds.models import ObjectionKind, StanceAnswer, Verdict
from essaim.programme.forms.fields import NameInput

#: The words of the circle; before it has looked, there is none.
_VERDICTS = [choice for choice in Verdict.choices if choice[0] != Verdict.UNTESTED]


def _text(label: Any, rows: int = 3, **options: Any) -> Any:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class StanceForm(forms.Form):
    """An objection: what it is about, its argument, and what would lift it."""

    answer = forms.ChoiceField(
        choices=StanceAnswer.choices,
        initial=StanceAnswer.OBJECTION,
        widget=forms.HiddenInput,
    )
    kind = forms.ChoiceField(
        label=_("What the objection is about"),
        choices=ObjectionKind.choices,
        widget=forms.RadioSelect,
    )
    argument = _text(
        _("What harm, or what limit"),
        help_text=_("“This will harm us because…”, “I could not bear that because…”."),
    )
    remedy = _text(_("What would lift it, if you see it"), required=False)


class NominationForm(forms.Form):
    """One person, and why. Anybody may be named; those in the room are suggested."""

    nominee = forms.CharField(label=_("I name"), max_length=200)
    reason = _text(_("Because"))

    def __init__(self, *args: Any, suggested: Iterable[Any], needs_reason: bool, **options: Any):
        super().__init__(*args, **options)
        names = [str(person) for person in suggested]
        self.fields["nominee"].widget = NameInput(names, list_id="nameable")
        self.fields["reason"].required = needs_reason
        if not needs_reason:
            self.fields["reason"].help_text = _("You may also say it when the names are read.")


class ChangeForm(forms.Form):
    """Another of those named. The name given at first takes the change back."""

    to = forms.ChoiceField(label=_("I name now"), widget=forms.RadioSelect)
    reason = _text(_("Why you change"), required=False)

    def __init__(self, *args: Any, named: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [(name, name) for name in named]  # type: ignore[attr-defined]


class ProposalForm(forms.Form):
    """One of those named; how often each was named stands beside the name."""

    name = forms.ChoiceField(label=_("Person proposed"), widget=forms.RadioSelect)
    reason = _text(_("Why this person"))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].choices = choices  # type: ignore[attr-defined]


class ConditionForm(forms.Form):
    """What makes a proposal bearable."""

    condition = _text(_("Condition"), help_text=_("For instance: the mandate begins in July."))


class WordingForm(forms.Form):
    """Another version of a text."""

    text = _text(_("Text"), rows=8)
    why = _text(_("What it changes, and why"))


class VerdictForm(forms.Form):
    """What the circle said of an objection."""

    verdict = forms.ChoiceField(
        label=_("What the circle said"), choices=_VERDICTS, widget=forms.RadioSelect
    )
    reason = _text(_("Reason"))


class WhyForm(forms.Form):
    """Why nothing is decided today."""

    why = _text(_("Why"))
