"""Their table has gone to the room `reprise`, rows and all."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0003_long_links_and_citations"),
        ("reprise", "0001_initial"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("PastReport")])
    ]
