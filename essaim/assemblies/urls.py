"""Addresses of the room."""

from django.urls import URLPattern, path

from essaim.assemblies.views import attendance, sitting, turns

app_name = "assemblies"

#: Bodies and their rules.
BODIES: list[URLPattern] = []
#: Meetings, series, agendas, calendars.
MEETINGS: list[URLPattern] = []
#: Convocations, answers and proxies.
ANSWERS: list[URLPattern] = []
#: The meeting under way.
SITTING: list[URLPattern] = [
    path("seance/<str:token>/", sitting.sitting_by_link, name="sitting_by_link"),
    path("en-ce-moment/<str:seal>/", sitting.sitting_now, name="sitting_now"),
    path("reunions/<uuid:key>/seance/", sitting.sitting, name="sitting"),
    path("reunions/<uuid:key>/ouvrir/", sitting.open_meeting, name="open_meeting"),
    path("reunions/<uuid:key>/clore/", sitting.close_meeting, name="close_meeting"),
    path("reunions/<uuid:key>/point/", sitting.take_item, name="take_item"),
    path("reunions/<uuid:key>/salle/", attendance.room, name="room"),
    path("reunions/<uuid:key>/arrivee/", attendance.record_arrival, name="record_arrival"),
    path("reunions/<uuid:key>/invites/", attendance.record_guest, name="record_guest"),
    path("presences/<uuid:key>/depart/", attendance.record_departure, name="record_departure"),
    path("presences/<uuid:key>/annuler/", attendance.undo_arrival, name="undo_arrival"),
    path("presences/<uuid:key>/rester/", attendance.undo_departure, name="undo_departure"),
    path("reunions/<uuid:key>/demander-la-parole/", turns.ask_to_speak, name="ask_to_speak"),
    path("reunions/<uuid:key>/renoncer-a-la-parole/", turns.withdraw_turn, name="withdraw_turn"),
    path("reunions/<uuid:key>/donner-la-parole/", turns.begin_turn, name="begin_turn"),
    path("reunions/<uuid:key>/rendre-la-parole/", turns.end_turn, name="end_turn"),
]
#: Resolutions and ballots.
VOTES: list[URLPattern] = []
#: Minutes, and what was decided.
MINUTES: list[URLPattern] = []

urlpatterns = [*BODIES, *MEETINGS, *ANSWERS, *SITTING, *VOTES, *MINUTES]
