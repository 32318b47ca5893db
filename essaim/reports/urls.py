"""The addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from essaim.reports.publication_urls import PUBLICATION
from essaim.reports.views import composition, texts

app_name = "reports"

COMPOSITION: list[URLPattern | URLResolver] = [
    path("", composition.reports, name="reports"),
    path("ouvrir/", composition.open_report, name="open_report"),
    path("<uuid:key>/", composition.report, name="report"),
    path("<uuid:key>/modifier/", composition.edit_report, name="edit_report"),
    path("<uuid:key>/composer/", composition.composer, name="composer"),
    path("<uuid:key>/textes/<slug:code>/", texts.write_section, name="write_section"),
    path(
        "<uuid:key>/objectifs/<uuid:objective>/actions/",
        composition.choose_actions,
        name="choose_actions",
    ),
    path(
        "<uuid:key>/objectifs/<uuid:objective>/<slug:part>/",
        texts.write_objective_text,
        name="write_objective_text",
    ),
    path(
        "<uuid:key>/objectifs/<uuid:objective>/actions/<uuid:action>/choisir/",
        composition.select_action,
        name="select_action",
    ),
    path(
        "<uuid:key>/objectifs/<uuid:objective>/actions/<uuid:action>/deplacer/",
        composition.move_action,
        name="move_action",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [*COMPOSITION, *PUBLICATION]
