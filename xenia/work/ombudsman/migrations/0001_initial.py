import uuid

import django.db.models.deletion
from django.db import migrations, models

import xenia.ground.common.ids
import xenia.ground.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0006_waiting_listings"),
        ("notifications", "0002_contacts_and_replies"),
        ("reference", "0002_laws"),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
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
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("held", "Waits to be let in"),
                            ("received", "Received"),
                            ("acknowledged", "We said that we have it"),
                            ("investigating", "We look into it"),
                            ("with_department", "We asked the department"),
                            ("waits_for_her", "We asked her something"),
                            ("found", "We said what we found"),
                            ("remedy_agreed", "A remedy is agreed"),
                            ("remedy_verified", "The remedy is there"),
                            ("review", "Somebody else looks at it again"),
                            ("closed", "Closed"),
                            ("discarded", "From a machine"),
                        ],
                        default="received",
                        max_length=16,
                    ),
                ),
                ("state_version", models.PositiveIntegerField(default=0)),
                ("stage", models.PositiveSmallIntegerField(default=1)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("anonymous", "Nobody knows who I am"),
                            ("confidential", "Only this office knows who I am"),
                            ("open", "The department may know who I am"),
                        ],
                        default="anonymous",
                        max_length=12,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("page", "On the website"),
                            ("phone", "By phone"),
                            ("visit", "At our desk"),
                            ("corner", "At an information corner"),
                            ("paper", "On paper"),
                            ("list", "From a list"),
                            ("open311", "Through Open311"),
                        ],
                        default="page",
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("access", "I was turned away"),
                            ("language", "Nobody spoke with me in my language"),
                            ("treatment", "I was treated badly"),
                            ("delay", "It takes too long"),
                            ("mistake", "They made a mistake"),
                            ("privacy", "They told others about me"),
                            ("scam", "Somebody cheated me, or gave legal help without a license"),
                            ("retaliation", "I was punished because I complained"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=12,
                    ),
                ),
                (
                    "wanted",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("service", "That I get the service"),
                            ("explanation", "That somebody explains it to me"),
                            ("apology", "An apology"),
                            ("money", "My money back"),
                            ("change", "That it does not happen to others"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "language",
                    xenia.ground.vault.fields.SealedText(blank=True, default="", null=True),
                ),
                (
                    "answer_by",
                    models.CharField(
                        choices=[
                            ("code", "With a code"),
                            ("email", "By e-mail"),
                            ("sms", "By text message"),
                            ("call", "By phone"),
                        ],
                        default="code",
                        max_length=8,
                    ),
                ),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("is_urgent", models.BooleanField(default=False)),
                ("officer_id", models.UUIDField(blank=True, db_index=True, null=True)),
                ("reviewer_id", models.UUIDField(blank=True, db_index=True, null=True)),
                ("is_public", models.BooleanField(default=False)),
                ("filed_on", models.DateField()),
                ("moved_on", models.DateField()),
                (
                    "closing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("finished", "We said what we found, and what was agreed was done"),
                            ("resolved_early", "It was put right before we had to find anything"),
                            ("no_jurisdiction", "It is not ours to decide; we said who decides it"),
                            ("referred", "Somebody else took it up"),
                            ("service_request", "It was a request, and was passed on"),
                            ("premature", "The department must hear it first"),
                            ("duplicate", "It came twice"),
                            ("withdrawn", "She took it back"),
                            ("discontinued", "We could not go on"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "destination",
                    xenia.ground.vault.fields.SealedText(blank=True, default="", null=True),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.area",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="notifications.contactpoint",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organization",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="followed_by",
                        to="ombudsman.complaint",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.location",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.service",
                    ),
                ),
            ],
            options={
                "ordering": ["-is_urgent", "filed_on", "pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "which",
                    models.CharField(
                        choices=[
                            ("acknowledge", "Say that we have it"),
                            ("answer", "Say what we found"),
                            ("department", "The department answers"),
                            ("review", "Say what the second look found"),
                            ("follow_up", "Ask her how it is now"),
                        ],
                        max_length=12,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("started_on", models.DateField()),
                ("limit", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("calendar_version", models.PositiveIntegerField()),
                ("paused_on", models.DateField(blank=True, null=True)),
                ("paused_for", models.PositiveSmallIntegerField(default=0)),
                ("extended_by", models.PositiveSmallIntegerField(default=0)),
                (
                    "extended_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("department", "The department needs more time"),
                            ("people", "We must hear several people or departments"),
                            ("papers", "We wait for papers"),
                            ("language", "Something must be translated first"),
                            ("safety", "We take more care so that nobody is harmed"),
                            ("closed", "Our office or the department had to close"),
                        ],
                        max_length=12,
                    ),
                ),
                ("met_on", models.DateField(blank=True, null=True)),
                ("dropped_on", models.DateField(blank=True, null=True)),
                ("reminded_on", models.DateField(blank=True, null=True)),
                ("climbed", models.PositiveSmallIntegerField(default=0)),
                ("climbed_on", models.DateField(blank=True, null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clocks",
                        to="ombudsman.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OfficeLimit",
            fields=[
                (
                    "code",
                    models.CharField(max_length=16, primary_key=True, serialize=False),
                ),
                ("days", models.PositiveSmallIntegerField()),
                ("source", models.CharField(blank=True, max_length=200)),
                ("set_on", models.DateField()),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="ComplaintStep",
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
                ("before", models.CharField(blank=True, max_length=16)),
                ("after", models.CharField(max_length=16)),
                ("reason", models.CharField(blank=True, max_length=32)),
                ("at", models.DateTimeField()),
                ("by_id", models.UUIDField(blank=True, null=True)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps_taken",
                        to="ombudsman.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ComplaintWord",
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
                ("compartment", models.CharField(default="office", editable=False, max_length=40)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hers", "She wrote"),
                            ("answer", "We wrote to her"),
                            ("note", "A note among us"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "text",
                    xenia.ground.vault.fields.SealedText(
                        blank=True, compartment=True, default="", null=True
                    ),
                ),
                (
                    "english",
                    xenia.ground.vault.fields.SealedText(
                        blank=True, compartment=True, default="", null=True
                    ),
                ),
                ("waits", models.BooleanField(default=False)),
                ("on", models.DateField()),
                ("by_id", models.UUIDField(blank=True, null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="ombudsman.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="DepartmentWord",
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
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("request", "We asked the department"),
                            ("reply", "The department replied"),
                            ("proposal", "The department proposed a remedy"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", xenia.ground.vault.fields.SealedText(blank=True, default="", null=True)),
                ("on", models.DateField()),
                ("by_id", models.UUIDField(blank=True, null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="department_words",
                        to="ombudsman.complaint",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                ("compartment", models.CharField(default="office", editable=False, max_length=40)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("her", "She sent it"),
                            ("office", "We took it in"),
                            ("department", "The department sent it"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "picture",
                    xenia.ground.vault.fields.SealedBytes(
                        blank=True, compartment=True, default=b"", null=True
                    ),
                ),
                (
                    "caption",
                    xenia.ground.vault.fields.SealedText(
                        blank=True, compartment=True, default="", null=True
                    ),
                ),
                ("is_redacted", models.BooleanField(default=False)),
                ("added_on", models.DateField()),
                ("by_id", models.UUIDField(blank=True, null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="ombudsman.complaint",
                    ),
                ),
                (
                    "copy_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="ombudsman.evidence",
                    ),
                ),
            ],
            options={
                "ordering": ["added_on", "pk"],
                "base_manager_name": "objects",
            },
        ),
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
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("stage", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("upheld", "She was right"),
                            ("partly", "She was right in part"),
                            ("not_upheld", "We did not find a fault"),
                            ("not_determined", "It could not be found out"),
                        ],
                        max_length=16,
                    ),
                ),
                ("found_on", models.DateField()),
                ("by_id", models.UUIDField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="ombudsman.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("complaint", "number"), name="findings_follow_each_other"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
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
                            ("access", "I was turned away"),
                            ("language", "Nobody spoke with me in my language"),
                            ("treatment", "I was treated badly"),
                            ("delay", "It takes too long"),
                            ("mistake", "They made a mistake"),
                            ("privacy", "They told others about me"),
                            ("scam", "Somebody cheated me, or gave legal help without a license"),
                            ("retaliation", "I was punished because I complained"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("made", "Waits for the department's answer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("implemented", "Done"),
                        ],
                        default="made",
                        max_length=12,
                    ),
                ),
                ("state_version", models.PositiveIntegerField(default=0)),
                ("made_on", models.DateField()),
                ("made_by_id", models.UUIDField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("implemented_on", models.DateField(blank=True, null=True)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Release",
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
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("name", "Name"),
                            ("account", "Account or case number at the department"),
                            ("phone", "Phone number"),
                            ("address", "Address"),
                        ],
                        max_length=8,
                    ),
                ),
                ("value", xenia.ground.vault.fields.SealedText(blank=True, default="", null=True)),
                ("given_on", models.DateField()),
                ("until", models.DateField()),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="releases",
                        to="ombudsman.complaint",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["given_on", "pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Remedy",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("service", "She gets the service"),
                            ("apology", "An apology"),
                            ("explanation", "An explanation"),
                            ("decision", "The decision is made anew"),
                            ("refund", "Money back"),
                            ("training", "People there are trained"),
                            ("rule", "A rule or a paper is changed"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", xenia.ground.vault.fields.SealedText(blank=True, default="", null=True)),
                ("agreed_on", models.DateField()),
                ("due_on", models.DateField()),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("verified_by_id", models.UUIDField(blank=True, null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remedies",
                        to="ombudsman.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ServiceRequest",
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
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits to be sent"),
                            ("leaving", "Leaving now"),
                            ("sent", "Sent"),
                            ("done", "The city says it is done"),
                            ("refused", "The city's server did not take it"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("state_version", models.PositiveIntegerField(default=0)),
                ("service_code", models.CharField(max_length=64)),
                ("service_name", models.CharField(max_length=200)),
                (
                    "description",
                    xenia.ground.vault.fields.SealedText(blank=True, default="", null=True),
                ),
                (
                    "address",
                    xenia.ground.vault.fields.SealedText(blank=True, default="", null=True),
                ),
                ("remote_id", models.CharField(blank=True, max_length=128)),
                ("remote_token", models.CharField(blank=True, max_length=128)),
                ("is_unsure", models.BooleanField(default=False)),
                ("remote_says", models.CharField(blank=True, max_length=500)),
                ("made_on", models.DateField()),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("asked_on", models.DateField(blank=True, null=True)),
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("by_id", models.UUIDField()),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="service_request",
                        to="ombudsman.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["made_on", "pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(fields=["status", "next_at"], name="service_requests_by_time"),
        ),
        migrations.CreateModel(
            name="AppKey",
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
                ("app", models.CharField(max_length=120)),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("is_trusted", models.BooleanField(default=False)),
                ("made_on", models.DateField()),
                ("made_by_id", models.UUIDField()),
                ("used_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={"ordering": ["app", "made_on", "pk"]},
        ),
        migrations.CreateModel(
            name="CityServer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.UUID("00000000-0000-4000-8000-000000000311"),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("base", models.URLField(max_length=300)),
                ("jurisdiction", models.CharField(blank=True, max_length=120)),
                ("sealed_key", models.BinaryField(blank=True, default=bytes)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("id", uuid.UUID("00000000-0000-4000-8000-000000000311"))
                        ),
                        name="there_is_one_city_server",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["status", "filed_on"], name="complaints_by_day"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["department", "status"], name="complaints_by_department"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on__isnull", False),
                        ("status", "closed"),
                        models.Q(("closing", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "closed"), _negated=True),
                        ("closed_on__isnull", True),
                        ("closing", ""),
                    ),
                    _connector="OR",
                ),
                name="a_closed_complaint_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewer_id__isnull", True),
                    ("officer_id__isnull", True),
                    models.Q(("reviewer_id", models.F("officer_id")), _negated=True),
                    _connector="OR",
                ),
                name="somebody_else_looks_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "anonymous"), _negated=True),
                    models.Q(("answer_by", "code"), ("contact__isnull", True)),
                    _connector="OR",
                ),
                name="nobody_writes_to_the_anonymous",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_public", False), ("level", "open"), _connector="OR"),
                name="the_anonymous_is_listed_nowhere",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(fields=["met_on", "due_on"], name="clocks_by_day"),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                fields=("complaint", "which", "round"), name="one_clock_of_a_kind_and_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintword",
            constraint=models.UniqueConstraint(
                fields=("complaint", "number"), name="words_of_a_complaint_follow_each_other"
            ),
        ),
        migrations.AddConstraint(
            model_name="departmentword",
            constraint=models.UniqueConstraint(
                fields=("complaint", "number"), name="words_with_a_department_follow_each_other"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("implemented_on__isnull", False), ("status", "implemented")),
                    models.Q(
                        models.Q(("status", "implemented"), _negated=True),
                        ("implemented_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="what_is_done_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_on__isnull", True)),
                fields=("complaint", "department", "field"),
                name="one_release_of_a_field_at_a_time",
            ),
        ),
    ]
