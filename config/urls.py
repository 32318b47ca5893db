"""The addresses of the house, in French, one prefix a room."""

from allauth.account import views as allauth
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("essaim.portal.urls")),
    path("compte/entrer/", allauth.request_login_code, name="account_request_login_code"),
    path("compte/entrer/", allauth.request_login_code, name="account_login"),
    path("compte/entrer/code/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("compte/sortir/", allauth.logout, name="account_logout"),
    path("compte/ferme/", allauth.account_inactive, name="account_inactive"),
    path("compte/ouvrir/", allauth.signup, name="account_signup"),
    path("compte/", include("essaim.accounts.urls")),
    path("chercher/", include("essaim.search.urls")),
    path("fichiers/", include("essaim.files.urls")),
    path("questionnaires/", include("essaim.questions.urls")),
    path("imports/", include("essaim.exchange.urls")),
    path("courrier/", include("essaim.post.urls")),
    path("reseau/", include("essaim.network.urls")),
    path("remarques/", include("essaim.comments.urls")),
    path("programme/reprises/", include("essaim.reprise.urls")),
    path("programme/", include("essaim.programme.urls")),
    path("assemblees/", include("essaim.assemblies.urls")),
    path("bilans/", include("essaim.reports.urls")),
    path("reparations/", admin.site.urls),
]
handler400 = "essaim.portal.views.doors.bad_request"
handler403 = "essaim.portal.views.doors.forbidden"
handler404 = "essaim.portal.views.doors.not_found"
handler500 = "essaim.portal.views.doors.server_error"
