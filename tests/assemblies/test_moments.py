"""Moments as people type them, near and far."""

import pytest
from django.core.exceptions import ValidationError

from essaim.assemblies.asking import forms as date_polls
from essaim.assemblies.sitting import forms as sitting

FAR = ["0001-01-01T00:00", "9999-12-31T23:59", "9999-12-31", "0001-01-01", "2200-01-01T00:00"]


@pytest.mark.parametrize("typed", FAR)
@pytest.mark.parametrize("kind", [date_polls.MomentField, sitting.MomentField])
def test_a_far_moment_is_told_whatever_its_time_zone(kind, typed):
    form = type("AnyForm", (date_polls.forms.Form,), {"at": kind()})({"at": typed})
    assert list(form.errors) == ["at"]


@pytest.mark.parametrize("typed", FAR)
def test_a_far_moment_of_a_poll_is_refused_by_its_field(typed):
    with pytest.raises(ValidationError):
        date_polls.MomentField().clean(typed)
