"""The addresses of the room."""

from django.urls import path

from essaim.portal.views import doors, feeds, privacy

app_name = "portal"
urlpatterns = [
    path("", doors.home, name="home"),
    path("langue/", doors.choose_language, name="choose_language"),
    path("flux/nouvelles.atom", feeds.follow_atom, name="follow_atom"),
    path("flux/nouvelles.json", feeds.follow_json, name="follow_json"),
    path("flux/<slug:code>/nouvelles.atom", feeds.follow_atom, name="follow_atom_of"),
    path("flux/<slug:code>/nouvelles.json", feeds.follow_json, name="follow_json_of"),
    path("donnees-personnelles/", privacy.privacy, name="privacy"),
    path("mes-donnees/", privacy.my_data, name="my_data"),
    path("mes-donnees/telecharger/", privacy.export_my_data, name="export_my_data"),
    path("personnes/<uuid:key>/donnees/", privacy.export_person, name="export_person"),
    path("personnes/<uuid:key>/effacer/", privacy.erase_person, name="erase_person"),
]
