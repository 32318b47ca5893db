"""Addresses of the room."""

from django.urls import URLPattern, path

from essaim.assemblies.asking import views as asking
from essaim.assemblies.bodies import views as bodies
from essaim.assemblies.meetings import views as agendas
from essaim.assemblies.minutes.views import minutes, undertakings
from essaim.assemblies.pages.views import convening, meetings, resolutions, rounds, voting
from essaim.assemblies.roll.views import files, roll
from essaim.assemblies.sitting.views import desk, sitting

app_name = "assemblies"

#: Bodies and their rules.
BODIES: list[URLPattern] = [
    path("", meetings.bodies, name="bodies"),
    path("instances/fonder/", bodies.found_body, name="found_body"),
    path("instances/<uuid:key>/", meetings.body, name="body"),
    path("instances/<uuid:key>/modifier/", bodies.edit_body, name="edit_body"),
    path("instances/<uuid:key>/fermer/", bodies.close_body, name="close_body"),
    path("instances/<uuid:key>/rouvrir/", bodies.reopen_body, name="reopen_body"),
    path("instances/<uuid:key>/regles/adopter/", bodies.adopt_rules, name="adopt_rules"),
    path("regles/<uuid:key>/", bodies.rules, name="rules"),
    path("regles/<uuid:key>/modifier/", bodies.edit_rules, name="edit_rules"),
    path("regles/<uuid:key>/colleges/", bodies.set_college_weights, name="set_college_weights"),
    path(
        "regles/<uuid:key>/questions/<slug:subject>/",
        bodies.set_subject_rule,
        name="set_subject_rule",
    ),
    path(
        "regles/questions/<uuid:key>/retirer/",
        bodies.remove_subject_rule,
        name="remove_subject_rule",
    ),
]

#: Meetings, series, agendas, calendars.
MEETINGS: list[URLPattern] = [
    path("instances/<uuid:key>/planifier/", meetings.plan_meeting, name="plan_meeting"),
    path("instances/<uuid:key>/planifier/serie/", meetings.plan_series, name="plan_series"),
    path("instances/<uuid:key>/agenda.ics", files.body_calendar, name="body_calendar"),
    path("reunions/<uuid:key>/", meetings.meeting, name="meeting"),
    path("reunions/<uuid:key>/seance.ics", files.meeting_calendar, name="meeting_calendar"),
    path("reunions/<uuid:key>/modifier/", meetings.edit_meeting, name="edit_meeting"),
    path("reunions/<uuid:key>/deplacer/", meetings.move_meeting, name="move_meeting"),
    path("reunions/<uuid:key>/annuler/", meetings.cancel_meeting, name="cancel_meeting"),
    path("reunions/<uuid:key>/seconde-convocation/", meetings.second_call, name="second_call"),
    path("reunions/<uuid:key>/points/ajouter/", agendas.add_item, name="add_item"),
    path("reunions/<uuid:key>/points/proposer/", agendas.propose_item, name="propose_item"),
    path("reunions/<uuid:key>/ordre-du-jour/modele/", agendas.take_template, name="take_template"),
    path("reunions/<uuid:key>/ordre-du-jour/reprendre/", agendas.copy_agenda, name="copy_agenda"),
    path(
        "reunions/<uuid:key>/ordre-du-jour/remplir/",
        agendas.prefill_agenda,
        name="prefill_agenda",
    ),
    path("points/<uuid:key>/modifier/", agendas.edit_item, name="edit_item"),
    path("points/<uuid:key>/deplacer/", agendas.move_item, name="move_item"),
    path("points/<uuid:key>/ranger/", agendas.nest_item, name="nest_item"),
    path("points/<uuid:key>/retirer/", agendas.remove_item, name="remove_item"),
    path("points/<uuid:key>/accepter/", agendas.accept_item, name="accept_item"),
    path("points/<uuid:key>/decliner/", agendas.decline_item, name="decline_item"),
    path("points/<uuid:key>/documents/ajouter/", agendas.add_document, name="add_document"),
    path("documents/<uuid:key>/", files.document, name="document"),
    path("documents/<uuid:key>/retirer/", agendas.remove_document, name="remove_document"),
]
#: Convocations, answers and proxies.
ANSWERS: list[URLPattern] = [
    path("reunions/<uuid:key>/convoquer/", convening.convene_meeting, name="convene_meeting"),
    path("reunions/<uuid:key>/convocation/", convening.convocation, name="convocation"),
    path(
        "reunions/<uuid:key>/convocation/completer/",
        convening.send_convocations,
        name="send_convocations",
    ),
    path("reunions/<uuid:key>/relancer/", convening.remind_electors, name="remind_electors"),
    path("reunions/<uuid:key>/annoncer/", convening.announce_change, name="announce_change"),
    path("reunions/<uuid:key>/liste/", roll.roll, name="roll"),
    path("reunions/<uuid:key>/liste.<slug:extension>", roll.roll, name="export_roll"),
    path("reunions/<uuid:key>/liste/noms/", roll.suggest_electors, name="suggest_electors"),
    path("reunions/<uuid:key>/emargement.pdf", roll.sign_in, name="sign_in"),
    path("reunions/<uuid:key>/liste/actualiser/", roll.refresh_roll, name="refresh_roll"),
    path("reunions/<uuid:key>/pouvoirs/", roll.view_proxies, name="proxies"),
    path("reunions/<uuid:key>/pouvoirs/noter/", roll.give_proxy, name="give_proxy"),
    path("pouvoirs/<uuid:key>/reprendre/", roll.withdraw_proxy, name="withdraw_proxy"),
    path("convocations/<uuid:key>/", roll.answer_convocation, name="answer_convocation"),
    path("reponse/<str:token>/", roll.answer_by_link, name="answer_by_link"),
]

#: The meeting under way.
SITTING: list[URLPattern] = [
    path("seance/<str:token>/", sitting.sitting_by_link, name="sitting_by_link"),
    path("en-ce-moment/<str:seal>/", sitting.sitting_now, name="sitting_now"),
    path("reunions/<uuid:key>/seance/", sitting.sitting, name="sitting"),
    path("reunions/<uuid:key>/pupitre/", desk.desk, name="desk"),
    path("reunions/<uuid:key>/noter/", desk.note_debate, name="note_debate"),
    path("reunions/<uuid:key>/ecran/", desk.screen, name="screen"),
    path("ecran-en-ce-moment/<str:seal>/", desk.screen_now, name="screen_now"),
    path("reunions/<uuid:key>/ouvrir/", sitting.open_meeting, name="open_meeting"),
    path("reunions/<uuid:key>/clore/", sitting.close_meeting, name="close_meeting"),
    path("reunions/<uuid:key>/point/", sitting.take_item, name="take_item"),
    path("reunions/<uuid:key>/salle/", sitting.room, name="room"),
    path("reunions/<uuid:key>/arrivee/", sitting.record_arrival, name="record_arrival"),
    path("reunions/<uuid:key>/invites/", sitting.record_guest, name="record_guest"),
    path("presences/<uuid:key>/depart/", sitting.record_departure, name="record_departure"),
    path("presences/<uuid:key>/rectifier/", sitting.correct_attendance, name="correct_attendance"),
    path("presences/<uuid:key>/annuler/", sitting.undo_arrival, name="undo_arrival"),
    path("presences/<uuid:key>/rester/", sitting.undo_departure, name="undo_departure"),
    path("reunions/<uuid:key>/demander-la-parole/", sitting.ask_to_speak, name="ask_to_speak"),
    path("reunions/<uuid:key>/renoncer-a-la-parole/", sitting.withdraw_turn, name="withdraw_turn"),
    path("reunions/<uuid:key>/donner-la-parole/", sitting.begin_turn, name="begin_turn"),
    path("reunions/<uuid:key>/rendre-la-parole/", sitting.end_turn, name="end_turn"),
]

#: Resolutions and ballots.
VOTES: list[URLPattern] = [
    path("points/<uuid:key>/resolution/", resolutions.write_resolution, name="write_resolution"),
    path("resolutions/<uuid:key>/", resolutions.resolution, name="resolution"),
    path("resolutions/<uuid:key>/modifier/", resolutions.edit_resolution, name="edit_resolution"),
    path("resolutions/<uuid:key>/ouvrir/", resolutions.open_resolution, name="open_resolution"),
    path("resolutions/<uuid:key>/clore/", resolutions.close_resolution, name="close_resolution"),
    path(
        "resolutions/<uuid:key>/retirer/",
        resolutions.withdraw_resolution,
        name="withdraw_resolution",
    ),
    path("resolutions/<uuid:key>/voter/", voting.cast_ballots, name="cast_ballots"),
    path("resolutions/<uuid:key>/urne/", voting.cast_secret_ballot, name="cast_secret_ballot"),
    path("resolutions/<uuid:key>/mains/", voting.enter_hand_votes, name="enter_hand_votes"),
    path("resolutions/<uuid:key>/tirage/", voting.draw_lots, name="draw_lots"),
    path("resolutions/<uuid:key>/moment/", voting.time_vote, name="time_vote"),
    path("resolutions/<uuid:key>/papier/", voting.enter_paper_result, name="enter_paper_result"),
    path(
        "resolutions/<uuid:key>/ailleurs/",
        voting.enter_outside_result,
        name="enter_outside_result",
    ),
    path("resolutions/<uuid:key>/electeurs.txt", voting.electorate, name="electorate"),
]

#: What is decided round by round.
ROUNDS: list[URLPattern] = [
    path("tours-en-ce-moment/<str:seal>/", resolutions.rounds_now, name="rounds_now"),
    path(
        "resolutions/<uuid:key>/etape-suivante/",
        rounds.advance_deliberation,
        name="advance_deliberation",
    ),
    path("resolutions/<uuid:key>/tours/commencer/", rounds.begin_round, name="begin_round"),
    path("resolutions/<uuid:key>/tours/finir/", rounds.end_round, name="end_round"),
    path("resolutions/<uuid:key>/repondre/", rounds.answer_round, name="answer_round"),
    path("resolutions/<uuid:key>/nommer/", rounds.nominate, name="nominate"),
    path(
        "resolutions/<uuid:key>/changer/",
        rounds.change_nomination,
        name="change_nomination",
    ),
    path("objections/<uuid:key>/", rounds.judge_objection, name="judge_objection"),
    path("resolutions/<uuid:key>/proposer/", rounds.propose_person, name="propose_person"),
    path("propositions/<uuid:key>/condition/", rounds.amend_proposal, name="amend_proposal"),
    path("resolutions/<uuid:key>/version/", rounds.write_wording, name="write_wording"),
    path("resolutions/<uuid:key>/reprendre/", rounds.withdraw_text, name="withdraw_text"),
    path(
        "resolutions/<uuid:key>/reporter/",
        rounds.postpone_deliberation,
        name="postpone_deliberation",
    ),
    path("resolutions/<uuid:key>/consentir/", rounds.conclude_consent, name="conclude_consent"),
    path("resolutions/<uuid:key>/elire/", rounds.conclude_election, name="conclude_election"),
]

#: Minutes, and what was decided.
MINUTES: list[URLPattern] = [
    path("reunions/<uuid:key>/proces-verbal/", minutes.minutes, name="minutes"),
    path("reunions/<uuid:key>/proces-verbal.<str:fmt>", minutes.minutes_file, name="minutes_file"),
    path("proces-verbaux/lire/<str:token>/", minutes.read_minutes, name="read_minutes"),
    path("instances/<uuid:key>/proces-verbaux/", minutes.compiled_minutes, name="compiled_minutes"),
    path(
        "instances/<uuid:key>/proces-verbaux/<int:year>.<str:fmt>",
        minutes.compiled_file,
        name="compiled_file",
    ),
    path(
        "reunions/<uuid:key>/proces-verbal/rediger/",
        minutes.draft_minutes,
        name="draft_minutes",
    ),
    path(
        "reunions/<uuid:key>/proces-verbal/ouverture/",
        minutes.write_opening,
        name="write_opening",
    ),
    path(
        "reunions/<uuid:key>/proces-verbal/points/<uuid:item>/",
        minutes.write_debate,
        name="write_debate",
    ),
    path(
        "reunions/<uuid:key>/proces-verbal/soumettre/",
        minutes.submit_minutes,
        name="submit_minutes",
    ),
    path(
        "reunions/<uuid:key>/proces-verbal/signer/",
        minutes.sign_minutes,
        name="sign_minutes",
    ),
    path(
        "reunions/<uuid:key>/proces-verbal/amender/",
        minutes.ask_amendment,
        name="ask_amendment",
    ),
    path("amendements/<uuid:key>/", minutes.answer_amendment, name="answer_amendment"),
    path(
        "reunions/<uuid:key>/proces-verbal/annexer/",
        minutes.annex_correction,
        name="annex_correction",
    ),
    path("decisions/", undertakings.undertakings, name="undertakings"),
    path(
        "decisions/decisions.<str:extension>",
        undertakings.export_undertakings,
        name="export_undertakings",
    ),
    path("decisions/<uuid:key>/", undertakings.undertaking, name="undertaking"),
    path("decisions/<uuid:key>/modifier/", undertakings.edit_undertaking, name="edit_undertaking"),
    path("decisions/<uuid:key>/avancement/", undertakings.report_progress, name="report_progress"),
    path("decisions/<uuid:key>/declarer/", undertakings.declare_change, name="declare_change"),
    path("participation/", undertakings.participation, name="participation"),
    path(
        "participation/tableau.<slug:extension>",
        undertakings.participation,
        name="export_participation",
    ),
]

#: Consultations in writing, between two meetings.
WRITTEN: list[URLPattern] = [
    path(
        "instances/<uuid:key>/consulter/",
        asking.consult_in_writing,
        name="consult_in_writing",
    ),
    path("reunions/<uuid:key>/consultation/", asking.consultation, name="consultation"),
    path(
        "reunions/<uuid:key>/consultation/relancer/",
        asking.remind_voters,
        name="remind_voters",
    ),
    path(
        "reunions/<uuid:key>/consultation/clore/",
        asking.close_consultation,
        name="close_consultation",
    ),
    path(
        "reunions/<uuid:key>/consultation/retirer/",
        asking.withdraw_consultation,
        name="withdraw_consultation",
    ),
]

#: Polls of dates, whose result becomes a meeting.
DATES: list[URLPattern] = [
    path("instances/<uuid:key>/dates/", asking.propose_dates, name="propose_dates"),
    path("dates/<uuid:key>/", asking.date_poll, name="date_poll"),
    path("dates/<uuid:key>/ajouter/", asking.add_dates, name="add_dates"),
    path("dates/<uuid:key>/relancer/", asking.remind_dates, name="remind_dates"),
    path("dates/<uuid:key>/retirer/", asking.withdraw_dates, name="withdraw_dates"),
    path("dates/<uuid:key>/reproposer/", asking.reopen_dates, name="reopen_dates"),
    path("dates/jours/<uuid:key>/retenir/", asking.settle_dates, name="settle_dates"),
    path("dates/voix/<uuid:key>/", asking.answer_dates, name="answer_dates"),
    path("dates/reponse/<str:token>/", asking.dates_by_link, name="dates_by_link"),
]

urlpatterns = [*DATES, *WRITTEN, *BODIES, *MEETINGS, *ANSWERS, *SITTING, *VOTES, *ROUNDS, *MINUTES]
