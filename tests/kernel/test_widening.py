"""A row is not shown wider than what it names without a question, in the form and in the action."""

import pytest
from django import forms

from essaim.kernel.audiences import covers
from essaim.kernel.http import refusals_on
from essaim.kernel.widening import AsksBeforeShowing, WouldShow, refuse_to_show_unasked
from essaim.network.models import Organisation

AN, ANOTHER = "group:a", "group:b"


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("public", "public", True),
        ("public", "members", True),
        ("public", "bureau", True),
        ("public", AN, True),
        ("members", "public", False),
        ("members", "members", True),
        ("members", "bureau", True),
        ("members", AN, True),
        ("bureau", "public", False),
        ("bureau", "members", False),
        ("bureau", "bureau", True),
        ("bureau", AN, False),
        (AN, "public", False),
        (AN, "members", False),
        (AN, "bureau", False),
        (AN, AN, True),
        (AN, ANOTHER, False),
    ],
)
def test_an_audience_holds_another_or_not(wide, narrow, expected):
    assert covers(wide, narrow) is expected


def row(audience: str) -> Organisation:
    return Organisation(name="Le comptoir", kind="network", audience=audience)


@pytest.mark.parametrize("audience", ["members", "bureau", AN])
def test_what_fewer_see_is_asked_before_it_is_named_to_all(audience):
    with pytest.raises(WouldShow, match="Le comptoir"):
        refuse_to_show_unasked("public", [None, row(audience)], is_agreed=False)


def test_once_agreed_it_is_not_asked():
    refuse_to_show_unasked("public", [row("bureau")], is_agreed=True)


def test_what_all_of_the_readers_see_is_not_asked():
    refuse_to_show_unasked("bureau", [row("public"), row("members")], is_agreed=False)


def test_what_stood_there_already_is_not_asked_again_but_what_is_wider_is():
    one = row("bureau")
    one.pk = 1
    refuse_to_show_unasked("members", [one], is_agreed=False, was=("members", [one]))
    refuse_to_show_unasked("members", [one], is_agreed=False, was=("public", [one]))
    with pytest.raises(WouldShow):
        refuse_to_show_unasked("public", [one], is_agreed=False, was=("members", [one]))


class TitleForm(AsksBeforeShowing):
    title = forms.CharField()


def test_the_form_asks_with_the_sentence_and_a_box_and_keeps_what_was_typed():
    form = TitleForm({"title": "Convention"})
    assert "shows_more" not in [field.name for field in form.visible_fields()]
    assert form.is_valid()

    with refusals_on(form):
        refuse_to_show_unasked("public", [row("bureau")], is_agreed=form.cleaned_data["shows_more"])

    assert "Le comptoir" in form.errors["shows_more"][0]
    assert "shows_more" in [field.name for field in form.visible_fields()]
    assert 'type="checkbox"' in str(form["shows_more"])
    assert form["title"].value() == "Convention"


def test_the_box_once_ticked_is_read_though_the_form_is_drawn_anew():
    form = TitleForm({"title": "Convention", "shows_more": "on"})
    assert form.is_valid()
    assert form.cleaned_data["shows_more"] is True
