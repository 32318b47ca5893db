"""A reference names one decision of a body. One that named two is told apart before: nothing is lost."""

from typing import Any

from django.db import migrations, models


def tell_apart(apps: Any, schema_editor: Any) -> None:
    """« AP 2024-3 » given twice becomes « AP 2024-3 » and « AP 2024-3 (2) »."""
    decisions = apps.get_model("programme", "Decision").objects.exclude(reference="")
    taken: set[tuple[str, str]] = set()
    for one in decisions.order_by("decided_on", "pk").iterator():
        first, number = one.reference, 1
        while (one.body, one.reference) in taken:
            number += 1
            one.reference = f"{first[:74]} ({number})"
        taken.add((one.body, one.reference))
        if number > 1:
            one.save(update_fields=["reference"])


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]

    operations = [
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("body", "reference"),
                name="body_gives_a_reference_once",
            ),
        ),
    ]
