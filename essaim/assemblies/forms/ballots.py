"""What one types to answer a question, and to enter the votes of others."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.enums import Choice, Method
from essaim.assemblies.forms.sitting import MomentInput
from essaim.assemblies.models import Elector, Option, Resolution
from essaim.assemblies.queries.votes import MyVote
from essaim.kernel.lengths import field_of


class BallotForm(forms.Form):
    """One answer for all the voices that are ticked, or one for each where they are split."""

    def __init__(self, *args: Any, vote: MyVote, **options: Any) -> None:
        super().__init__(*args, **options)
        self.vote = vote
        self.electors = {str(one.elector.key): one.elector for one in vote.open_voices}
        self.fields["voice"] = forms.MultipleChoiceField(
            label=_("In the name of"),
            choices=[(key, elector.name) for key, elector in self.electors.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Say in whose name you vote.")},
            initial=list(self.electors),
        )
        if vote.is_yes_or_no:
            self.fields["vote"] = forms.ChoiceField(choices=Choice.choices, required=False)
            for key in self.electors:
                self.fields[f"vote-{key}"] = forms.ChoiceField(
                    choices=Choice.choices, required=False
                )
        else:
            for option in vote.options:
                self.fields[f"mark-{option.key}"] = _mark_field(vote.resolution, option, vote)

    def marks_fields(self) -> list[Any]:
        """The fields of the options, in their order."""
        return [self[name] for name in self.fields if name.startswith("mark-")]

    def votes(self) -> dict[Elector, dict[str, Any]]:
        """What is said for each elector that was ticked."""
        return {
            self.electors[key]: self._yes_or_no(key) if self.vote.is_yes_or_no else self._marks()
            for key in self.cleaned_data["voice"]
        }

    def _yes_or_no(self, key: str) -> dict[str, Any]:
        return {"vote": self.cleaned_data[f"vote-{key}"] or self.cleaned_data["vote"]}

    def _marks(self) -> dict[str, Any]:
        said = {
            name.removeprefix("mark-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("mark-")
        }
        return {
            key: value for key, value in said.items() if value is not None and value is not False
        }


def _mark_field(resolution: Resolution, option: Option, vote: MyVote) -> forms.Field:
    if resolution.method == Method.MAJORITY_JUDGMENT:
        return forms.TypedChoiceField(
            label=option.label,
            choices=list(enumerate(resolution.grades)),
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )
    if resolution.method == Method.APPROVAL:
        return forms.BooleanField(label=option.label, required=False)
    ranks = [(rank, str(rank)) for rank in range(1, len(vote.options) + 1)]
    return forms.TypedChoiceField(
        label=option.label,
        choices=[("", _("not ranked")), *ranks],
        coerce=int,
        empty_value=None,
        required=False,
    )


class HandVotesForm(forms.Form):
    """Who raised a hand for what; those who are left empty are not entered."""

    def __init__(self, *args: Any, electors: Sequence[Elector], **options: Any) -> None:
        super().__init__(*args, **options)
        self.electors = {f"vote-{one.key}": one for one in electors}
        self.fields["others"] = forms.ChoiceField(
            label=_("All those left empty"),
            choices=[("", _("did not vote")), *Choice.choices],
            required=False,
        )
        for name, elector in self.electors.items():
            self.fields[name] = forms.ChoiceField(
                label=elector.name, choices=[("", "…"), *Choice.choices], required=False
            )

    def votes(self) -> dict[Elector, str]:
        others = self.cleaned_data["others"]
        said = {one: self.cleaned_data[name] or others for name, one in self.electors.items()}
        return {elector: vote for elector, vote in said.items() if vote}


class CountsForm(forms.Form):
    """How many ballots say what."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, label in Choice.choices:
            self.fields[code] = forms.IntegerField(
                label=label, min_value=0, initial=0, required=False
            )

    def counts(self) -> dict[str, int]:
        return {code: self.cleaned_data[code] or 0 for code in Choice.values}


class MomentForm(forms.Form):
    """When the votes were taken."""

    taken_at = forms.DateTimeField(
        label=_("Votes taken at"),
        widget=MomentInput,
        required=False,
        help_text=_("Left empty: at the closing of the vote."),
    )


class OutsideResultForm(CountsForm):
    """The same, with what proves them."""

    proof_url = field_of(Resolution, "proof_url", label=_("Link to the proof"), required=False)
    proof = forms.FileField(
        label=_("Or the proof as a file"),
        required=False,
        allow_empty_file=True,  # refused by its name, as every other file
    )

    def said(self) -> dict[str, Any]:
        proof = self.cleaned_data["proof"]
        return {
            "counts": self.counts(),
            "proof_url": self.cleaned_data["proof_url"],
            "proof": proof or None,
            "proof_name": proof.name if proof else "",
        }


class LotForm(forms.Form):
    """What was announced, once it is known."""

    said = forms.CharField(
        label=_("What was said before all"),
        max_length=200,
        help_text=_(
            "As it was announced: the numbers of a lottery of that day, or words called out in the "
            "room. With the secret that was sealed at the opening they make the seed: whoever says "
            "them does not know it, so nobody chooses. Then anyone can draw the same lots again."
        ),
    )
