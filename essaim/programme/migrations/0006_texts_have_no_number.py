"""Two writers are told apart by what their pages showed: no text counts its saves any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("programme", "0005_lists_are_indexed")]

    operations = [migrations.RemoveField("objectiveyear", "version")]
