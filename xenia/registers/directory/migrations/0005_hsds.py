import django.db.models.deletion
from django.db import migrations, models

import xenia.ground.common.ids


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_unanswered"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrganizationRecord",
            fields=[
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="hsds",
                        serialize=False,
                        to="directory.organization",
                    ),
                ),
                ("is_public", models.BooleanField()),
                ("modified_at", models.DateTimeField()),
                ("mark", models.CharField(max_length=32)),
                ("brief", models.JSONField()),
                ("record", models.JSONField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["is_public", "organization"], name="org_records_in_order"),
                    models.Index(fields=["modified_at"], name="org_records_by_change"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceRecord",
            fields=[
                (
                    "listing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="hsds",
                        serialize=False,
                        to="directory.listing",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="service_records",
                        to="directory.organization",
                    ),
                ),
                ("is_public", models.BooleanField()),
                ("modified_at", models.DateTimeField()),
                ("mark", models.CharField(max_length=32)),
                ("serves", models.TextField(blank=True, default="")),
                ("brief", models.JSONField()),
                ("record", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="PlaceRecord",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="directory.servicerecord",
                    ),
                ),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("brief", models.JSONField()),
                ("record", models.JSONField()),
            ],
        ),
        migrations.AddIndex(
            model_name="servicerecord",
            index=models.Index(fields=["is_public", "listing"], name="service_records_in_order"),
        ),
        migrations.AddIndex(
            model_name="servicerecord",
            index=models.Index(fields=["modified_at"], name="service_records_by_change"),
        ),
        migrations.AddIndex(
            model_name="placerecord",
            index=models.Index(fields=["latitude"], name="place_records_by_latitude"),
        ),
        migrations.AddConstraint(
            model_name="placerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="a_place_record_has_both_coordinates",
            ),
        ),
        migrations.CreateModel(
            name="FollowedDirectory",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=xenia.ground.common.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("url", models.URLField(max_length=500, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("is_in_own_network", models.BooleanField(default=False)),
                ("seen_until", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.TextField(blank=True, default="")),
            ],
            options={
                "verbose_name_plural": "followed directories",
                "ordering": ["url"],
            },
        ),
    ]
