"""What reports say below the page of a figure: what was published of it and reads otherwise now."""

from typing import Any

from django.template.loader import render_to_string

from essaim.kernel.acting import works_here
from essaim.reports.queries.moved import published_for


def below(request: Any) -> str:
    """For those who work here, at once after a correction too: nothing where nothing moved."""
    match = request.resolver_match
    if match is None or match.view_name != "programme:indicator" or request.method != "GET":
        return ""
    if not works_here(request.acting):
        return ""
    code = match.kwargs["code"]
    published = published_for(request.acting, tells_what_moved=True, code=code).values()
    versions = [version for version in published if version.moved]
    return render_to_string("reports/moved.html", {"versions": versions}) if versions else ""
