"""Two writers are told apart by what their pages showed: no text counts its saves any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_parts_left_out")]

    operations = [migrations.RemoveField("section", "version")]
