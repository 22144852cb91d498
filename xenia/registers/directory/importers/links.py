"""What a row points to: by id, by several ids in one cell, or by name."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from xenia.ground.common.ids import lasting_id
from xenia.registers.directory.importers.clean import clean_line, match_key
from xenia.registers.directory.importers.drafts import MADE, is_uuid, key_of, shown_id
from xenia.registers.directory.importers.known import Known
from xenia.registers.directory.importers.scratch import Scratch, Staged, Thing
from xenia.registers.directory.importers.tables import ANY_TABLE, NAMES_ITS_TABLE, TABLES
from xenia.registers.directory.importers.twins import organization_name_mark

_SEVERAL = re.compile(r"[,;|\n]+|\s+(?=[0-9a-fA-F-]{8,})")
_CACHE = 20_000


@dataclass(slots=True)
class Resolved:
    """Where one link leads: records found, and a reason for each that was not.

    table: the table they are in, where the column may point to any. was_listed: it led to a row that was listed.
    """

    ids: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    table: str = ""
    was_listed: bool = False
    notes: list[str] = field(default_factory=list)


def _parts(text: str) -> list[str]:
    """The ids in a cell that may hold several; none for a key made here."""
    if text.startswith(MADE) or not _SEVERAL.search(text):
        return []
    return [key for part in _SEVERAL.split(text) if (key := key_of(part))]


def record_id(source: str, table: str, key: str) -> str:
    """The id of a record: the file's own if it is a UUID, else one that is the same at every import from this source."""
    return key if is_uuid(key) else str(lasting_id(source, table, key))


class Links:
    """Finds the records that links point to, in the files first, then in the directory."""

    def __init__(self, bench: Scratch, known: Known, source: str) -> None:
        self.bench = bench
        self.known = known
        self.source = source
        self._found: dict[tuple[str, str], Resolved] = {}
        self._exists: dict[tuple[str, str], bool] = {}
        # Records of the directory that other sources or people put there and this one points to.
        self.borrowed: set[str] = set()

    def exists(self, table: str, key: str) -> bool:
        """Whether the directory holds a record under the UUID a file gives; other ids are known by their source alone."""
        if not is_uuid(key):
            return False
        known = self._exists.get((table, key))
        if known is None:
            known = self._exists[table, key] = bool(self.known.existing(table, [UUID(key)]))
        if known:
            self.borrowed.add(key)
        return known

    def look_up(self, batch: list[Staged]) -> None:
        """Ask the directory once for every UUID in a batch of drafts."""
        wanted: dict[str, set[str]] = {}
        for staged in batch:
            draft = staged.draft
            wanted.setdefault(draft.table, set()).add(draft.key)
            for column, text in draft.links.items():
                if table := target_of(draft.table, column, draft.text):
                    wanted.setdefault(table, set()).update((text, *_parts(text)))
        self._exists = {}
        for table, keys in wanted.items():
            ids = {key for key in keys if is_uuid(key)}
            there = (
                {str(one) for one in self.known.existing(table, [UUID(key) for key in ids])}
                if ids
                else set()
            )
            self._exists.update({(table, key): key in there for key in ids})

    def is_from_the_directory(self, record: str) -> bool:
        """Whether a record was there before this import."""
        return record in self.borrowed or self.bench.was_brought(record)

    def resolve(self, table: str, text: str) -> Resolved:
        """Where a cell leads. Several ids are taken apart only if the cell as a whole is none."""
        cached = self._found.get((table, text))
        if cached is None:
            if len(self._found) >= _CACHE:
                self._found.clear()
            cached = self._found[table, text] = self._resolve(table, text)
        return cached

    def resolve_any(self, column: str, named: str, text: str) -> Resolved:
        """A link whose table another column names, or nobody."""
        candidates = (
            [named] if named else [name for name in TABLES if name not in {"attribute", "metadata"}]
        )
        found = Resolved(missing=[f"{column} {text}: no such record"])
        for table in candidates:
            found = self.resolve(table, text)
            if found.ids:
                return Resolved(found.ids, found.missing, table)
        if not named:
            return Resolved(
                missing=[f"{column} {text}: no such record in the files or in the directory"]
            )
        return found

    def _resolve(self, table: str, text: str) -> Resolved:
        whole = self._one(table, text)
        if isinstance(whole, str):
            return Resolved([whole])
        parts = _parts(text)
        if len(parts) > 1:
            return self._several(table, parts)
        if by_name := self._by_name(table, text):
            return Resolved([by_name])
        if len(loosely := self.bench.loosely(table, text)) == 1 and not text.startswith(MADE):
            key, record = loosely[0]
            return Resolved([record], notes=[f"'{text}' was read as '{shown_id(key)}'"])
        return Resolved(missing=[self._reason(table, text, whole)], was_listed=whole is not None)

    def _several(self, table: str, parts: list[str]) -> Resolved:
        resolved = Resolved()
        unknown: list[str] = []
        for part in dict.fromkeys(parts):
            one = self._one(table, part)
            if isinstance(one, str):
                resolved.ids.append(one)
            elif one:
                resolved.missing.append(self._reason(table, part, one))
                resolved.was_listed = True
            else:
                unknown.append(part)
        if unknown:
            resolved.missing.append(self._reason(table, ", ".join(unknown), None))
        return resolved

    def _one(self, table: str, key: str) -> str | Thing | None:
        """A record's id; or the row that was listed under this key; or nothing."""
        thing = self.bench.thing(table, key)
        if thing and thing.id:
            return thing.id
        if (seen := self.bench.seen(table, key)) and seen[2]:
            return seen[0]
        return key if self.exists(table, key) else thing

    def _by_name(self, table: str, text: str) -> str:
        if not TABLES[table].is_named or text.startswith(MADE):
            return ""
        found = self.bench.named(table, match_key(text))
        if not found and table == "organization":
            found = self.bench.twins(table, organization_name_mark(text))
            self.borrowed.update(found)
        return found[0] if len(found) == 1 else ""

    def _reason(self, table: str, key: str, thing: Thing | None) -> str:
        word = table.replace("_", " ")
        shown = "without an id" if key.startswith(MADE) else clean_line(key)
        if thing:
            return f"{word} {shown} was not brought in ({self.bench.files[thing.file]}, row {thing.row})"
        return f"no {word} {shown} in the files or in the directory"


def target_of(table: str, column: str, value: Callable[[str], str]) -> str:
    """The table a column points to, for links to any table the one another column names; empty if none is known."""
    target = TABLES[table].links.get(column, "")
    return value(NAMES_ITS_TABLE[column]) if target == ANY_TABLE else target
