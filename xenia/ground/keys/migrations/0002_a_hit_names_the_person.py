"""The index of marks names the person too, so that a common name is counted from the index alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keys", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="blindindex",
            name="blind_index_hit",
        ),
        migrations.AlterField(
            model_name="blindindex",
            name="subject",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="keys.subjectkey",
            ),
        ),
        migrations.AddIndex(
            model_name="blindindex",
            index=models.Index(fields=["use", "bits", "subject"], name="blind_index_hit"),
        ),
    ]
