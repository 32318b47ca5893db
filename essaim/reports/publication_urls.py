"""The addresses of publication: versions, files, and the link of a funder."""

from django.urls import URLPattern, path

from essaim.reports.views import publication as views

PUBLICATION: list[URLPattern] = [
    path("<uuid:key>/publier/", views.publish_report, name="publish_report"),
    path("<uuid:key>/fichier/<slug:fmt>/", views.export_report, name="export_report"),
    path("<uuid:key>/versions/", views.versions, name="versions"),
    path("<uuid:key>/versions/<int:number>/", views.version, name="version"),
    path("<uuid:key>/versions/<int:number>/<slug:fmt>/", views.version_file, name="version_file"),
    path(
        "<uuid:key>/versions/<int:number>/lien/nouveau/",
        views.make_funder_link,
        name="make_funder_link",
    ),
    path("liens/<uuid:link>/retirer/", views.revoke_funder_link, name="revoke_funder_link"),
    path("lien/<str:token>/", views.funder_reading, name="funder_reading"),
    path("lien/<str:token>/<slug:fmt>/", views.funder_file, name="funder_file"),
]
