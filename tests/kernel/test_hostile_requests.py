"""Signs, numbers and days that nothing holds: taken away or refused at the door."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.urls import reverse
from django.utils import translation

from essaim.accounts.models import User
from essaim.network.models import College, Theme
from tests.factories.network import make_organisation

BEYOND = (str(2**63), str(-(2**63) - 1), "9" * 40, "9" * 5000)


class AnyForm(forms.Form):
    """One field of each type that the guards know."""

    count = forms.IntegerField(required=False)
    day = forms.DateField(required=False)
    at = forms.DateTimeField(required=False)
    text = forms.CharField(required=False)
    key = forms.UUIDField(required=False)
    record = forms.JSONField(required=False)


@pytest.mark.parametrize("typed", BEYOND)
def test_a_number_that_no_column_holds_is_refused(typed):
    form = AnyForm({"count": typed})
    assert list(form.errors) == ["count"]


@pytest.mark.parametrize("typed", ["0", "-1", str(2**63 - 1), str(-(2**63))])
def test_a_number_that_a_column_holds_passes(typed):
    assert AnyForm({"count": typed}).is_valid()


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
@pytest.mark.parametrize("zone", ["Europe/Paris", "Pacific/Kiritimati", "America/Adak"])
def test_a_far_day_gets_a_sentence(day, zone, settings):
    settings.TIME_ZONE = zone
    with translation.override("en"):
        form = AnyForm({"day": day, "at": f"{day} 23:59"})
        for name in ("day", "at"):
            assert form.errors[name] == [
                f"The year {day[:4]} is too far away: dates go from 1900 to 2199."
            ]


@pytest.mark.parametrize("day", ["1900-01-01", "2024-02-29", "2199-12-31"])
def test_a_near_day_passes(day):
    form = AnyForm({"day": day, "at": f"{day} 00:30"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date.fromisoformat(day)
    moment = datetime.fromisoformat(f"{day}T00:30").replace(tzinfo=ZoneInfo("Europe/Paris"))
    assert form.cleaned_data["at"] == moment


def test_what_is_no_text_has_no_length():
    form = AnyForm({"key": "47f90cd8-2ce4-4816-b685-87654dbee3d7", "record": "1"})
    assert form.is_valid()


def test_a_form_drawn_twice_keeps_one_guard():
    form = AnyForm()
    assert str(form) == str(form)
    assert len({id(check) for check in form.fields["day"].validators}) == 1


def test_a_row_with_a_number_beyond_all_columns_is_no_row(db):
    theme = Theme.objects.create(name="Sobriété")
    assert list(Theme.objects.filter(pk__in=[2**63, 10**40, theme.pk])) == [theme]
    assert not Theme.objects.filter(pk__in=[str(2**80)]).exists()


@pytest.mark.parametrize("typed", BEYOND)
def test_a_theme_that_cannot_be_is_told(as_user, coordinator: User, typed):
    organisation = make_organisation(name="Atelier")
    path = reverse("network:edit_organisation", args=[organisation.key])
    answer = as_user(coordinator).post(path, {"name": "Autre", "themes": typed})
    assert answer.status_code == 422
    organisation.refresh_from_db()
    assert organisation.name == "Atelier"


def test_signs_that_nothing_holds_are_lost_on_the_way(as_user, coordinator: User):
    typed = {"name": "Éducation\x00 popu\x07laire \u202eet\x1f", "code": "edu\x1e"}
    as_user(coordinator).post(reverse("network:add_college"), typed)
    assert [(one.name, one.code) for one in College.objects.all()] == [
        ("Éducation populaire et", "edu")
    ]


def test_an_address_with_a_sign_that_nothing_holds_leads_nowhere(as_user, coordinator: User):
    assert as_user(coordinator).get("/programme/indicateur/a%00b/").status_code == 404


def test_what_is_asked_of_a_list_loses_them_too(as_user, coordinator: User):
    make_organisation(name="Atelier du Val")
    answer = as_user(coordinator).get(reverse("network:organisations"), {"q": "ate\x00lier"})
    assert "Atelier du Val" in answer.content.decode()
