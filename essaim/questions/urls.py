"""The addresses of the room."""

from django.urls import path

from essaim.questions.views import answering, asking, reading

app_name = "questions"

urlpatterns = [
    path("", reading.questionnaires, name="questionnaires"),
    path("ajouter/", asking.add_questionnaire, name="add_questionnaire"),
    path("champs/", asking.fields, name="fields"),
    path("champs/<str:model>/", asking.add_fields, name="add_fields"),
    path("<uuid:key>/", reading.questionnaire, name="questionnaire"),
    path("<uuid:key>/essai/", reading.preview, name="preview"),
    path("<uuid:key>/modifier/", asking.edit_questionnaire, name="edit_questionnaire"),
    path("<uuid:key>/ouvrir/", asking.open_questionnaire, name="open_questionnaire"),
    path("<uuid:key>/fermer/", asking.close_questionnaire, name="close_questionnaire"),
    path("<uuid:key>/mettre-en-service/", asking.publish_version, name="publish_version"),
    path("<uuid:key>/renoncer/", asking.discard_changes, name="discard_changes"),
    path("<uuid:key>/questions/ajouter/<slug:kind>/", asking.add_question, name="add_question"),
    path("<uuid:key>/questions/<slug:question>/", asking.edit_question, name="edit_question"),
    path(
        "<uuid:key>/questions/<slug:question>/deplacer/", asking.move_question, name="move_question"
    ),
    path("<uuid:key>/questions/<slug:question>/retirer/", asking.end_question, name="end_question"),
    path("<uuid:key>/repondre/", answering.give_answer, name="give_answer"),
    path("<uuid:key>/reponses/", reading.answers, name="answers"),
    path(
        "<uuid:key>/reponses/<slug:written>.<slug:extension>",
        reading.export_answers,
        name="export_answers",
    ),
    path("<uuid:key>/resume/", reading.summary, name="summary"),
    path("<uuid:key>/codes/", reading.codebook, name="codebook"),
    path("<uuid:key>/codes.<slug:extension>", reading.export_codebook, name="export_codebook"),
    path("reponses/<uuid:key>/", reading.answer, name="answer"),
    path("reponses/<uuid:key>/modifier/", answering.change_answer, name="change_answer"),
    path("reponses/<uuid:key>/retirer/", answering.withdraw_answer, name="withdraw_answer"),
]
