"""What was opened of one person: kept in memory, written nowhere by us."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder


@dataclass(frozen=True, slots=True)
class Opened:
    """One row. held: what it says, by field. erased: fields nobody can open any more.

    sealed_to: fields another organisation sealed, and its id.
    """

    kind: str
    held: dict[str, Any]
    erased: tuple[str, ...] = ()
    sealed_to: dict[str, str] = field(default_factory=dict)

    @property
    def organizations(self) -> list[UUID]:
        """Who sealed what the office cannot open."""
        return sorted({UUID(owner) for owner in self.sealed_to.values()}, key=str)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything of one person, under every number she is known by."""

    subject: UUID
    known_as: tuple[UUID, ...]
    at: datetime
    rows: tuple[Opened, ...]

    def codes(self) -> dict[str, set[str]]:
        """Which fields of which kinds say something: {kind: fields}."""
        found: dict[str, set[str]] = {}
        for row in self.rows:
            found.setdefault(row.kind, set()).update(row.held)
        return found

    @property
    def kinds(self) -> list[str]:
        """The kinds of record in it."""
        return sorted({row.kind for row in self.rows})


def as_json(bundles: Iterable[Bundle]) -> bytes:
    """Bundles as a file: the same bytes for the same records."""
    said = [asdict(bundle) for bundle in bundles]
    text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode()
