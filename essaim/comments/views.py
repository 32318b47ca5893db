"""Remarks below the page of a thing; one with its answers; the link of a mail; all of them."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.comments import actions
from essaim.comments.below import PAGE
from essaim.comments.forms import AnswerForm, CommentForm, WordsForm
from essaim.comments.letters import ANSWER, REFUSE
from essaim.comments.lists import COMMENTS
from essaim.comments.models import Comment, kinds, rows_of
from essaim.comments.queries import (
    audiences_for,
    person_of,
    reader_of,
    thing_of,
    thread_of,
    wants_mails,
)
from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.http import (
    FormPage,
    Request,
    act_on,
    answer_button,
    answer_confirm,
    answer_form,
    find,
    open_to_visitors,
    render_form,
)
from essaim.kernel.listing.http import answer_export, answer_list
from essaim.kernel.rules import can, require
from essaim.network.models import Person
from essaim.post.links import LinkRevoked, OpenedLink, open_link

BY_LINK = "whoever a remark concerns acts from the mail, by a signed link for this one act"


@require_GET
def comments(request: Request, extension: str = "") -> HttpResponseBase:
    require(request.acting, "comments.view_comments")
    visible = Comment.objects.visible_to(request.acting).begun()
    rows = visible.with_names(request.acting).order_by("-pk")
    if extension:
        return answer_export(request, COMMENTS, rows, extension)
    return answer_list(request, COMMENTS, rows)


@require_http_methods(["GET", "POST"])
def add_comment(request: Request, model: str, key: UUID) -> HttpResponse:
    """On a thing that one sees; `?endroit=` and `?passage=` say where in it."""
    if model not in kinds():
        raise Http404
    thing = find(request, rows_of(model).model, key)
    require(request.acting, "comments.add_comment", thing=thing)
    back = f"{thing.get_absolute_url()}#{PAGE}"
    lead = _("It stands beside the text, and never in it.")
    done = _("The remark stands below the page; those whom it concerns will be told.")
    page = FormPage(_("Add a remark"), back, str(thing), then=back, done=done, lead=lead)
    return answer_form(request, _form_on(thing, request), page, actions.add_comment, thing=thing)


def _form_on(thing: Any, request: Request) -> CommentForm:
    """With the place and the passage that the address names; a place that is none is left out."""
    asked = request.GET.get("endroit", "")
    return CommentForm(
        request.POST or None,
        places=kinds()[thing._meta.label_lower].places(thing),
        audiences=audiences_for(thing, request.acting),
        initial={"place": asked, "quotation": request.GET.get("passage", "")[:500]},
    )


@require_GET
def comment(request: Request, key: UUID) -> HttpResponse:
    return _page(request, _root(request, key), request.acting, AnswerForm())


def _root(request: Request, key: UUID) -> Comment:
    row = find(request, Comment, key, "answers_to")
    return row.root


def _page(
    request: Request, root: Comment, acting: Acting, form: WordsForm, **more: Any
) -> HttpResponse:
    """A remark with its answers, and what this reader may do about it."""
    thread, thing = thread_of(root, acting), thing_of(root)
    verbs = ("resolve_comment", "reopen_comment", "answer_comment")
    context = {
        "thread": thread,
        "thing": thing,
        "steps": [] if "token" in more else [(thing, f"{thing.get_absolute_url()}#{PAGE}")],
        "settled_by": _settler(thread.root, acting),
        "may": {verb: can(acting, f"comments.{verb}", comment=root) for verb in verbs},
        "mine": () if "token" in more else acting.keys_of("person"),
        "has_mails": _has_mails(acting),
        **more,
    }
    return render_form(request, "comments/comment.html", form, **context)


def _settler(root: Comment, acting: Acting) -> str:
    settler = root.resolved_by
    is_named = settler is not None and acting.is_one_of(settler.audience)
    return str(settler) if is_named else _("somebody of the house")


def _has_mails(acting: Acting) -> bool | None:
    """None where there is nobody to write to."""
    return wants_mails(person_of(acting)) if acting.keys_of("person") else None


@require_http_methods(["GET", "POST"])
def answer_comment(request: Request, key: UUID) -> HttpResponse:
    root = _root(request, key)
    form = AnswerForm(request.POST or None)
    done = _("Your answer stands there; those whom it concerns will be told.")
    answer = act_on(request, form, actions.answer_comment, then=root, done=done, comment=root)
    return answer or _page(request, root, request.acting, form)


@require_http_methods(["GET", "POST"])
@edits(Comment)
def edit_comment(request: Request, key: UUID) -> HttpResponse:
    row = find(request, Comment, key, "answers_to", "author")
    require(request.acting, "comments.edit_comment", comment=row)
    page = FormPage.about(row, _("Put the remark right"))
    form = WordsForm(request.POST or None, instance=row)
    return answer_form(request, form, page, actions.edit_comment, comment=row)


@require_POST
def withdraw_comment(request: Request, key: UUID) -> HttpResponseRedirect:
    row = find(request, Comment, key, "answers_to", "author")
    thing = thing_of(row)
    back = row if row.answers_to else f"{thing.get_absolute_url()}#{PAGE}"
    done = _("The remark is taken back: its words are gone.")
    return answer_button(request, actions.withdraw_comment, back, done=done, comment=row)


@require_POST
def resolve_comment(request: Request, key: UUID) -> HttpResponseRedirect:
    root = _root(request, key)
    done = _("The remark is settled.")
    return answer_button(request, actions.resolve_comment, root, done=done, comment=root)


@require_POST
def reopen_comment(request: Request, key: UUID) -> HttpResponseRedirect:
    root = _root(request, key)
    done = _("The remark is open again.")
    return answer_button(request, actions.reopen_comment, root, done=done, comment=root)


@open_to_visitors(BY_LINK)
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "POST"])
def answer_by_link(request: Request, token: str) -> HttpResponse:
    """Reading writes nothing: scanners of mail open every link before people do."""
    opened = open_link(token, ANSWER)
    reader = _reader_of(opened)
    visible = Comment.objects.visible_to(reader)
    root = get_object_or_404(visible, key=opened.link.about_key)
    form = AnswerForm(request.POST or None)
    by = replace(reader, key=opened.acting.key)
    things = {"comment": root, "link": opened.link}
    done = _("Your answer stands there; those whom it concerns will be told.")
    answer = act_on(request, form, actions.answer_comment, then="/", by=by, done=done, **things)
    return answer or _page(request, root, reader, form, token=token)


def _reader_of(opened: OpenedLink) -> Acting:
    """Whoever holds the link, as they sign in today. Raises LinkRevoked where they may not."""
    person = Person.objects.select_related("user").filter(key=opened.link.person_key).first()
    reader = reader_of(person) if person is not None else None
    if reader is None or reader.is_visitor:
        raise LinkRevoked(_("The account for which this link was made is closed."))
    return reader


@open_to_visitors(BY_LINK)
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "POST"])
def refuse_by_link(request: Request, token: str) -> HttpResponse:
    opened = open_link(token, REFUSE)
    person = get_object_or_404(Person, key=opened.link.about_key)
    lead = _("Remarks stand on the pages and wait for you on the home page all the same.")
    done = _("No mail about remarks any more: they stand on the pages.")
    words = {"lead": lead, "submit": _("Stop these mails"), "done": done}
    page = FormPage(_("No more mails about remarks"), "/", "", **words)
    return answer_confirm(request, page, actions.refuse_mails, by=opened.acting, person=person)


@require_POST
def refuse_mails(request: Request, key: UUID) -> HttpResponseRedirect:
    """From the page of a remark, where one is told that there are mails."""
    done = _("No mail about remarks any more: they stand on the pages.")
    root, person = _root(request, key), person_of(request.acting)
    return answer_button(request, actions.refuse_mails, root, done=done, person=person)


@require_POST
def accept_mails(request: Request, key: UUID) -> HttpResponseRedirect:
    done = _("You will have mails about the remarks that concern you.")
    root, person = _root(request, key), person_of(request.acting)
    return answer_button(request, actions.accept_mails, root, done=done, person=person)
