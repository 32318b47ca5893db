"""The addresses of the room: allauth's sign-in, under our prefix."""

from django.urls import include, path

app_name = "accounts"
urlpatterns = [path("", include("allauth.account.urls"))]
