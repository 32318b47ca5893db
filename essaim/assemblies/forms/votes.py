"""What one types to put a question to the vote."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.actions.resolutions import ResolutionContent
from essaim.assemblies.enums import Method, Subject
from essaim.assemblies.models import Deliberation, Elector, Meeting, Resolution
from essaim.kernel.acting import Acting
from essaim.kernel.choices import SeenMultipleChoiceField
from essaim.kernel.forms import Folding
from essaim.kernel.lengths import field_of
from essaim.kernel.namesakes import labels_of
from essaim.network.models import Person


class ResolutionForm(Folding, forms.Form):
    """A text or a question; options and grades fold away, since most votes are for or against."""

    title = field_of(Resolution, "title", label=_("Title"))
    text = forms.CharField(
        label=_("Text put to the vote"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "In an election without candidate: what the role is, and what it takes. Where lots are "
            "drawn: what words will open them, such as the numbers of a lottery of that day."
        ),
    )
    subject = forms.ChoiceField(
        label=_("Subject"),
        choices=Subject.choices,
        help_text=_("The rules of the body say what each subject asks for."),
    )
    method = forms.ChoiceField(
        label=_("Method"),
        choices=Method.choices,
        help_text=_(
            "Accounts, statutes: for or against. A common position: by consent. Somebody for a "
            "role: election without candidate. Three options or more: majority judgment."
        ),
    )
    is_secret = forms.BooleanField(
        label=_("Secret ballot"),
        required=False,
        help_text=_(
            "For small votes at low stakes; not for a contested election, nor where whoever holds "
            "the server is not trusted."
        ),
    )
    options = forms.CharField(
        label=_("Options, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    people = SeenMultipleChoiceField(
        Person.objects.none(),
        label=_("People to elect among"),
        required=False,
        to_field_name="key",
    )
    seats = forms.IntegerField(label=_("Seats to fill"), min_value=1, initial=1)
    grades = forms.CharField(
        label=_("Grades of the majority judgment, one a line, best first"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Left empty: from “Very good” to “To be rejected”."),
    )
    proposer = forms.ChoiceField(
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

    must_be_declared = forms.BooleanField(
        label=_("It changes the seat or the member associations"),
        required=False,
        help_text=_("Adopted, it is to be declared within three months, and the register says so."),
    )

    folds: ClassVar[Any] = (
        (_("To choose among several options or people"), ("options", "people", "seats", "grades")),
        (_("To decide by consent, or elect without candidate"), ("proposer", "duration")),
        (_("To be declared afterwards"), ("must_be_declared",)),
    )

    def __init__(self, *args: Any, by: Acting, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        people: Any = self.fields["people"]
        people.queryset = Person.objects.visible_to(by).who_may_serve(meeting.local_start.date())
        seen = list(people.queryset)
        electors = list(meeting.electors.order_by("folded", "pk"))
        self.proposers = {_word(one): one for one in (*electors, *seen)}
        proposer: Any = self.fields["proposer"]
        proposer.choices = [
            ("", _("nobody yet")),
            (_("Electors"), [(_word(one), one.name) for one in electors]),
            (_("People"), list(zip(map(_word, seen), labels_of(seen), strict=True))),
        ]

    def clean_proposer(self) -> Elector | Person | None:
        return self.proposers.get(self.cleaned_data["proposer"])

    def clean_options(self) -> list[str]:
        return _lines(self.cleaned_data["options"])

    def clean_grades(self) -> list[str]:
        return _lines(self.cleaned_data["grades"])

    def content(self) -> ResolutionContent:
        """Lines first, then people."""
        said = dict(self.cleaned_data)
        people = list(said.pop("people"))
        return ResolutionContent(**{**said, "options": (*said["options"], *people)})

    def said(self) -> dict[str, Any]:
        return vars(self.content())

    @staticmethod
    def initial_of(resolution: Resolution) -> dict[str, Any]:
        options = list(resolution.options.order_by("position", "pk").select_related("person"))
        names = ("title", "text", "subject", "method", "is_secret", "seats", "must_be_declared")
        prepared = getattr(resolution, "deliberation", None)
        proposer = prepared and (prepared.proposing_elector or prepared.proposer)
        return {
            **{name: getattr(resolution, name) for name in names},
            "options": "\n".join(one.label for one in options if one.person is None),
            "people": [one.person.key for one in options if one.person is not None],
            "grades": "\n".join(resolution.grades),
            "proposer": _word(proposer) if proposer else "",
            "duration": prepared.duration if prepared else "",
        }


def _word(one: Elector | Person) -> str:
    """An elector or a person, as the field tells them apart."""
    return f"{'elector' if isinstance(one, Elector) else 'person'}:{one.key}"


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
