"""What one types to make an agenda."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.meetings.actions.agenda_fills import agenda_templates
from essaim.assemblies.meetings.enums import AddedAs, ItemKind
from essaim.assemblies.meetings.models import AgendaDocument, AgendaItem, Meeting
from essaim.assemblies.meetings.queries import numbered
from essaim.kernel.acting import Acting
from essaim.kernel.choices import SeenChoiceField
from essaim.kernel.forms import Folding
from essaim.kernel.lengths import field_of
from essaim.network.models import Person
from essaim.programme.models import Objective


class ProposalForm(forms.Form):
    """What a member asks to speak about."""

    title = field_of(AgendaItem, "title", label=_("Title"))
    kind = forms.ChoiceField(label=_("What is expected"), choices=ItemKind.choices)
    text = forms.CharField(
        label=_("What it is about"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    minutes_planned = forms.IntegerField(
        label=_("Minutes planned"), min_value=0, max_value=600, required=False
    )

    def clean_minutes_planned(self) -> int:
        return self.cleaned_data["minutes_planned"] or 0


class ItemForm(Folding, ProposalForm):
    """An item as who makes the agenda writes it."""

    subject = forms.ChoiceField(
        label=_("Subject"),
        choices=Subject.choices,
        help_text=_("The rules of the body say what each subject asks for."),
    )
    presenter = SeenChoiceField(
        Person.objects.none(), label=_("Presenter"), required=False, to_field_name="key"
    )
    objective = SeenChoiceField(
        Objective.objects.none(), label=_("Objective"), required=False, to_field_name="key"
    )
    folds: ClassVar[Any] = (
        (_("Subject of the vote"), ("subject",)),
        (_("Who presents it, which objective it serves"), ("presenter", "objective")),
    )

    def __init__(
        self, *args: Any, acting: Acting, item: AgendaItem | None = None, **options: Any
    ) -> None:
        if item is not None:
            options["initial"] = self.initial_of(item)
        super().__init__(*args, **options)
        kept = [item.presenter_id] if item else []
        people = Person.objects.visible_to(acting).who_may_serve(timezone.localdate(), kept=kept)
        presenter: Any = self.fields["presenter"]
        presenter.offer(people, kept=kept)
        objective: Any = self.fields["objective"]
        visible_objectives = Objective.objects.visible_to(acting).order_by("-programme", "code")
        objective.offer(visible_objectives, kept=[item and item.objective_id])

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        names = ("title", "kind", "text", "minutes_planned", "subject", "presenter", "objective")
        return {name: getattr(item, name) for name in names}


def under_field(meeting: Meeting, but: AgendaItem | None = None) -> forms.TypedChoiceField:
    """The items of the agenda by their numbers, without one and all that stands under it."""
    lines = numbered(meeting.items.on_agenda())
    own = next((number for number, item in lines if but is not None and item.pk == but.pk), None)
    offered = {
        str(item.key): (number, item)
        for number, item in lines
        if own is None or not f"{number}.".startswith(f"{own}.")
    }
    first = [("", _("none: at the first level"))]
    return forms.TypedChoiceField(
        label=_("Under the item"),
        choices=first + [(key, f"{number}. {item}") for key, (number, item) in offered.items()],
        coerce=lambda key: offered[key][1],
        empty_value=None,
        required=False,
    )


class AddItemForm(ItemForm):
    """Under which item; and, once the convocation has left, why it may still be added."""

    added_as = forms.ChoiceField(
        label=_("Added after the convocation, as"),
        choices=[choice for choice in AddedAs.choices if choice[0] != AddedAs.ANNOUNCED],
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"] = under_field(meeting)
        if not meeting.is_frozen:
            del self.fields["added_as"]


class NestForm(forms.Form):
    """Under which item of the agenda another goes."""

    def __init__(self, *args: Any, item: AgendaItem, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"] = under_field(item.meeting, but=item)


class AcceptForm(forms.Form):
    """Why what a member proposes may be opened, once the convocation has left."""

    added_as = forms.ChoiceField(
        label=_("Added after the convocation, as"),
        choices=[choice for choice in AddedAs.choices if choice[0] != AddedAs.ANNOUNCED],
    )


class DeclineForm(forms.Form):
    """Whoever proposed it reads the reason."""

    reason = field_of(AgendaItem, "reason_declined", label=_("Why not this time?"))


class TemplateForm(forms.Form):
    """One of the agendas to begin with."""

    template = forms.ChoiceField(label=_("Agenda to begin with"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        template: Any = self.fields["template"]
        template.choices = [(code, agenda.label) for code, agenda in agenda_templates().items()]


class DocumentForm(forms.Form):
    """A link or a file, with a title that says what one will read there."""

    title = field_of(AgendaDocument, "title", label=_("Title"), required=False)
    url = field_of(AgendaDocument, "url", label=_("Link"), required=False)
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,  # refused by its name, as every other file
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if bool(typed.get("url")) == bool(typed.get("file")):
            self.add_error(None, _("Give a link or a file."))
        return typed
