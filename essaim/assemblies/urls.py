"""Addresses of the room."""

from django.urls import URLPattern

app_name = "assemblies"

#: Bodies and their rules.
BODIES: list[URLPattern] = []
#: Meetings, series, agendas, calendars.
MEETINGS: list[URLPattern] = []
#: Convocations, answers and proxies.
ANSWERS: list[URLPattern] = []
#: The meeting under way.
SITTING: list[URLPattern] = []
#: Resolutions and ballots.
VOTES: list[URLPattern] = []
#: Minutes, and what was decided.
MINUTES: list[URLPattern] = []

urlpatterns = [*BODIES, *MEETINGS, *ANSWERS, *SITTING, *VOTES, *MINUTES]
