"""What is typed to publish and to hand out."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.choices import OneOfField
from essaim.kernel.forms import DayInput
from essaim.kernel.lengths import field_of
from essaim.kernel.widening import AsksBeforeShowing
from essaim.programme.models import Decision
from essaim.reports.models import FunderLink


class PublishForm(AsksBeforeShowing):
    """Which decision adopted the report; why one publishes, where something serious remains."""

    reason = forms.CharField(
        label=_("Why publish in spite of these points"),
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
    field_order = ("reason", "decision", "shows_more")

    def __init__(self, *args: Any, acting: Acting, asks_why: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_why:
            del self.fields["reason"]
        decisions = Decision.objects.visible_to(acting).order_by("-decided_on")
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]


class FunderLinkForm(forms.Form):
    """For whom, until when."""

    recipient = field_of(FunderLink, "recipient", label=_("For"))
    expires_on = forms.DateField(label=_("Until"), widget=DayInput())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=365)
