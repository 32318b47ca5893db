"""Past reports become a room of their own, with the rows that stood in the programme."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

PAST_REPORT = migrations.CreateModel(
    name="PastReport",
    fields=[
        (
            "id",
            models.BigAutoField(
                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
            ),
        ),
        (
            "key",
            models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key"),
        ),
        ("name", models.CharField(max_length=200, verbose_name="file")),
        ("year", models.PositiveSmallIntegerField(verbose_name="year of the report")),
        (
            "state",
            models.CharField(
                choices=[("previewed", "to review"), ("applied", "taken over")],
                default="previewed",
                max_length=10,
            ),
        ),
        ("text", models.TextField(verbose_name="text")),
        ("draft", models.JSONField(default=dict)),
        ("outcome", models.JSONField(default=list)),
        ("actor_key", models.UUIDField(null=True)),
        ("made_at", models.DateTimeField(auto_now_add=True)),
        (
            "programme",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="past_reports",
                to="programme.programme",
            ),
        ),
    ],
    options={"verbose_name": "past report", "db_table": "programme_pastreport"},
)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("programme", "0003_long_links_and_citations")]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[PAST_REPORT]),
        migrations.AlterModelTable("pastreport", None),
    ]
