"""The addresses of the room; those of allauth's sign-in stand in `config.urls`, by their names."""

from django.urls import path

from essaim.accounts import views

app_name = "accounts"
urlpatterns = [
    path("lien/<uuid:key>/<str:token>/", views.sign_in_by_link, name="sign_in_by_link"),
    path("demo/<str:token>/", views.demo_sign_in, name="demo_sign_in"),
    path("saisie/oublier/", views.forget_kept_form, name="forget_kept_form"),
    path("comptes/", views.accounts, name="accounts"),
    path("comptes/<uuid:key>/fermer/", views.close_account, name="close_account"),
    path("comptes/<uuid:key>/rouvrir/", views.reopen_account, name="reopen_account"),
    path("comptes/<uuid:key>/role/", views.give_house_role, name="give_house_role"),
    path("roles/<uuid:key>/terminer/", views.end_house_role, name="end_house_role"),
    path("roles/<uuid:key>/reprendre/", views.resume_house_role, name="resume_house_role"),
    path("roles/<uuid:key>/corriger/", views.correct_house_role, name="correct_house_role"),
    path("journal/", views.journal, name="journal"),
]
