import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assemblies", "0003_second_calls_that_are_planned"),
        ("network", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="chair_since",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="opening",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.CreateModel(
            name="FormerChair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_chairs",
                        to="assemblies.meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.person",
                        verbose_name="chair",
                    ),
                ),
            ],
            options={
                "verbose_name": "former chair of a meeting",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("began_at", None),
                            ("ended_at__gte", models.F("began_at")),
                            _connector="OR",
                        ),
                        name="chair_ends_after_beginning",
                    )
                ],
            },
        ),
    ]
