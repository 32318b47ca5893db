"""Signing in by link, accounts and roles, the journal."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.accounts import actions, lists
from essaim.accounts.days import DaysPage
from essaim.accounts.forms import HouseRoleForm
from essaim.accounts.http import remember, sign_in
from essaim.accounts.links import user_of_demo_link, user_of_link
from essaim.accounts.models import HouseRole, User
from essaim.accounts.queries import (
    accounts_with_roles,
    entries_of,
    journal_lines,
    only_administrator,
)
from essaim.journal.http import edits
from essaim.kernel.days import DaysForm
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_button,
    answer_confirm,
    answer_form,
    open_to_visitors,
)
from essaim.kernel.kept import LINK, forget, kept_for, page_that_waits
from essaim.kernel.listing.http import answer_list
from essaim.kernel.rules import require

ACCOUNTS = (gettext_lazy("Accounts"), "accounts:accounts")
LOOPBACK = {"127.0.0.1", "::1"}


@open_to_visitors("one signs in here")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_by_link(request: Request, key: UUID, token: str) -> HttpResponse:
    """GET shows a button, since mail scanners open links; POST signs in, once."""
    user = user_of_link(key, token)
    if user is None:
        return render(request, "accounts/link_refused.html", status=410)
    if request.method == "GET":
        return render(request, "accounts/sign_in_by_link.html", {"email": user.email})
    sign_in(request, user)
    return remember(redirect(page_that_waits(request) or settings.LOGIN_REDIRECT_URL), user)


@open_to_visitors("what was typed and not taken may be a visitor's")
@require_POST
def forget_kept_form(request: Request) -> HttpResponse:
    """Throws away what was typed and could not be taken."""
    kept = kept_for(request, request.POST.get("path", ""), request.POST.get(LINK, ""))
    if kept is not None:
        forget(request, kept.path, kept.link)
    return redirect(kept.page if kept is not None else settings.LOGIN_REDIRECT_URL)


@open_to_visitors("one-click links of the demo, on this machine alone")
@never_cache
@require_GET
def demo_sign_in(request: Request, token: str) -> HttpResponse:
    """Exists in the demo only, for a browser on this machine."""
    user = user_of_demo_link(token)
    if not settings.DEMO or request.META["REMOTE_ADDR"] not in LOOPBACK or user is None:
        raise Http404
    sign_in(request, user)
    return remember(redirect(page_that_waits(request) or settings.LOGIN_REDIRECT_URL), user)


@require_GET
def accounts(request: Request) -> HttpResponse:
    require(request.acting, "accounts.give_house_role")
    only = only_administrator()
    return answer_list(request, lists.ACCOUNTS, accounts_with_roles(), only_administrator=only)


def _page(title: str, **words: Any) -> FormPage:
    """A form that begins and ends at the list of accounts."""
    return FormPage.under(ACCOUNTS, title, then=ACCOUNTS[1], **words)


@require_http_methods(["GET", "POST"])
def close_account(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "accounts.close_account")
    user = get_object_or_404(User, key=key)
    stays = _("What they wrote stays signed. You can let them in again from the list.")
    return answer_confirm(
        request, _closing(user), actions.close_account, consequences=lambda: [stays], user=user
    )


def _closing(user: User) -> FormPage:
    return _page(
        _("Close the account of %(email)s?") % {"email": user.email},
        lead=_("Whoever has it is signed out at once, and no code leads in any more."),
        submit=_("Close this account"),
        done=_("%(email)s may no longer sign in.") % {"email": user.email},
        undo=reverse("accounts:reopen_account", args=[user.key]),
    )


@require_POST
def reopen_account(request: Request, key: UUID) -> HttpResponseRedirect:
    user = get_object_or_404(User, key=key)
    done = _("%(email)s may sign in again.") % {"email": user.email}
    return answer_button(request, actions.reopen_account, ACCOUNTS[1], done=done, user=user)


@require_http_methods(["GET", "POST"])
def give_house_role(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "accounts.give_house_role")
    user = get_object_or_404(User, key=key)
    form = HouseRoleForm(request.POST or None, initial={"since": timezone.localdate()})
    page = _page(_("Give a role"), lead=user.email, submit=_("Give this role"))
    return answer_form(request, form, page, actions.give_house_role, user=user)


@require_http_methods(["GET", "POST"])
def end_house_role(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "accounts.end_house_role")
    house_role = get_object_or_404(HouseRole.objects.select_related("user"), key=key)
    act = partial(actions.end_house_role, until=timezone.localdate())
    return answer_confirm(request, _ending(house_role), act, house_role=house_role)


def _ending(house_role: HouseRole) -> FormPage:
    words = {"role": house_role.get_role_display(), "email": house_role.user.email}
    return _page(
        _("End “%(role)s” for %(email)s?") % words,
        lead=_("Today is its last day: what it opens closes tomorrow morning."),
        submit=_("End this role"),
        done=_("“%(role)s” ends today for %(email)s.") % words,
        undo=reverse("accounts:resume_house_role", args=[house_role.key]),
    )


@require_POST
def resume_house_role(request: Request, key: UUID) -> HttpResponseRedirect:
    house_role = get_object_or_404(HouseRole, key=key)
    done = _("It is taken back: the role runs on.")
    act = actions.resume_house_role
    return answer_button(request, act, ACCOUNTS[1], done=done, house_role=house_role)


@require_http_methods(["GET", "POST"])
@edits("address")
def correct_house_role(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "accounts.correct_house_role")
    house_role = get_object_or_404(HouseRole.objects.select_related("user"), key=key)
    days = {"starts_on": house_role.since, "ends_on": house_role.until}
    form = DaysForm(request.POST or None, initial=days)
    page = DaysPage.correcting(house_role, reverse("accounts:accounts"), str(_("Accounts")))
    who = f"{house_role.user.email}, {house_role.get_role_display()}"
    page = replace(page, title=f"{page.title} – {who}")
    act, template = actions.correct_house_role, "correct_days.html"
    return answer_form(request, form, page, act, template=template, house_role=house_role)


@require_GET
def journal(request: Request) -> HttpResponse:
    """Every line, newest first; by what was done, by thing, by actor."""
    require(request.acting, "accounts.view_journal")
    listing = replace(lists.JOURNAL, lines=partial(journal_lines, acting=request.acting))
    return answer_list(request, listing, entries_of)
