"""What lies in the second database. Nothing here says who somebody is."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from xenia.ground.common.ids import new_id


class MasterVersion(models.Model):
    """A version of the master key that something is wrapped under. The key itself is never in a database.

    When its row goes, the version is dead: the foreign keys below refuse a row that would still need it.
    """

    version = models.PositiveIntegerField(primary_key=True)
    made_at = models.DateTimeField()

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"master key {self.version}"


class SubjectKey(models.Model):
    """The key of one person of the vault. When the row goes, everything under it is gone.

    `id` is the subject's random id.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Without indexes of their own: 10,000 people at once are written a third faster, and both are asked for rarely.
    version = models.ForeignKey(
        MasterVersion, on_delete=models.PROTECT, db_column="version", db_index=False
    )
    wrapped = models.BinaryField(max_length=60)
    made_at = models.DateTimeField()

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"key of {self.pk}"


class NamedKey(models.Model):
    """A key with a use of its own, such as a counting period or a partner's compartment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    version = models.ForeignKey(MasterVersion, on_delete=models.PROTECT, db_column="version")
    wrapped = models.BinaryField(max_length=60)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.name


class BlindIndex(models.Model):
    """Sixteen bits of a keyed hash: several people share them, so a hit alone proves nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Found by the unique constraint below: an index of its own would be written for nothing.
    subject = models.ForeignKey(
        SubjectKey, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    use = models.CharField(max_length=12)
    bits = models.IntegerField()

    class Meta:
        verbose_name_plural = "blind indexes"
        # With the person, so that a common name is counted from the index alone.
        indexes = [models.Index(fields=["use", "bits", "subject"], name="blind_index_hit")]
        constraints = [
            models.CheckConstraint(
                name="blind_index_is_16_bits", condition=Q(bits__gte=0, bits__lt=65536)
            ),
            models.UniqueConstraint(name="blind_index_once", fields=["subject", "use", "bits"]),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"bits": "to find a person by phone, e-mail or name"}
        secrets = ("bits",)
        keep = None

    def __str__(self) -> str:
        return f"{self.use} of {self.subject_id}"


class Tombstone(models.Model):
    """A person was shredded: the random id that now opens nothing, and which rule said so.

    Kept for as long as a backup could bring the rows back; `cleared_at` is empty until her rows are blank.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    reason = models.CharField(max_length=40)
    shredded_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        # Data backups live a year; see docs/operations.md.
        keep = timedelta(days=2 * 365)
        since = "shredded_at"

    def __str__(self) -> str:
        return f"tombstone {self.pk}"
