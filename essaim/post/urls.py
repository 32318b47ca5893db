"""The addresses of the room."""

from django.urls import path

from essaim.post import views

app_name = "post"
urlpatterns = [
    path("", views.messages, name="messages"),
    path("laisser-partir/", views.release_mails, name="release_mails"),
    path("<uuid:key>/", views.message, name="message"),
    path("<uuid:key>/retenir/", views.withdraw_message, name="withdraw_message"),
    path("<uuid:key>/renvoyer/", views.resend_message, name="resend_message"),
    path("au-sujet-de/<uuid:about_key>/preuve.csv", views.proof, name="proof"),
]
