from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_counted_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="credential",
            name="is_confirmed",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="credential",
            name="written_by_id",
            field=models.UUIDField(blank=True, null=True),
        ),
    ]
