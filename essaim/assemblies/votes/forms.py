"""What one types to put a question, to answer it, and to enter the votes of others."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.meetings.forms.meetings import MomentInput
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.votes.actions.resolutions import ResolutionContent
from essaim.assemblies.votes.enums import Choice, Method
from essaim.assemblies.votes.models import Deliberation, Option, Resolution
from essaim.assemblies.votes.queries.votes import MyVote
from essaim.kernel.acting import Acting
from essaim.kernel.among_many import ListedChoiceField
from essaim.kernel.choices import SeenMultipleChoiceField
from essaim.kernel.forms import Folding
from essaim.kernel.lengths import field_of
from essaim.kernel.namesakes import labels_of
from essaim.kernel.rowforms import RowForm, field_for
from essaim.network.models import Person


class BallotForm(forms.Form):
    """One answer for all the voices that are ticked, or one for each where they are split."""

    def __init__(self, *args: Any, vote: MyVote, **options: Any) -> None:
        super().__init__(*args, **options)
        self.vote = vote
        self.electors = {str(voice.elector.key): voice.elector for voice in vote.open_voices}
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
        values = {
            name.removeprefix("mark-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("mark-")
        }
        return {
            key: value for key, value in values.items() if value is not None and value is not False
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
        self.electors = {f"vote-{elector.key}": elector for elector in electors}
        self.fields["others"] = forms.ChoiceField(
            label=_("All those left empty"),
            choices=[("", _("did not vote")), *Choice.choices],
            required=False,
        )
        for name, elector in self.electors.items():
            self.fields[name] = forms.ChoiceField(
                label=elector.name, choices=[("", "…"), *Choice.choices], required=False
            )

    def arguments(self) -> dict[str, Any]:
        others, electors = self.cleaned_data["others"], self.electors.items()
        votes = {elector: self.cleaned_data[name] or others for name, elector in electors}
        return {"votes": {elector: vote for elector, vote in votes.items() if vote}}


class CountsForm(forms.Form):
    """How many ballots say what."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, label in Choice.choices:
            self.fields[code] = forms.IntegerField(
                label=label, min_value=0, initial=0, required=False
            )

    def arguments(self) -> dict[str, Any]:
        return {"counts": {code: self.cleaned_data[code] or 0 for code in Choice.values}}


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

    def arguments(self) -> dict[str, Any]:
        proof = self.cleaned_data["proof"]
        return {
            **super().arguments(),
            "proof_url": self.cleaned_data["proof_url"],
            "proof": proof or None,
            "proof_name": proof.name if proof else "",
        }


class LotForm(forms.Form):
    """What was announced, once it is known."""

    words = forms.CharField(
        label=_("What was said before all"),
        max_length=200,
        help_text=_(
            "As it was announced: the numbers of a lottery of that day, or words called out in the "
            "room. With the secret that was sealed at the opening they make the seed: whoever says "
            "them does not know it, so nobody chooses. Then anyone can draw the same lots again."
        ),
    )


class ResolutionForm(Folding, RowForm[Resolution]):
    """A text or a question; options and grades fold away, since most votes are for or against."""

    options = forms.CharField(
        label=_("Options, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    people = SeenMultipleChoiceField(
        Person.objects.none(),
        label=_("People to elect among"),
        required=False,
        to_field_name="key",
    )
    seats = field_for(Resolution._meta.get_field("seats"), min_value=1)
    grades = forms.CharField(
        label=_("Grades of the majority judgment, one a line, best first"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Left empty: from “Very good” to “To be rejected”."),
    )
    proposer = ListedChoiceField(
        label=_("Who carries the text"),
        required=False,
        help_text=_("In a decision by consent: nobody else changes the text."),
    )
    duration = field_of(
        Deliberation,
        "duration",
        label=_("Duration of the mandate"),
        required=False,
        help_text=_("In an election without candidate."),
    )

    folds: ClassVar[Any] = (
        (_("To choose among several options or people"), ("options", "people", "seats", "grades")),
        (_("To decide by consent, or elect without candidate"), ("proposer", "duration")),
        (_("To be declared afterwards"), ("must_be_declared",)),
    )

    class Meta(RowForm.Meta):
        model = Resolution
        fields = ("title", "text", "subject", "method", "is_secret", "seats", "must_be_declared")
        labels: ClassVar = {
            "must_be_declared": _("It changes the seat or the member associations"),
        }
        help_texts: ClassVar = {
            "text": _(
                "In an election without candidate: what the role is, and what it takes. Where lots "
                "are drawn: what words will open them, such as the numbers of a lottery of that "
                "day."
            ),
            "subject": _("The rules of the body say what each subject asks for."),
            "method": _(
                "Accounts, statutes: for or against. A common position: by consent. Somebody for a "
                "role: election without candidate. Three options or more: majority judgment."
            ),
            "is_secret": _(
                "For small votes at low stakes; not for a contested election, nor where whoever "
                "holds the server is not trusted."
            ),
            "must_be_declared": _(
                "Adopted, it is to be declared within three months, and the register says so."
            ),
        }

    def __init__(
        self,
        *args: Any,
        acting: Acting,
        meeting: Meeting,
        instance: Resolution | None = None,
        initial: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        first = {**(self.initial_of(instance) if instance else {}), **(initial or {})}
        super().__init__(*args, acting=acting, instance=instance, initial=first, **options)
        candidates: Any = self.fields["people"]
        candidates.offer(
            Person.objects.visible_to(acting).who_may_serve(meeting.local_start.date())
        )
        people = list(candidates.queryset)
        electors = list(meeting.electors.order_by("folded", "pk"))
        self.proposers = {_word(proposer): proposer for proposer in (*electors, *people)}
        proposer: Any = self.fields["proposer"]
        choices = [
            ("", _("nobody yet")),
            (_("Electors"), [(_word(elector), elector.name) for elector in electors]),
            (_("People"), list(zip(map(_word, people), labels_of(people), strict=True))),
        ]
        proposer.offer(choices, suggested=[elector.name for elector in electors])

    def clean_proposer(self) -> Elector | Person | None:
        return self.proposers.get(self.cleaned_data["proposer"])

    def clean_options(self) -> list[str]:
        return _lines(self.cleaned_data["options"])

    def clean_grades(self) -> list[str]:
        return _lines(self.cleaned_data["grades"])

    def content(self) -> ResolutionContent:
        """Lines first, then people."""
        values = dict(self.cleaned_data)
        people = list(values.pop("people"))
        return ResolutionContent(**{**values, "options": (*values["options"], *people)})

    @staticmethod
    def initial_of(resolution: Resolution) -> dict[str, Any]:
        """What its columns do not say: its options, its grades, who carries it, for how long."""
        options = list(resolution.options.order_by("position", "pk").select_related("person"))
        prepared = getattr(resolution, "deliberation", None)
        proposer = prepared and (prepared.proposing_elector or prepared.proposer)
        return {
            "options": "\n".join(option.label for option in options if option.person is None),
            "people": [option.person.key for option in options if option.person is not None],
            "grades": "\n".join(resolution.grades),
            "proposer": _word(proposer) if proposer else "",
            "duration": prepared.duration if prepared else "",
        }


def _word(proposer: Elector | Person) -> str:
    """An elector or a person, as the field tells them apart."""
    return f"{'elector' if isinstance(proposer, Elector) else 'person'}:{proposer.key}"


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
