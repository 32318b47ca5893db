"""Looking for something."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essaim.kernel.http import Request, address_with, open_to_visitors
from essaim.search.forms import SearchForm
from essaim.search.queries import A_PAGE, Facet, search, suggest

WHY_OPEN = "what is public is found by everybody; each entry has the audience of its thing"


@open_to_visitors(WHY_OPEN)
@require_safe
def results(request: Request) -> HttpResponse:
    form = SearchForm(request.GET)
    asked = form.query()
    answer = search(acting=request.acting, **asked)
    pages = Paginator(range(answer.total), A_PAGE).get_page(answer.page)
    context = {"form": form, "results": answer, "pages": pages, "typed": asked["typed"]}
    context["kinds"] = choices(request, "genre", asked["kind"], answer.facets)
    context["years"] = choices(request, "annee", str(asked["year"] or ""), answer.years)
    return render(request, "search/results.html", context)


@open_to_visitors(WHY_OPEN)
@require_safe
def suggestions(request: Request) -> HttpResponse:
    """The first titles that hold what is typed so far, for the list under the field."""
    asked = SearchForm(request.GET).query()
    titles = suggest(asked["typed"], request.acting, kind=asked["kind"])
    return render(request, "search/suggestions.html", {"titles": titles})


def choices(
    request: Request, name: str, chosen: str, facets: Sequence[Facet]
) -> list[dict[str, object]]:
    """All of them first, then each with the address that leaves the others out."""
    everything = Facet("", _("All"), sum(facet.count for facet in facets))
    return [
        {
            "label": facet.label,
            "count": facet.count,
            "url": address_with(request, **{name: facet.value}),
            "current": facet.value == chosen,
        }
        for facet in (everything, *facets)
    ]
