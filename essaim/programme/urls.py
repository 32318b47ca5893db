"""The addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from essaim.programme.views import figures

app_name = "programme"

PLAN: list[URLPattern | URLResolver] = []
ACTIONS: list[URLPattern | URLResolver] = []
FIGURES: list[URLPattern | URLResolver] = [
    path("indicateurs/", figures.indicators, name="indicators"),
    path("indicateurs/ajouter/", figures.add_indicator, name="add_indicator"),
    path("indicateurs/relever/", figures.take_readings, name="take_readings"),
    path("indicateurs/indicateurs.csv", figures.export_indicators, name="export_indicators"),
    path("indicateurs/releves.csv", figures.export_readings, name="export_readings"),
    path("indicateur/<slug:code>/", figures.indicator, name="indicator"),
    path("indicateur/<slug:code>/modifier/", figures.edit_indicator, name="edit_indicator"),
    path("indicateur/<slug:code>/retirer/", figures.remove_indicator, name="remove_indicator"),
    path("indicateur/<slug:code>/relever/", figures.add_reading, name="add_reading"),
    path("releve/<uuid:key>/corriger/", figures.correct_reading, name="correct_reading"),
    path("releve/<uuid:key>/retirer/", figures.withdraw_reading, name="withdraw_reading"),
]

urlpatterns: list[URLPattern | URLResolver] = [*PLAN, *ACTIONS, *FIGURES]
