"""Organisations: cards, merges, links, themes."""

from datetime import date

import pytest

from essaim.accounts.queries import acting_as
from essaim.journal.models import Entry, Revision
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.network import actions
from essaim.network.models import Organisation, OrganisationLink, Theme
from essaim.network.queries import warnings_of
from tests.factories.accounts import coordinator
from tests.factories.network import (
    make_delegate,
    make_link,
    make_membership,
    make_organisation,
    make_theme,
)

pytestmark = pytest.mark.django_db


def test_a_name_and_a_kind_are_enough():
    made = actions.add_organisation(name="Les Ruches", kind="network", by=coordinator())
    assert (made.name, made.kind, made.email_audience) == ("Les Ruches", "network", "members")
    assert Entry.objects.get(target_key=made.key).verb == "network.add_organisation"


def test_an_organisation_has_a_name():
    with pytest.raises(RuleBroken, match="nom"):
        actions.add_organisation(name=" ", kind="network", by=coordinator())
    assert not Organisation.objects.exists()


def test_wrong_identifiers_are_kept_with_a_warning():
    by = coordinator()
    made = actions.add_organisation(
        name="Ruches", kind="structure", siren="123 456 789", rna="w 12", by=by
    )
    assert (made.siren, made.rna) == ("123456789", "W12")
    assert len(warnings_of(made)) == 2


def test_identifiers_that_check_are_kept_without_spaces_nor_warning():
    by = coordinator()
    made = actions.add_organisation(
        name="La Poste", kind="partner", siren="356 000 000", siret="356 000 000 00048", by=by
    )
    assert (made.siren, made.siret) == ("356000000", "35600000000048")
    assert warnings_of(made) == []


def test_an_edit_changes_what_is_given_and_the_revision_tells_it():
    food, time = make_theme(name="Alimentation"), make_theme(name="Temps")
    ours = make_organisation(city="Lille")
    actions.edit_organisation(
        organisation=ours, phone="03 20 00 00 00", themes=[time, food], by=coordinator()
    )
    ours.refresh_from_db()
    assert (ours.phone, ours.city) == ("03 20 00 00 00", "Lille")
    revision = Revision.objects.get(target_key=ours.key)
    assert revision.record["themes"] == ["Alimentation", "Temps"]


def test_an_edit_without_themes_leaves_them():
    food, ours = make_theme(), make_organisation()
    ours.themes.add(food)
    actions.edit_organisation(organisation=ours, phone="1", by=coordinator())
    assert list(ours.themes.all()) == [food]


def test_what_no_card_holds_is_not_written():
    with pytest.raises(TypeError, match="canonical"):
        actions.edit_organisation(organisation=make_organisation(), canonical=1, by=coordinator())


def test_a_delegate_edits_her_card_alone():
    ours, theirs = make_organisation(), make_organisation()
    by = acting_as(make_delegate(of=ours))
    assert actions.edit_organisation(organisation=ours, city="Dijon", by=by).city == "Dijon"
    with pytest.raises(Forbidden):
        actions.edit_organisation(organisation=theirs, city="Dijon", by=by)
    with pytest.raises(Forbidden):
        actions.edit_organisation(organisation=ours, kind="funder", by=by)


def test_a_merge_re_points_nothing_and_its_undo_clears_it():
    by, one, other = coordinator(), make_organisation(), make_organisation()
    membership = make_membership(organisation=one)
    actions.merge_organisation(organisation=one, into=other, by=by)
    membership.refresh_from_db()
    one.refresh_from_db()
    assert (one.canonical, membership.organisation) == (other, one)
    actions.unmerge_organisation(organisation=one, by=by)
    one.refresh_from_db()
    assert one.canonical is None


def test_merges_make_no_chain():
    by = coordinator()
    one, other, third = (make_organisation() for _ in range(3))
    with pytest.raises(RuleBroken):
        actions.merge_organisation(organisation=one, into=one, by=by)
    actions.merge_organisation(organisation=one, into=other, by=by)
    with pytest.raises(RuleBroken):
        actions.merge_organisation(organisation=third, into=one, by=by)
    with pytest.raises(RuleBroken):
        actions.merge_organisation(organisation=other, into=third, by=by)


def test_a_link_runs_once_and_ends_once():
    by, one, other = coordinator(), make_organisation(), make_organisation()
    day = {"kind": "shareholder_of", "starts_on": date(2023, 5, 1)}
    link = actions.link_organisations(source=one, target=other, by=by, **day)
    with pytest.raises(RuleBroken):
        actions.link_organisations(source=one, target=other, by=by, **day)
    with pytest.raises(RuleBroken):
        actions.end_organisation_link(link=link, ends_on=date(2023, 4, 30), by=by)
    actions.end_organisation_link(link=link, ends_on=date(2024, 1, 31), by=by)
    with pytest.raises(RuleBroken):
        actions.end_organisation_link(link=link, ends_on=date(2024, 2, 1), by=by)
    actions.link_organisations(source=one, target=other, by=by, **day)
    assert OrganisationLink.objects.count() == 2


def test_an_organisation_is_not_linked_to_itself():
    one = make_organisation()
    with pytest.raises(RuleBroken):
        actions.link_organisations(
            source=one, target=one, kind="member_of", starts_on=date(2023, 1, 1), by=coordinator()
        )


def test_two_organisations_may_be_linked_in_several_ways():
    one, other = make_organisation(), make_organisation()
    make_link(source=one, target=other, kind="member_of")
    actions.link_organisations(
        source=one,
        target=other,
        kind="partner_of",
        starts_on=date(2023, 1, 1),
        by=coordinator(),
    )
    assert one.links_out.count() == 2


def test_a_theme_in_other_letters_is_the_same_theme():
    by = coordinator()
    known = actions.add_theme(name="Économie  sociale", by=by)
    assert known.name == "Économie sociale"
    assert actions.add_theme(name="economie sociale", by=by) == known
    assert Theme.objects.count() == 1
