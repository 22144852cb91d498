import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import TruncDate

import xenia.ground.common.ids


def say_since_when(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Entries from before count from the day they were last changed: the earliest day we know of."""
    for name, moment in (
        ("Organization", "changed_at"),
        ("Location", "changed_at"),
        ("Service", "last_modified"),
    ):
        model = apps.get_model("directory", name)
        model._default_manager.filter(listed_on=None).update(listed_on=TruncDate(moment))


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Finding",
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
                ("kind", models.CharField(max_length=24)),
                ("record_type", models.CharField(max_length=12)),
                ("record_id", models.UUIDField()),
                ("other_id", models.UUIDField()),
                ("name", models.TextField(blank=True, default="")),
                ("detail", models.TextField(blank=True, default="")),
                ("state_mark", models.CharField(max_length=16)),
                ("found_on", models.DateField()),
                ("set_aside_at", models.DateTimeField(blank=True, null=True)),
                ("set_aside_by", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "ordering": ["kind", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LegalEvidence",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("attorney", "Attorney, admitted to a bar"),
                            (
                                "recognition",
                                "Organization recognized by the U.S. Department of Justice",
                            ),
                            ("full", "Representative with full accreditation"),
                            ("partial", "Representative with partial accreditation"),
                            ("no_advice", "No legal advice is given here"),
                        ],
                        max_length=12,
                    ),
                ),
                ("jurisdiction", models.TextField(blank=True, default="")),
                ("reference", models.TextField(blank=True, default="")),
                ("since_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(db_index=True)),
                ("source_url", models.TextField(blank=True, default="")),
                ("note", models.TextField(blank=True, default="")),
                ("checked_on", models.DateField()),
                ("checked_by", models.UUIDField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "legal evidence",
                "ordering": ["expires_on"],
            },
        ),
        migrations.CreateModel(
            name="UpkeepRound",
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
                ("on", models.DateField(unique=True)),
                ("taken_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("done", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["-on"],
            },
        ),
        migrations.CreateModel(
            name="VerificationAnswer",
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
                ("record_type", models.CharField(max_length=12)),
                ("record_id", models.UUIDField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("right", "Still right"),
                            ("changed", "Something changed"),
                            ("closed", "Closed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("answered_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="VerificationLink",
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
                ("token_hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VerificationRequest",
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
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("answered", "Answered"),
                            ("settled", "Confirmed another way"),
                            ("lapsed", "Nobody answered"),
                            ("wrong_person", "The reader no longer works there"),
                            ("unreachable", "The e-mail did not arrive"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("asked_on", models.DateField(db_index=True)),
                ("expires_on", models.DateField()),
                ("mails", models.PositiveSmallIntegerField(default=0)),
                ("address_mark", models.CharField(max_length=64)),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-asked_on"],
            },
        ),
        migrations.AddField(
            model_name="listing",
            name="legal_until",
            field=models.DateField(blank=True, db_index=True, null=True),
        ),
        migrations.AddField(
            model_name="listing",
            name="needs_evidence",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="location",
            name="listed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="location",
            name="verified_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="organization",
            name="listed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="organization",
            name="verified_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="service",
            name="listed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_public", False),
                    ("needs_evidence", False),
                    ("legal_until__isnull", False),
                    _connector="OR",
                ),
                name="legal_help_is_shown_with_evidence_only",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="organization",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="directory.organization",
            ),
        ),
        migrations.AddField(
            model_name="legalevidence",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="legal_evidence",
                to="directory.organization",
            ),
        ),
        migrations.AddField(
            model_name="legalevidence",
            name="service",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="legal_evidence",
                to="directory.service",
            ),
        ),
        migrations.AddField(
            model_name="verificationrequest",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="verification_requests",
                to="directory.organization",
            ),
        ),
        migrations.AddField(
            model_name="verificationlink",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="links",
                to="directory.verificationrequest",
            ),
        ),
        migrations.AddField(
            model_name="verificationanswer",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="directory.verificationrequest",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["kind", "set_aside_at", "name"], name="findings_by_kind"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["organization", "kind"], name="findings_of_organization"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("kind", "record_id", "other_id"), name="a_problem_is_found_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("set_aside_by__isnull", True), ("set_aside_at__isnull", False), _connector="OR"
                ),
                name="who_set_a_finding_aside_did_it_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("checked_on__lt", models.F("expires_on"))),
                name="evidence_is_checked_before_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "attorney"), _negated=True),
                    models.Q(
                        models.Q(("jurisdiction", ""), _negated=True),
                        models.Q(("reference", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_attorney_has_a_bar_and_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "recognition"), _negated=True),
                    ("since_on__isnull", False),
                    _connector="OR",
                ),
                name="a_recognition_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "no_advice"),
                    models.Q(("source_url", ""), _negated=True),
                    _connector="OR",
                ),
                name="what_was_looked_up_has_its_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "no_advice"), _negated=True),
                    models.Q(("service__isnull", False), models.Q(("note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="no_advice_is_said_of_one_service_with_its_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="verificationrequest",
            index=models.Index(fields=["status", "asked_on"], name="requests_by_status"),
        ),
        migrations.AddConstraint(
            model_name="verificationrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "open")),
                fields=("organization",),
                name="an_organization_is_asked_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_on__gt", models.F("asked_on"))),
                name="a_link_lives_after_it_was_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", True), ("status", "open")),
                    models.Q(
                        models.Q(("status", "open"), _negated=True), ("ended_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="an_ended_request_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationanswer",
            constraint=models.UniqueConstraint(
                fields=("request", "record_id"), name="an_entry_is_answered_once"
            ),
        ),
        migrations.RunPython(say_since_when, migrations.RunPython.noop, elidable=True),
    ]
