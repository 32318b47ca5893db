"""Applications of others that we wire in our own way."""

from django.contrib.admin.apps import AdminConfig


class RepairsConfig(AdminConfig):
    """Django's admin, with a door of our own."""

    default_site = "essaim.kernel.admin.RepairsSite"
