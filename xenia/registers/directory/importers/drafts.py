"""A row understood but not yet joined to others: a draft of one record of the directory."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from xenia.registers.directory.importers.clean import clean_line, match_key
from xenia.registers.directory.importers.tables import TABLES
from xenia.registers.directory.importers.values import Value

_UUID_LIKE = re.compile(r"^\{?[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\}?$")
_UUID = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
# Keys made here begin with this: no id in a file does.
MADE = "~"


@dataclass(slots=True)
class Draft:
    """One record to be. Blank values are absent.

    links: what the row points to, as the file wrote it. is_main: the row's fate is this draft's; others ride along.
    adds: the values are added to a record that another row describes. fault: why it cannot be brought in.
    """

    table: str
    key: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    is_main: bool = True
    adds: bool = False
    fault: str = ""

    def note(self, text: str) -> None:
        if text:
            self.notes.append(text)

    def text(self, column: str) -> str:
        """A text value; empty if there is none."""
        return str(self.values.get(column) or "")

    def put(self, column: str, value: Value) -> None:
        """Set a value; a blank one is absent."""
        if value in ("", None):
            self.values.pop(column, None)
        else:
            self.values[column] = value

    def child(self, table: str, mark: str, /, **values: Value) -> "Draft":
        """A record that hangs on this one. mark: what tells it from its siblings, the same at every import."""
        made = Draft(table, f"{MADE}{self.table}:{self.key}:{mark}", is_main=False)
        made.values = {column: value for column, value in values.items() if value not in ("", None)}
        column = f"{self.table}_id"
        if column in TABLES[table].links:
            made.links[column] = self.key
        return made


def key_of(text: str) -> str:
    """An id as files write it, made comparable: UUIDs in one form, numbers without a spreadsheet's ".0"."""
    key = clean_line(text).strip("\"'")
    if len(key) >= 32 and _UUID_LIKE.match(key):
        return str(UUID(key))
    return key[:-2] if key.endswith(".0") and key[:-2].isdigit() else key


def shown_id(key: str) -> str:
    """A key as the person knows it from her file; empty if it was made here."""
    if not key.startswith(MADE):
        return key
    return key.partition(":")[2] if key.count(":") == 1 else ""


def is_uuid(key: str) -> bool:
    """Whether a key is a UUID in the form `key_of` gives it."""
    return len(key) == 36 and _UUID.match(key) is not None


def key_of_content(table: str, values: Mapping[str, Value], links: Mapping[str, str]) -> str:
    """A key for a row without an id: the same row gets the same key at every import.

    Things with names are known by their name and what they belong to, so that a changed text changes nothing.
    """
    if TABLES[table].is_named and values.get("name"):
        parts = [match_key(str(values["name"]))]
        parts += [
            links[column]
            for column in ("organization_id", "taxonomy_id", "parent_id")
            if links.get(column)
        ]
    else:
        parts = [f"{column}={value}" for column, value in sorted({**values, **links}.items())]
    return f"{MADE}{digest(table, *parts)}"


def digest(*parts: str) -> str:
    """A short mark of some texts."""
    return hashlib.blake2b(
        "\x1f".join(parts).encode("utf-8", "replace"), digest_size=12
    ).hexdigest()
