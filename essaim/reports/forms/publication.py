"""What is typed to publish and to hand out."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.documents.document import Detail
from essaim.kernel.acting import Acting
from essaim.kernel.choices import OneOfField
from essaim.kernel.forms import DayInput
from essaim.kernel.lengths import field_of
from essaim.kernel.widening import AsksBeforeShowing
from essaim.programme.models import Decision
from essaim.reports.models import FunderLink

DETAILS = (
    (Detail.ESSENTIAL, _("The essential: texts whole, a few actions by objective")),
    (Detail.USUAL, _("As usual: actions with what they were, a short annex of figures")),
    (Detail.COMPLETE, _("Complete: every action, and every record behind each figure")),
)


class PublishForm(AsksBeforeShowing):
    """Which decision adopted the report, how long its paper is; why one publishes, where something
    serious remains."""

    detail = forms.ChoiceField(
        label=_("On paper"),
        help_text=_("The web version and the data hold everything, whatever is printed."),
        choices=DETAILS,
        initial=Detail.USUAL,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why publish despite these points"),
        help_text=_("Kept with the version."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decision = OneOfField(
        label=_("Adopted by the decision"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("None yet"),
    )
    field_order = ("reason", "decision", "detail", "shows_more")

    def __init__(self, *args: Any, acting: Acting, asks_why: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_why:
            del self.fields["reason"]
        decisions = Decision.objects.visible_to(acting).order_by("-decided_on")
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]

    def clean_detail(self) -> Detail:
        """Whoever chooses none prints as usual."""
        return Detail(self.cleaned_data["detail"] or Detail.USUAL)


class FunderLinkForm(forms.Form):
    """For whom, until when."""

    recipient = field_of(FunderLink, "recipient", label=_("For"))
    expires_on = forms.DateField(label=_("Until"), widget=DayInput())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=365)
