import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import xenia.ground.common.ids
import xenia.ground.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0001_initial"),
        ("clients", "0002_households"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
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
                            ("meeting", "Meeting or call"),
                            ("writing", "Writing and filing"),
                            ("speaking", "Speaking for her"),
                            ("looking_up", "Looking things up"),
                            ("way", "On the way"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("by_id", models.UUIDField()),
                ("holder", models.CharField(max_length=40)),
                (
                    "token_hash",
                    models.CharField(
                        blank=True, editable=False, max_length=64, null=True, unique=True
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ConflictCheck",
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
                ("holder", models.CharField(max_length=40)),
                ("is_clear", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("by_id", models.UUIDField()),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Credential",
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
                            ("attorney", "Attorney"),
                            ("full", "Fully accredited representative"),
                            ("partial", "Partially accredited representative"),
                        ],
                        max_length=12,
                    ),
                ),
                ("holder", models.CharField(db_index=True, max_length=40)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("reminded_days", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["holder", "person__name", "-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
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
                            ("papers", "Papers must be there"),
                            ("answer", "An answer is due"),
                            ("appointment", "An appointment"),
                            ("hearing", "A hearing or an interview"),
                            ("oath", "A ceremony"),
                            ("fee", "A fee is due"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(db_index=True)),
                ("reminded_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("done_by_id", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
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
                ("giver", models.CharField(max_length=40)),
                ("taker", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("by_id", models.UUIDField()),
                ("notes_given", models.PositiveSmallIntegerField()),
                ("notes_left", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LaterDecision",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("favorable", "Good for her"),
                            ("partly", "Partly good for her"),
                            ("unfavorable", "Not what she wanted"),
                        ],
                        max_length=12,
                    ),
                ),
                ("decided_on", models.DateField()),
                ("by_id", models.UUIDField()),
            ],
            options={
                "ordering": ["decided_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LegalNote",
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
                ("subject_id", models.UUIDField(db_index=True, editable=False)),
                ("compartment", models.CharField(max_length=40)),
                (
                    "text",
                    xenia.ground.vault.fields.SealedText(
                        blank=True, compartment=True, default="", null=True
                    ),
                ),
                ("on", models.DateField()),
                ("by_id", models.UUIDField(blank=True, null=True)),
                ("left_on", models.DateField(blank=True, db_index=True, null=True)),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="LegalSide",
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
                ("subject_id", models.UUIDField(db_index=True, editable=False)),
                ("compartment", models.CharField(max_length=40)),
                (
                    "case_type",
                    xenia.ground.vault.fields.SealedText(
                        blank=True, compartment=True, default="", null=True
                    ),
                ),
                (
                    "venue",
                    xenia.ground.vault.fields.SealedText(
                        blank=True, compartment=True, default="", null=True
                    ),
                ),
                (
                    "problem_code",
                    xenia.ground.vault.fields.SealedText(
                        blank=True, compartment=True, default="", null=True
                    ),
                ),
                (
                    "benefits",
                    xenia.ground.vault.fields.SealedJson(
                        blank=True, compartment=True, default=list, null=True
                    ),
                ),
                ("closing_code", models.CharField(blank=True, max_length=4)),
            ],
            options={
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Recognition",
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
                ("holder", models.CharField(max_length=40)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField()),
            ],
            options={
                "ordering": ["holder", "-valid_from"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="matter",
            name="one_open_matter_for_one_issue",
        ),
        migrations.RemoveConstraint(
            model_name="matter",
            name="one_open_matter_for_one_issue_in_a_program",
        ),
        migrations.AddField(
            model_name="matter",
            name="holder",
            field=models.CharField(default="office", editable=False, max_length=40),
        ),
        migrations.AddField(
            model_name="matter",
            name="is_legal",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="matter",
            name="told_stale_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="matter",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("favorable", "Good for her"),
                    ("partly", "Partly good for her"),
                    ("unfavorable", "Not what she wanted"),
                    ("advice", "She got advice or information"),
                    ("elsewhere", "Somebody else took it on"),
                    ("her_wish", "She ended it"),
                    ("not_reached", "We could not reach her"),
                    ("pending", "The decision comes later"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["holder", "status"], name="matters_of_a_holder"),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("program__isnull", True), models.Q(("status", "closed"), _negated=True)
                ),
                fields=("client", "issue", "holder"),
                name="one_open_matter_for_one_issue",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("program__isnull", False), models.Q(("status", "closed"), _negated=True)
                ),
                fields=("client", "issue", "program", "holder"),
                name="one_open_matter_for_one_issue_in_a_program",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="activities",
                to="casework.matter",
            ),
        ),
        migrations.AddField(
            model_name="conflictcheck",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="conflict_checks",
                to="casework.matter",
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="legal_credentials",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deadlines",
                to="casework.matter",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hand_overs",
                to="casework.matter",
            ),
        ),
        migrations.AddField(
            model_name="laterdecision",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="later_decisions",
                to="casework.matter",
            ),
        ),
        migrations.AddField(
            model_name="legalnote",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="legal_notes",
                to="casework.matter",
            ),
        ),
        migrations.AddField(
            model_name="legalside",
            name="consent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="clients.consent",
            ),
        ),
        migrations.AddField(
            model_name="legalside",
            name="matter",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="legal",
                to="casework.matter",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.UniqueConstraint(
                fields=("holder", "valid_from"), name="a_recognition_is_written_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                name="a_recognition_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (1, 1440))), name="work_takes_some_minutes"
            ),
        ),
        migrations.AddConstraint(
            model_name="credential",
            constraint=models.UniqueConstraint(
                fields=("person", "kind", "holder", "valid_from"),
                name="a_credential_is_written_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="credential",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="a_credential_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="credential",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "attorney"), ("valid_until__isnull", False), _connector="OR"
                ),
                name="an_accreditation_has_its_last_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_on__isnull", True)),
                fields=("matter", "kind", "due_on"),
                name="a_deadline_is_written_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="laterdecision",
            constraint=models.UniqueConstraint(
                fields=("matter", "decided_on"), name="one_later_decision_on_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="laterdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ("favorable", "partly", "unfavorable"))),
                name="a_later_decision_decides",
            ),
        ),
    ]
