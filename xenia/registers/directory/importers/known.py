"""What the directory holds already, as far as an import has to ask."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from xenia.registers.directory.importers.values import Value


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """A record this source brought before. `is_here` is false when it has been removed since."""

    table: str
    key: str
    id: UUID
    fingerprint: str
    is_here: bool = True


@dataclass(frozen=True, slots=True)
class KnownOrganization:
    """An organisation of the directory, as far as others can be recognised by it."""

    id: UUID
    name: str
    website: str
    phones: tuple[str, ...] = ()


class Known(Protocol):
    """The questions an import asks of the directory."""

    def seen_before(self) -> Iterable[SeenBefore]:
        """Every record this source brought before."""
        ...

    def existing(self, table: str, ids: Sequence[UUID]) -> set[UUID]:
        """Which of these records exist."""
        ...

    def organizations(self) -> Iterable[KnownOrganization]:
        """Every organisation."""
        ...

    def under(
        self, table: str, link: str, parent: UUID
    ) -> Iterable[tuple[UUID, Mapping[str, Value]]]:
        """Records of a table that hang on one parent, with their values and links."""
        ...


class NothingKnown:
    """An empty directory."""

    def seen_before(self) -> Iterable[SeenBefore]:
        return ()

    def existing(self, table: str, ids: Sequence[UUID]) -> set[UUID]:
        return set()

    def organizations(self) -> Iterable[KnownOrganization]:
        return ()

    def under(
        self, table: str, link: str, parent: UUID
    ) -> Iterable[tuple[UUID, Mapping[str, Value]]]:
        return ()
