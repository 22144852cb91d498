"""Whoever was refused complains: reports of refusals are kept no more (ADR 0043)."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("departments", "0001_initial")]

    operations: ClassVar = [
        migrations.DeleteModel(name="RefusalStep"),
        migrations.DeleteModel(name="RefusalWord"),
        migrations.DeleteModel(name="Refusal"),
    ]
