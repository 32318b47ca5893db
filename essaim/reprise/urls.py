"""The addresses of the room, under those of the programme."""

from django.urls import URLPattern, URLResolver, path

from essaim.reprise import views

app_name = "reprise"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.past_reports, name="past_reports"),
    path("nouvelle/", views.open_past_report, name="open_past_report"),
    path("<uuid:key>/", views.past_report, name="past_report"),
    path("<uuid:key>/parties/<int:part>/", views.review_past_report, name="review_past_report"),
    path("<uuid:key>/reprendre/", views.apply_past_report, name="apply_past_report"),
    path("<uuid:key>/oublier/", views.discard_past_report, name="discard_past_report"),
]
