"""The first evening: one page that leads through the house, and a step that waits or not."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from essaim.kernel.http import Request, answer_button
from essaim.kernel.offering.first_steps import FirstStep
from essaim.kernel.rules import require
from essaim.portal import actions
from essaim.portal.homepage import ON_PATH, lines_of, path_for, step_called


def lead(response: HttpResponse) -> HttpResponse:
    """From now on the pages of a step lead this browser back, until it is closed.

    Whoever did not come from the path pays nothing for it on any page.
    """
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(ON_PATH, "1", httponly=True, secure=secure, samesite="Lax")
    return response


@require_GET
def view_first_steps(request: Request) -> HttpResponse:
    require(request.acting, "portal.skip_step")
    path = path_for(request.acting, counts_all=True)
    lines = [lines_of(taken, request.acting) for taken in path.steps]
    return lead(render(request, "portal/first_steps.html", {"path": path, "lines": lines}))


def _called(code: str) -> FirstStep:
    step = step_called(code)
    if step is None:
        raise Http404
    return step


@require_POST
def skip_step(request: Request, code: str) -> HttpResponse:
    done = _("“%(step)s” waits aside.") % {"step": _called(code).label}
    undo = reverse("portal:resume_step", args=[code])
    return answer_button(
        request, actions.skip_step, "portal:first_steps", code=code, done=done, undo=undo
    )


@require_POST
def resume_step(request: Request, code: str) -> HttpResponse:
    done = _("“%(step)s” stands on the path again.") % {"step": _called(code).label}
    return answer_button(request, actions.resume_step, "portal:first_steps", code=code, done=done)


@require_POST
def skip_steps(request: Request) -> HttpResponse:
    """All that is open: the home page is the network's from now on."""
    open_ones = [taken.step.code for taken in path_for(request.acting).steps if taken.is_open]
    done = _("The home page speaks of it no more. Each step can be taken up again here.")
    return answer_button(
        request, actions.skip_steps, "portal:first_steps", codes=open_ones, done=done
    )
