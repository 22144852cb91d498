from importlib import import_module

from django.db import migrations, models

guards = import_module("xenia.ground.ledger.migrations.0003_append_only")


class Migration(migrations.Migration):
    """SQLite makes the table anew, and its triggers go with the old one: they are set again at the end."""

    dependencies = [("ledger", "0006_extract_mark")]

    operations = [
        migrations.AddField(
            "publication",
            "population",
            models.CharField(blank=True, max_length=200, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "publication", "dimensions", models.JSONField(blank=True, default=list)
        ),
        migrations.AddField("publication", "percents", models.JSONField(blank=True, default=list)),
        migrations.AddField(
            "publication", "certificate", models.JSONField(blank=True, default=dict)
        ),
        migrations.RunPython(guards.refuse_changes, migrations.RunPython.noop, elidable=False),
    ]
