"""The glossary: how the office says its words in each language."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from xenia.ground.common.ids import new_id

EVERY_LANGUAGE = ""


class GlossaryTerm(models.Model):
    """One English term in one language: what was agreed, or that it stays as it is.

    language: "" for a term that stays in every language, such as a name.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    language = models.CharField(max_length=12, blank=True, default=EVERY_LANGUAGE)
    term = models.CharField(max_length=200)
    translation = models.CharField(max_length=200, blank=True, default="")
    do_not_translate = models.BooleanField(default=False)
    note = models.TextField(blank=True, default="")
    # Where it was agreed, or which list it comes from.
    source = models.CharField(max_length=200, blank=True, default="")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = [Lower("term"), "language"]
        constraints = [
            models.UniqueConstraint(Lower("term"), "language", name="a_term_is_agreed_once"),
            models.CheckConstraint(name="glossary_term_has_words", condition=~Q(term="")),
            models.CheckConstraint(
                name="a_term_is_translated_or_stays",
                condition=Q(do_not_translate=True, translation="")
                | (Q(do_not_translate=False) & ~Q(translation="") & ~Q(language="")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep: ClassVar[timedelta | None] = None

    def __str__(self) -> str:
        return self.term
