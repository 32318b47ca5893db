"""The room as Django knows it."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _

from essaim.kernel import lookups
from essaim.kernel.tables import make_tables_whole


class KernelConfig(AppConfig):
    """See the room's `__init__` for what it is for."""

    name = "essaim.kernel"
    verbose_name = _("The ground")

    def ready(self) -> None:
        lookups.register()
        pre_migrate.connect(make_tables_whole, sender=self)
