from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="dialect",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="entry",
            name="method",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
    ]
