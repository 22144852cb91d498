"""Reading a file of rules strictly: every mistake names the file and the key, and nothing unknown is passed over."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, TypeVar

T = TypeVar("T")


class BadRuleFile(ValueError):
    """A file of rules says something we cannot read. Nothing of it is used."""


class Part:
    """One table of a TOML file. What was taken is remembered; `done` refuses what is left."""

    def __init__(self, file: str, path: str, table: Any) -> None:
        self.file, self.path = file, path
        if not isinstance(table, dict):
            raise BadRuleFile(f"{file}: {path}: expected a table")
        self._table: dict[str, Any] = table
        self._taken: set[str] = set()

    @property
    def key(self) -> str:
        """The last part of its place: the name of a named table."""
        return self.path.rpartition(".")[2]

    def wrong(self, key: str, expected: str) -> BadRuleFile:
        """The exception for a key, to be raised."""
        place = f"{self.path}.{key}" if self.path and key else self.path or key
        return BadRuleFile(f"{self.file}: {place}: expected {expected}")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._table

    def is_number(self, key: str) -> bool:
        """Whether the key holds a whole number."""
        return type(self._table.get(key)) is int

    def names(self) -> list[str]:
        """The keys, in the order of the file."""
        return list(self._table)

    def take(self, key: str, kind: type[T]) -> T:
        """What a key says. Text may not be empty."""
        self._taken.add(key)
        if key not in self._table:
            raise self.wrong(key, f"{_NAMES[kind]}; the key is missing")
        value = self._table[key]
        if type(value) is not kind or value == "":
            raise self.wrong(key, _NAMES[kind])
        return value

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """What a key says, or None where it is not there."""
        return self.take(key, kind) if key in self._table else None

    def choose(self, key: str, known: Collection[str]) -> str:
        """One of the words we know."""
        value = self.take(key, str)
        if value not in known:
            raise self.wrong(key, f"one of {sorted(known)}, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; nothing when the key is not there."""
        values = self.maybe(key, list) or []
        if not all(isinstance(value, str) and value for value in values):
            raise self.wrong(key, "a list of texts")
        return tuple(values)

    def table(self, key: str) -> "Part":
        """A table inside this one."""
        return Part(self.file, f"{self.path}.{key}".lstrip("."), self.take(key, dict))

    def named(self, key: str) -> Iterator["Part"]:
        """The tables inside a table, each by its name; none when the key is not there."""
        if key in self._table:
            inner = self.table(key)
            for name in inner.names():
                yield inner.table(name)

    def list(self, key: str) -> Iterator["Part"]:
        """The tables of a list; none when the key is not there."""
        for number, table in enumerate(self.maybe(key, list) or []):
            yield Part(self.file, f"{self.path}.{key}[{number}]".lstrip("."), table)

    def done(self) -> None:
        """Refuse a key nobody took: a slip of the pen would otherwise drop a rule."""
        if left := sorted(set(self._table) - self._taken):
            raise BadRuleFile(f"{self.file}: {self.path or 'the file'}: unknown keys {left}")


_NAMES: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    date: "a day such as 2026-10-01",
    dict: "a table",
    list: "a list",
}
