"""Refused links: one row a day and reason, which a visitor cannot make many of."""

from collections import Counter

from django.db import migrations, models
from django.utils import timezone


def fold(apps, schema_editor):
    refused = apps.get_model("reports", "RefusedLink")
    counted = Counter(
        (timezone.localtime(at).date(), reason)
        for at, reason in refused.objects.values_list("at", "reason").iterator()
    )
    refused.objects.all().delete()
    # Its moment falls away with the next step.
    refused.objects.bulk_create(
        refused(on=on, reason=reason, count=count, at=timezone.now(), path="")
        for (on, reason), count in counted.items()
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [
        migrations.AddField("refusedlink", "on", models.DateField(null=True)),
        migrations.AddField("refusedlink", "count", models.PositiveBigIntegerField(default=1)),
        migrations.RunPython(fold, migrations.RunPython.noop),
        migrations.RemoveField("refusedlink", "at"),
        migrations.RemoveField("refusedlink", "path"),
        migrations.AlterField("refusedlink", "on", models.DateField()),
        migrations.AddConstraint(
            "refusedlink",
            models.UniqueConstraint(fields=("on", "reason"), name="refusals_by_day_and_reason"),
        ),
    ]
