from django.db import migrations, models

import xenia.ground.common.ids


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_proposals")]

    operations = [
        migrations.CreateModel(
            name="HeardWords",
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
                ("digest", models.CharField(max_length=64)),
                ("heard_on", models.DateField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("digest", "heard_on"), name="words_heard_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TermWord",
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
                ("term", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=16)),
                ("words", models.CharField(max_length=80)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("term", "language", "words"), name="a_word_of_a_term_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnansweredWords",
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
                ("language", models.CharField(max_length=16)),
                ("words", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=120)),
                ("days", models.PositiveIntegerField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("mapped", "We know this word now"),
                            ("unmet", "An unmet need"),
                            ("no need", "Not a need"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("term", models.CharField(blank=True, default="", max_length=60)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["status", "-days"], name="unanswered_by_status")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("language", "key"), name="unanswered_words_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("status", "waiting")),
                            models.Q(
                                models.Q(("status", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="words_are_decided_with_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["mapped", "unmet"]), _negated=True),
                            models.Q(("term", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="known_words_mean_a_term",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnmetNeed",
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
                ("term", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=16)),
                ("on", models.DateField(db_index=True)),
                ("times", models.PositiveIntegerField(default=1)),
                ("counted_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("on", "term", "language"), name="an_unmet_need_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("times__gte", 1)), name="an_unmet_need_was_met_with"
                    ),
                ],
            },
        ),
    ]
