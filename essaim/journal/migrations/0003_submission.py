"""Forms that were sent, so that a second click does nothing twice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_journal_is_append_only")]
    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("content", models.CharField(max_length=64)),
                ("answer", models.TextField(blank=True)),
                ("sent_on", models.DateField(db_index=True)),
            ],
            options={"verbose_name": "form that was sent"},
        ),
    ]
