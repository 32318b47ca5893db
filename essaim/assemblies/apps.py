"""The room as Django knows it."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssembliesConfig(AppConfig):
    """See the room's `__init__` for what it is for."""

    name = "essaim.assemblies"
    verbose_name = _("Assemblies")

    def ready(self) -> None:
        import_module("essaim.assemblies.minutes.actions.undertakings")  # once all models are there
