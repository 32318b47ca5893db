"""The addresses of the room."""

from django.urls import path

from essaim.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("nouveau/<slug:target>/", views.preview_import, name="preview_import"),
    path("<uuid:key>/", views.run, name="run"),
    path("<uuid:key>/colonnes/", views.map_columns, name="map_columns"),
    path("<uuid:key>/lecture/", views.read_again, name="read_again"),
    path("<uuid:key>/questions/", views.answer_questions, name="answer_questions"),
    path("<uuid:key>/appliquer/", views.apply_run, name="apply_run"),
    path("<uuid:key>/terminer/", views.resume_run, name="resume_run"),
    path("<uuid:key>/annuler/", views.undo_run, name="undo_run"),
    path("<uuid:key>/oublier/", views.discard_run, name="discard_run"),
]
