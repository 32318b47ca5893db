"""Invitations: written, written again, taken back; and the door that they open."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from essaim.accounts.http import remember, sign_in
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_button,
    answer_confirm,
    answer_form,
    open_to_visitors,
)
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.actions.awaited import INVITATION
from essaim.network.forms.invitations import InvitationForm
from essaim.network.models import Person
from essaim.network.views.people import people_to_choose, person_of
from essaim.post.actions import use_link
from essaim.post.links import LinkRevoked, LinkUsed, open_link
from essaim.post.models import Link

ACCOUNTS = (gettext_lazy("Accounts"), "accounts:accounts")


def _inviting() -> FormPage:
    return FormPage.under(
        ACCOUNTS,
        _("Invite somebody"),
        lead=_("They get a mail with a link that lets them in, once. No password to choose."),
        submit=_("Send the invitation"),
        done=lambda person: _("An invitation leaves for %(email)s.") % {"email": person.user.email},
        undo=lambda person: reverse("network:withdraw_invitation", args=[person.key]),
    )


@require_http_methods(["GET", "POST"])
def invite_person(request: Request) -> HttpResponse:
    by = request.acting
    require(by, "network.invite_person")
    among = people_to_choose(by).filter(user=None, died_on=None)
    gives_roles = can(by, "accounts.give_house_role")
    form = InvitationForm(request.POST or None, among=among, gives_roles=gives_roles)
    return answer_form(request, form, _inviting(), actions.invite_person)


@require_POST
def send_invitation(request: Request, key: UUID) -> HttpResponseRedirect:
    person = person_of(request, key)
    done = _("An invitation leaves again; the link of the former one opens nothing any more.")
    return answer_button(request, actions.send_invitation, person, done=done, person=person)


@require_http_methods(["GET", "POST"])
def withdraw_invitation(request: Request, key: UUID) -> HttpResponse:
    person = person_of(request, key)
    require(request.acting, "network.withdraw_invitation")
    page = FormPage.about(
        person,
        _("Take the invitation back"),
        lead=_("The link of the mail opens nothing any more, and the account is closed."),
        done=_taken_back,
        undo=reverse("network:send_invitation", args=[key]),
    )
    return answer_confirm(request, page, actions.withdraw_invitation, person=person)


def _taken_back(person: Person) -> str:
    if person.user is not None and person.user.is_active:
        return _("The link opens nothing any more. The account stays: nobody else administers.")
    return _("The invitation is taken back.")


@open_to_visitors("whoever is invited comes in by the link of the mail")
@never_cache
@require_http_methods(["GET", "POST"])
def come_in(request: Request, token: str) -> HttpResponse:
    """GET shows a button, since mail scanners open links; POST signs in, once."""
    opened = open_link(token, INVITATION)
    user = _expected(opened.link)
    if request.method == "GET":
        return render(request, "network/come_in.html", {"person": user.person})
    use_link(link=opened.link, by=opened.acting)
    sign_in(request, user)
    return remember(redirect(settings.LOGIN_REDIRECT_URL), user)


def _expected(link: Link) -> Any:
    """The account that the link opens.

    Raises LinkRefused where it is closed, was used, or moved from where the link was sent.
    """
    person = Person.objects.select_related("user").filter(key=link.about_key).first()
    user = person.user if person is not None else None
    if user is None or not user.is_active or link.email.casefold() != user.email.casefold():
        raise LinkRevoked(_("This invitation was taken back: the coordination can say why."))
    if user.last_login is not None:
        raise LinkUsed(_("You have come in before: sign in by a code sent to your address."))
    return user
