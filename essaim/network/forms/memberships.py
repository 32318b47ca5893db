"""Admissions, dues and payments. Amounts are in euros; a comma or a point parts the cents."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.kernel.choices import OneOfField
from essaim.kernel.fields import EurosField
from essaim.kernel.forms import DayInput
from essaim.kernel.lengths import field_of
from essaim.kernel.rowforms import RowForm
from essaim.network.enums import DuesRhythm
from essaim.network.models import College, Dues


class CollegeForm(RowForm[College]):
    """A new college; its code stands in addresses and exports, and never changes."""

    class Meta(RowForm.Meta):
        model = College
        fields = ("name", "code")


class CollegeNameForm(RowForm[College]):
    """Its name alone."""

    class Meta(RowForm.Meta):
        model = College
        fields = ("name",)


class AdmissionForm(forms.Form):
    """In which college, since when."""

    college = OneOfField(College.objects.order_by("name"), label=_("College"), empty_label=None)
    admitted_on = forms.DateField(
        label=_("Admitted on"), widget=DayInput, initial=timezone.localdate
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not College.objects.exists():
            advice = _("There is no college yet: add one first, among the colleges of the network.")
            self.fields["college"].help_text = advice


class EndMembershipForm(forms.Form):
    """The last day of a membership."""

    ended_on = forms.DateField(label=_("Last day"), widget=DayInput, initial=timezone.localdate)


class MembershipDaysForm(forms.Form):
    """The first and the last day of a membership, put right."""

    admitted_on = forms.DateField(label=_("Admitted on"), widget=DayInput)
    ended_on = forms.DateField(
        label=_("Last day"), help_text=_("Blank while it runs."), widget=DayInput, required=False
    )


class DuesForm(forms.Form):
    """What is owed for a year."""

    amount = EurosField(label=_("Amount in euros"), max_digits=9)


class DuesRhythmForm(forms.Form):
    """Civil, school or rolling year, and from which dues on."""

    rhythm = forms.ChoiceField(
        label=_("Dues are for a"), choices=DuesRhythm.choices, widget=forms.RadioSelect
    )
    since = forms.IntegerField(
        label=_("From the dues of the year"),
        min_value=1901,
        max_value=2200,
        help_text=_("The year in which their days begin."),
    )


class ExemptionForm(forms.Form):
    """Why nothing is owed."""

    reason = field_of(Dues, "exemption", label=_("Reason of the exemption"))


class PaymentForm(forms.Form):
    """What came in."""

    amount = EurosField(label=_("Amount in euros"), max_digits=9, min_value=Decimal("0.01"))
    paid_on = forms.DateField(label=_("Paid on"), widget=DayInput, initial=timezone.localdate)
