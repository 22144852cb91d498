from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0005_service"),
    ]

    operations = [
        migrations.AddField(
            model_name="extract",
            name="mark",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
    ]
