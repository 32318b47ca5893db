import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = [("network", "0005_dues_name_their_days")]

    operations = [
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="key"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("merger", "merges into"),
                            ("split", "splits into"),
                            ("child", "gives birth to, and goes on"),
                        ],
                        max_length=10,
                        verbose_name="what happened",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="on")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions_out",
                        to="network.organisation",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions_in",
                        to="network.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "succession of organisations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", F("successor")), _negated=True),
                        name="organisation_follows_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["merger", "split", "child"])),
                        name="succession_kind_is_known",
                    ),
                    models.UniqueConstraint(
                        fields=["predecessor", "successor"],
                        name="organisation_follows_another_once",
                    ),
                ],
            },
        ),
    ]
