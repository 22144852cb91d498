"""From which language into which an interpreter works, and how."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.work.language_access.models.interpreter import Interpreter


class Way(models.TextChoices):
    """How she works. Each is a yes or no of a language pair, in the field of the same name."""

    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video")
    PHONE = "phone", _("By phone")
    SIGHT = "sight", _("Sight translation")
    RELAY = "relay", _("Relay")
    WRITTEN = "written", _("In writing")


class Pairs(models.QuerySet["LanguagePair"]):
    """Ways to choose among language pairs."""

    def standing(self) -> "Pairs":
        """Pairs that were not withdrawn."""
        return self.filter(withdrawn_on=None)


class LanguagePair(models.Model):
    """An interpreter works from one language into another. The other direction is a pair of its own.

    What she is worth in it is not written here: it follows from her credentials of the day (`queries/ranks.py`).
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="pairs")
    from_language = models.CharField(max_length=20)
    to_language = models.CharField(max_length=20)
    # Such as "Brava" or "Sudanese"; empty: the language as it is spoken in most places.
    dialect = models.CharField(max_length=60, blank=True)
    # ISO 15924, such as "Hant", where she writes.
    script = models.CharField(max_length=4, blank=True)
    in_person = models.BooleanField(default=False)
    video = models.BooleanField(default=False)
    phone = models.BooleanField(default=False)
    sight = models.BooleanField(default=False)
    relay = models.BooleanField(default=False)
    written = models.BooleanField(default=False)
    since_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = Pairs.as_manager()

    class Meta:
        ordering: ClassVar = ["from_language", "to_language", "dialect"]
        indexes = [
            models.Index(fields=["from_language", "to_language"], name="pair_by_languages"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_language_pair_stands_once",
                fields=["interpreter", "from_language", "to_language", "dialect"],
                condition=Q(withdrawn_on__isnull=True),
            ),
            models.CheckConstraint(
                name="a_language_pair_is_of_two_languages",
                condition=~Q(from_language=F("to_language")),
            ),
            models.CheckConstraint(
                name="a_language_pair_has_a_way_to_work",
                condition=Q(in_person=True)
                | Q(video=True)
                | Q(phone=True)
                | Q(sight=True)
                | Q(relay=True)
                | Q(written=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.from_language}>{self.to_language}"

    @property
    def ways(self) -> list[Way]:
        """How she works in it."""
        return [way for way in Way if getattr(self, way.value)]
