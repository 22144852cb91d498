"""What an import brought or changed, as far as the listings are concerned."""

from dataclasses import dataclass, field
from uuid import UUID

from xenia.registers.directory.importers.scratch import Ready

# Tables whose links say where a record belongs, but change nothing in what it belongs to.
_STAND_ALONE = frozenset({"organization", "program", "location", "service"})
_SECRET = ("is_confidential", "email_is_confidential")


@dataclass(slots=True)
class Changes:
    """Which records came or changed, by table.

    new: those that were not here before. hushed: of all, those that say of something that it is confidential.
    """

    ids: dict[str, set[UUID]] = field(default_factory=dict)
    links: dict[str, set[UUID]] = field(default_factory=dict)
    new: set[UUID] = field(default_factory=set)
    hushed: "Changes | None" = None

    def add(self, ready: Ready, *, is_new: bool = False) -> None:
        """Note a record, and the records a detail hangs on: their listings show it."""
        record = UUID(ready.id)
        if is_new:
            self.new.add(record)
        if any(ready.values.get(column) for column in _SECRET):
            self.hushed = self.hushed or Changes(new=self.new)
            self.hushed._note(ready, record)
        self._note(ready, record)

    def _note(self, ready: Ready, record: UUID) -> None:
        self.ids.setdefault(ready.table, set()).add(record)
        if ready.table in _STAND_ALONE:
            return
        for column, linked in ready.links.items():
            self.links.setdefault(column, set()).add(UUID(linked))

    def of(self, table: str) -> set[UUID]:
        return self.ids.get(table, set())

    def under(self, column: str) -> set[UUID]:
        """Records something new hangs on."""
        return self.links.get(column, set())

    def tables(self) -> list[str]:
        return list(self.ids)
