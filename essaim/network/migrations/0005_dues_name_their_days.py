from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = [("network", "0004_days_of_dues_that_are_there")]

    operations = [
        migrations.AlterField(
            model_name="dues", name="starts_on", field=models.DateField(verbose_name="from")
        ),
        migrations.AlterField(
            model_name="dues", name="ends_on", field=models.DateField(verbose_name="until")
        ),
        migrations.AddConstraint(
            model_name="dues",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", F("starts_on"))),
                name="dues_end_after_they_begin",
            ),
        ),
    ]
