from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ombudsman", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="asks_again",
            field=models.BooleanField(blank=True, null=True),
        ),
    ]
