"""The addresses of the room."""

from django.urls import URLPattern, URLResolver

app_name = "programme"

PLAN: list[URLPattern | URLResolver] = []
ACTIONS: list[URLPattern | URLResolver] = []
FIGURES: list[URLPattern | URLResolver] = []

urlpatterns: list[URLPattern | URLResolver] = [*PLAN, *ACTIONS, *FIGURES]
