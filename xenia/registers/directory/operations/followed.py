"""Following other offices' directories: which ones, and what goes here when it went there."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.batches import batches
from xenia.registers.directory.importers.changes import Changes
from xenia.registers.directory.importers.drafts import is_uuid
from xenia.registers.directory.importers.listings import services_to_show_anew
from xenia.registers.directory.importers.records import MODELS
from xenia.registers.directory.importers.tables import TABLES
from xenia.registers.directory.models import FollowedDirectory, Metadata, SourceRecord
from xenia.registers.directory.operations.listing import rebuild_listings

if TYPE_CHECKING:
    from xenia.registers.directory.hsds.federation_details import Said

# How the history of a record names its details; a change by people there keeps all of that kind.
_IN_HISTORY = {
    "phone": "phones",
    "schedule": "schedules",
    "language": "languages",
    "required_document": "required_documents",
    "contact": "contacts",
    "service_capacity": "capacities",
    "accessibility": "accessibility",
    "attribute": "terms",
    "service_at_location": "places",
    "address": "address_1",
}
# Records of their own: they leave by their status, not with what they hang on.
_NO_DETAILS = frozenset({"location", "program"})
_BATCH = 500


@transaction.atomic
def follow_directory(
    *, url: str, is_in_own_network: bool, is_daily: bool = True, by: User | None, at: datetime
) -> FollowedDirectory:
    """Remember another office's directory; is_daily: ask it each day from now on."""
    row, _created = FollowedDirectory.objects.update_or_create(
        url=url.rstrip("/"),
        defaults={"is_active": is_daily, "is_in_own_network": is_in_own_network},
    )
    audit.record(by, "directory.followed", row, at=at)
    return row


@transaction.atomic
def stop_following(*, directory: FollowedDirectory, by: User | None, at: datetime) -> None:
    """Ask it no longer; what came from it stays."""
    FollowedDirectory.objects.filter(pk=directory.pk).update(is_active=False)
    audit.record(by, "directory.no_longer_followed", directory, at=at)


def claim(directory: FollowedDirectory, *, at: datetime) -> bool:
    """Take a directory for one round; False when another process was first."""
    mine = FollowedDirectory.objects.filter(pk=directory.pk, asked_at=directory.asked_at)
    return mine.update(asked_at=at) == 1


def note_outcome(
    directory: FollowedDirectory, *, seen_until: datetime | None = None, problem: str = ""
) -> None:
    """Keep how far its changes are here, or why the round failed."""
    fields = {"problem": problem} | ({"seen_until": seen_until} if seen_until else {})
    FollowedDirectory.objects.filter(pk=directory.pk).update(**fields)


@transaction.atomic
def drop_what_left(*, source: str, said: "Said", at: datetime) -> int:
    """Remove details a source brought and says no longer, unless people changed that kind here. Returns how many."""
    changes = Changes()
    dropped = 0
    for (table, detail), records in _by_kind(said).items():
        link = "link_id" if detail == "attribute" else f"{table}_id"
        if link not in TABLES[detail].links:
            continue
        for batch in batches(sorted(records), _BATCH):
            gone = _gone(source, link, batch, detail, records)
            dropped += _drop(source, detail, gone)
            changes.links.setdefault(link, set()).update(gone.values())
    rebuild_listings(services_to_show_anew(changes), at=at)
    return dropped


def _by_kind(said: "Said") -> dict[tuple[str, str], dict[UUID, set[str]]]:
    """What was told, by kind: {(table, detail's table): {record: the details' ids}}."""
    found: dict[tuple[str, str], dict[UUID, set[str]]] = {}
    for (table, record, detail), told in said.details.items():
        if detail not in _NO_DETAILS and is_uuid(record):
            found.setdefault((table, detail), {})[UUID(record)] = told
    return found


def _gone(
    source: str, link: str, records: list[UUID], detail: str, told: Mapping[UUID, set[str]]
) -> dict[UUID, UUID]:
    """Details of some records that this source brought and does not tell any more: {detail: record}."""
    here = MODELS[detail]._default_manager.filter(**{f"{link}__in": records})
    missing = {
        pk: record for pk, record in here.values_list("pk", link) if str(pk) not in told[record]
    }
    if not missing:
        return {}
    brought = SourceRecord.objects.filter(
        source=source, record_type=detail, record_id__in=list(missing)
    )
    gone = {
        pk: missing[pk]
        for pk, key in brought.values_list("record_id", "key")
        if key not in told[missing[pk]]
    }
    kept = {record for record in set(gone.values()) if _was_changed_here(source, record, detail)}
    return {pk: record for pk, record in gone.items() if record not in kept}


def _drop(source: str, detail: str, gone: Mapping[UUID, UUID]) -> int:
    if gone:
        MODELS[detail]._default_manager.filter(pk__in=list(gone)).delete()
        brought = SourceRecord.objects.filter(source=source, record_type=detail)
        brought.filter(record_id__in=list(gone)).delete()
    return len(gone)


def _was_changed_here(source: str, record: UUID, detail: str) -> bool:
    changed = Metadata.objects.filter(
        resource_id=record, last_action_type="update", field_name=_IN_HISTORY.get(detail, detail)
    )
    return changed.exclude(updated_by=source).exists()
