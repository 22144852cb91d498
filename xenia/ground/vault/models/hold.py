"""Legal holds."""

from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q

from xenia.ground.common.ids import new_id


class Holds(models.QuerySet["LegalHold"]):
    """Chainable questions."""

    def standing(self) -> "Holds":
        """Holds nobody lifted."""
        return self.filter(lifted_at__isnull=True)


class LegalHold(models.Model):
    """Nothing in its scope is destroyed while it stands: one record class, one person of the vault, or everything."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The number of the order or the matter, never a name.
    reference = models.CharField(max_length=80)
    record_class = models.CharField(max_length=80, blank=True)
    subject_id = models.UUIDField(null=True, blank=True, db_index=True)
    placed_by_id = models.UUIDField()
    placed_at = models.DateTimeField()
    lift_asked_by_id = models.UUIDField(null=True, blank=True)
    lift_asked_at = models.DateTimeField(null=True, blank=True)
    lifted_by_id = models.UUIDField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = Holds.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hold_is_lifted_by_two",
                condition=Q(lifted_at__isnull=True)
                | (
                    Q(lift_asked_by_id__isnull=False)
                    & Q(lifted_by_id__isnull=False)
                    & ~Q(lifted_by_id=models.F("lift_asked_by_id"))
                ),
            ),
            models.CheckConstraint(
                name="hold_has_one_scope", condition=Q(record_class="") | Q(subject_id__isnull=True)
            ),
            models.CheckConstraint(name="hold_names_its_order", condition=~Q(reference="")),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"hold {self.reference}"


def lock_holds() -> None:
    """Until the caller's transaction ends, nobody else places or lifts a hold, nor destroys what one could cover.

    A lock on rows would not do: a hold that is being placed has no row yet. On SQLite the transaction is the lock.
    """
    connection = transaction.get_connection()
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        table = connection.ops.quote_name(LegalHold._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
