"""What secret votes before this version left in the files of the database goes.

PostgreSQL also keeps samples of columns for its planner: of ballots and of those who voted it keeps
none, since a sample of each from the middle of a vote would tell the first half from the second.
"""

from django.db import migrations

BOX, SHEET = "assemblies_secretballot", "assemblies_signoff"
NOT_SAMPLED = {BOX: ["id", "marks"], SHEET: ["id", "elector_id", "proxy_id", "receipt"]}


def forget_former_boxes(apps, schema_editor):
    cursor = schema_editor.connection.cursor()
    is_postgres = schema_editor.connection.vendor == "postgresql"
    if is_postgres:
        for table, columns in NOT_SAMPLED.items():
            for column in columns:
                cursor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS 0')
        # To state a type drops the samples that there are.
        cursor.execute(f"ALTER TABLE {BOX} ALTER COLUMN marks TYPE jsonb")
    if not apps.get_model("assemblies", "Resolution").objects.filter(is_secret=True).exists():
        return
    if is_postgres:
        cursor.execute(f"VACUUM (FULL) {BOX}")
        cursor.execute(f"VACUUM (FULL) {SHEET}")
    elif schema_editor.connection.vendor == "sqlite":
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Migration(migrations.Migration):
    #: VACUUM runs outside of transactions; each step may be done again.
    atomic = False

    dependencies = [("assemblies", "0009_votes_void_for_a_silent_college")]

    operations = [migrations.RunPython(forget_former_boxes, migrations.RunPython.noop)]
