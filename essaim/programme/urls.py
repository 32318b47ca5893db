"""The addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from essaim.programme.views import (
    actions,
    agreements,
    changes,
    decisions,
    figures,
    objectives,
    plan,
)

app_name = "programme"

PLAN: list[URLPattern | URLResolver] = [
    path("", plan.current, name="current"),
    path("programmes/ajouter/", plan.add_programme, name="add_programme"),
    path("programmes/<uuid:key>/", plan.programme, name="programme"),
    path("programmes/<uuid:key>/modifier/", plan.edit_programme, name="edit_programme"),
    path("programmes/<uuid:key>/axes/ajouter/", plan.add_axis, name="add_axis"),
    path("axes/<uuid:key>/modifier/", plan.edit_axis, name="edit_axis"),
    path("axes/<uuid:key>/retirer/", plan.remove_axis, name="remove_axis"),
    path("axes/<uuid:key>/objectifs/ajouter/", plan.add_objective, name="add_objective"),
    path("objectifs/<uuid:key>/", objectives.objective, name="objective"),
    path("objectifs/<uuid:key>/modifier/", plan.edit_objective, name="edit_objective"),
    path("objectifs/<uuid:key>/retirer/", plan.remove_objective, name="remove_objective"),
    path("objectifs/<uuid:key>/rubriques/", plan.map_objective, name="map_objective"),
    path(
        "objectifs/<uuid:key>/<int:year>/juger/", objectives.judge_objective, name="judge_objective"
    ),
    path(
        "objectifs/<uuid:key>/<int:year>/textes/<slug:field>/",
        objectives.write_objective_year,
        name="write_objective_year",
    ),
    path("conventions/", agreements.agreements, name="agreements"),
    path("conventions/ajouter/", agreements.add_agreement, name="add_agreement"),
    path("conventions/<uuid:key>/", agreements.agreement, name="agreement"),
    path("conventions/<uuid:key>/modifier/", agreements.edit_agreement, name="edit_agreement"),
    path(
        "conventions/<uuid:key>/annees/", agreements.set_agreement_year, name="set_agreement_year"
    ),
    path(
        "conventions/<uuid:key>/annees/<uuid:part>/retirer/",
        agreements.remove_agreement_year,
        name="remove_agreement_year",
    ),
    path("conventions/<uuid:key>/rubriques/", agreements.set_rubric, name="set_rubric"),
    path(
        "conventions/<uuid:key>/rubriques/<uuid:part>/retirer/",
        agreements.remove_rubric,
        name="remove_rubric",
    ),
    path("conventions/<uuid:key>/echeances/", agreements.set_report_due, name="set_report_due"),
    path(
        "conventions/<uuid:key>/echeances/<uuid:part>/retirer/",
        agreements.remove_report_due,
        name="remove_report_due",
    ),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/ajouter/", decisions.add_decision, name="add_decision"),
    path("decisions/<uuid:key>/", decisions.decision, name="decision"),
    path("decisions/<uuid:key>/modifier/", decisions.edit_decision, name="edit_decision"),
]
ACTIONS: list[URLPattern | URLResolver] = [
    path("actions/", actions.actions, name="actions"),
    path("actions/actions.<str:extension>", actions.export_actions, name="export_actions"),
    path("actions/noter/", changes.note_action, name="note_action"),
    path("actions/ajouter/", changes.add_action, name="add_action"),
    path("actions/<uuid:key>/", actions.action, name="action"),
    path("actions/<uuid:key>/modifier/", changes.edit_action, name="edit_action"),
    path("actions/<uuid:key>/annuler/", changes.cancel_action, name="cancel_action"),
    path("actions/<uuid:key>/ecarter/", changes.discard_action, name="discard_action"),
    path("actions/<uuid:key>/reprendre/", changes.restore_action, name="restore_action"),
    path("actions/<uuid:key>/temps-fort/", changes.highlight_action, name="highlight_action"),
    path("actions/<uuid:key>/historique/", actions.history, name="history"),
    path(
        "actions/<uuid:key>/historique/<int:number>/reprendre/",
        changes.restore_revision,
        name="restore_revision",
    ),
    path("actions/<uuid:key>/preuves/", changes.add_evidence, name="add_evidence"),
    path("preuves/<uuid:key>/retirer/", changes.remove_evidence, name="remove_evidence"),
    path("actions/<uuid:key>/liens/", changes.link_actions, name="link_actions"),
    path("liens/<uuid:key>/retirer/", changes.unlink_actions, name="unlink_actions"),
]
FIGURES: list[URLPattern | URLResolver] = [
    path("indicateurs/", figures.indicators, name="indicators"),
    path("indicateurs/ajouter/", figures.add_indicator, name="add_indicator"),
    path("indicateurs/relever/", figures.take_readings, name="take_readings"),
    path("indicateurs/indicateurs.csv", figures.export_indicators, name="export_indicators"),
    path("indicateurs/releves.csv", figures.export_readings, name="export_readings"),
    path("indicateur/<slug:code>/", figures.indicator, name="indicator"),
    path("indicateur/<slug:code>/modifier/", figures.edit_indicator, name="edit_indicator"),
    path("indicateur/<slug:code>/retirer/", figures.remove_indicator, name="remove_indicator"),
    path("indicateur/<slug:code>/relever/", figures.add_reading, name="add_reading"),
    path("releve/<uuid:key>/corriger/", figures.correct_reading, name="correct_reading"),
    path("releve/<uuid:key>/retirer/", figures.withdraw_reading, name="withdraw_reading"),
]

urlpatterns: list[URLPattern | URLResolver] = [*PLAN, *ACTIONS, *FIGURES]
