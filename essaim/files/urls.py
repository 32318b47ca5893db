"""The addresses of the room."""

from django.urls import path

from essaim.files import views

app_name = "files"
urlpatterns = [
    path("", views.files, name="files"),
    path("nouveau/", views.store_file, name="store_file"),
    path("image/", views.store_picture, name="store_picture"),
    path("<uuid:key>/", views.file, name="file"),
    path("<uuid:key>/contenu/", views.content, name="content"),
    path("<uuid:key>/image/", views.picture, name="picture"),
    path("<uuid:key>/decrire/", views.describe_file, name="describe_file"),
    path("<uuid:key>/retirer/", views.discard_file, name="discard_file"),
]
