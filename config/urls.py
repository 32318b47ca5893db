"""The addresses of the house, in French, one prefix a room."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("essaim.portal.urls")),
    path("compte/", include("essaim.accounts.urls")),
    path("fichiers/", include("essaim.files.urls")),
    path("imports/", include("essaim.exchange.urls")),
    path("reseau/", include("essaim.network.urls")),
    path("programme/", include("essaim.programme.urls")),
    path("bilans/", include("essaim.reports.urls")),
    path("reparations/", admin.site.urls),
]
handler400 = "essaim.portal.views.bad_request"
handler403 = "essaim.portal.views.forbidden"
handler404 = "essaim.portal.views.not_found"
handler500 = "essaim.portal.views.server_error"
