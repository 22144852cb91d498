"""Questions the vault answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.vault.merging import everybody_who_is
from xenia.ground.vault.models.record import record_models

LOOKS = ("vault.looked", "vault.opened", "vault.glass_broken")


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a person's record: who (None: the office's own machine), when, which kind, why."""

    at: datetime
    actor_id: UUID | None
    record_type: str
    fields: tuple[str, ...]
    purpose: str


def who_looked(subject: UUID) -> list[Look]:
    """Every look at a person's records, latest first. A building block for "who looked at my record"."""
    people = everybody_who_is([subject])
    rows = {
        pk
        for model in record_models()
        for pk in model.objects.filter(subject_id__in=people).values_list("pk", flat=True)
    }
    found = AuditEvent.objects.filter(action__in=LOOKS, record_id__in=rows).order_by("-at")
    return [
        Look(event.at, event.actor_id, event.record_type, tuple(event.fields), event.purpose)
        for event in found
    ]
