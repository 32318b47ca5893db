import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0002_people_die")]

    operations = [
        migrations.AddField(
            model_name="dues",
            name="starts_on",
            field=models.DateField(null=True, verbose_name="from"),
        ),
        migrations.AddField(
            model_name="dues",
            name="ends_on",
            field=models.DateField(null=True, verbose_name="until"),
        ),
        migrations.CreateModel(
            name="DuesCalendar",
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
                    "since",
                    models.PositiveSmallIntegerField(
                        unique=True, verbose_name="from the dues of the year"
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("civil", "civil year, from 1 January to 31 December"),
                            ("school", "school year, from 1 September to 31 August"),
                            ("rolling", "rolling year, from the day of each admission"),
                        ],
                        max_length=10,
                        verbose_name="dues are for",
                    ),
                ),
            ],
            options={
                "verbose_name": "year of dues",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("since__gte", 1901), ("since__lte", 2200)),
                        name="dues_calendar_since_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["civil", "school", "rolling"])),
                        name="dues_rhythm_is_known",
                    ),
                ],
            },
        ),
    ]
