"""The addresses of the room."""

from django.urls import path

from essaim.portal.views import agenda, doors, embeds, feeds, first_steps, privacy, rooms

app_name = "portal"
urlpatterns = [
    path("", doors.home, name="home"),
    path("langue/", doors.choose_language, name="choose_language"),
    path("flux/nouvelles.atom", feeds.follow_atom, name="follow_atom"),
    path("flux/nouvelles.json", feeds.follow_json, name="follow_json"),
    path("flux/<slug:code>/nouvelles.atom", feeds.follow_atom, name="follow_atom_of"),
    path("flux/<slug:code>/nouvelles.json", feeds.follow_json, name="follow_json_of"),
    path("agenda/", agenda.view_agenda, name="agenda"),
    path("agenda/mon-adresse/", agenda.calendars, name="calendars"),
    path("agenda/mon-adresse/ouvrir/", agenda.open_calendar, name="open_calendar"),
    path("agenda/mon-adresse/fermer/", agenda.close_calendar, name="close_calendar"),
    path("agenda/agenda.ics", agenda.public_calendar, name="public_calendar"),
    path("agenda/<str:token>.ics", agenda.my_calendar, name="my_calendar"),
    path("agenda/<slug:when>/", agenda.view_agenda, name="agenda_of"),
    # What calendars followed while it showed meetings alone.
    path("assemblees/agenda/<str:token>.ics", agenda.my_calendar, name="calendar_of_meetings"),
    path("integrer/", embeds.embeds, name="embeds"),
    path("integrer/<slug:code>/", embeds.embed, name="embed"),
    path("pieces/", rooms.view_rooms, name="rooms"),
    path("pieces/<slug:room>/fermer/", rooms.close_room, name="close_room"),
    path("pieces/<slug:room>/ouvrir/", rooms.open_room, name="open_room"),
    path("premiers-pas/", first_steps.view_first_steps, name="first_steps"),
    path("premiers-pas/laisser/", first_steps.skip_steps, name="skip_steps"),
    path("premiers-pas/<str:code>/laisser/", first_steps.skip_step, name="skip_step"),
    path("premiers-pas/<str:code>/reprendre/", first_steps.resume_step, name="resume_step"),
    path("donnees-personnelles/", privacy.privacy, name="privacy"),
    path("mes-donnees/", privacy.my_data, name="my_data"),
    path("mes-donnees/temps-donne/", privacy.view_my_time, name="my_time"),
    path("mes-donnees/telecharger/", privacy.export_my_data, name="export_my_data"),
    path("personnes/<uuid:key>/donnees/", privacy.export_person, name="export_person"),
    path("personnes/<uuid:key>/effacer/", privacy.erase_person, name="erase_person"),
]
