"""The addresses of the room."""

from django.urls import path

from essaim.comments import views

app_name = "comments"

urlpatterns = [
    path("", views.comments, name="comments"),
    path("tableau.<slug:extension>", views.comments, name="export_comments"),
    path("mails/refuser/<str:token>/", views.refuse_by_link, name="refuse_by_link"),
    path("repondre/<str:token>/", views.answer_by_link, name="answer_by_link"),
    path("ajouter/<str:model>/<uuid:key>/", views.add_comment, name="add_comment"),
    path("<uuid:key>/", views.comment, name="comment"),
    path("<uuid:key>/repondre/", views.answer_comment, name="answer_comment"),
    path("<uuid:key>/modifier/", views.edit_comment, name="edit_comment"),
    path("<uuid:key>/retirer/", views.withdraw_comment, name="withdraw_comment"),
    path("<uuid:key>/regler/", views.resolve_comment, name="resolve_comment"),
    path("<uuid:key>/rouvrir/", views.reopen_comment, name="reopen_comment"),
    path("<uuid:key>/sans-mails/", views.refuse_mails, name="refuse_mails"),
    path("<uuid:key>/avec-mails/", views.accept_mails, name="accept_mails"),
]
