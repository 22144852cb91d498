"""The directory as an import asks it: `Known`, answered from the database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef

from xenia.registers.directory.importers.known import KnownOrganization, SeenBefore
from xenia.registers.directory.importers.records import MODELS, columns_of, staged
from xenia.registers.directory.importers.values import Value
from xenia.registers.directory.models import Organization, Phone, SourceRecord
from xenia.registers.directory.queries.merges import absorbed_ids

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Directory:
    """What the directory holds already, for one source."""

    source: str

    def seen_before(self) -> Iterator[SeenBefore]:
        """Every record this source brought before, and whether it is still here."""
        for table, model in MODELS.items():
            rows = (
                SourceRecord.objects.filter(source=self.source, record_type=table)
                .annotate(is_here=Exists(model._default_manager.filter(pk=OuterRef("record_id"))))
                .values_list("key", "record_id", "fingerprint", "is_here")
            )
            for key, record_id, fingerprint, is_here in rows.iterator(chunk_size=2000):
                yield SeenBefore(table, key, record_id, fingerprint, is_here)

    def existing(self, table: str, ids: Sequence[UUID]) -> set[UUID]:
        """Which of these records exist."""
        manager = MODELS[table]._default_manager
        found: set[UUID] = set()
        rest = iter(ids)
        while batch := list(islice(rest, _BATCH)):
            found |= set(manager.filter(pk__in=batch).values_list("pk", flat=True))
        return found

    def organizations(self) -> Iterator[KnownOrganization]:
        """Every organisation with its telephones."""
        phones: dict[UUID, list[str]] = {}
        numbers = Phone.objects.filter(organization__isnull=False)
        for owner, number in numbers.values_list("organization_id", "number").iterator():
            phones.setdefault(owner, []).append(number)
        standing = Organization.objects.exclude(pk__in=absorbed_ids("organization"))
        for one in standing.only("pk", "name", "website").iterator():
            yield KnownOrganization(one.pk, one.name, one.website, tuple(phones.get(one.pk, ())))

    def under(
        self, table: str, link: str, parent: UUID
    ) -> Iterator[tuple[UUID, Mapping[str, Value]]]:
        """Records that hang on one parent."""
        columns = columns_of(table)
        rows = MODELS[table]._default_manager.filter(**{link: parent}).values("pk", *columns)
        for row in rows:
            yield row["pk"], {name: staged(row[name]) for name in columns}
