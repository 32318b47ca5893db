"""Dues that were set before they named their days covered the civil year."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_the_days(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Looks only at what is still missing, so it may stop half-way and be run again."""
    dues = apps.get_model("network", "Dues").objects.filter(starts_on=None)
    for year in sorted(set(dues.values_list("year", flat=True))):
        dues.filter(year=year).update(starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))


class Migration(migrations.Migration):
    dependencies = [("network", "0003_dues_cover_days")]

    operations = [migrations.RunPython(name_the_days, migrations.RunPython.noop, elidable=True)]
