"""The room as Django knows it."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from essaim.search.install import install


class SearchConfig(AppConfig):
    """See the room's `__init__` for what it is for."""

    name = "essaim.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        post_migrate.connect(install, sender=self)
        import_module("essaim.search.indexing").follow_removals()  # once all models are there
