"""Entries of the ledger as columns of an Arrow table, each with the person it is about while her token lives."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.ledger.models import Alias, Entry
from xenia.ground.ledger.streams import stream_named

if TYPE_CHECKING:
    from django.db.models import QuerySet

AT_ONCE: Final = 5_000
FACTS: Final = ("kind", "stream", "on", "grain", "quantity", "is_named")
COLUMNS: Final = (*FACTS, *DIMENSIONS, "person")
Period = tuple[int, str]
Values = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Root:
    """Who a token stands for at the end of its chain of aliases, and whether it was named on the way."""

    person: UUID
    is_named: bool


def schema_of(arrow: Any) -> Any:
    """The columns and their types. arrow: the package, which only its callers load."""
    kinds = {
        "on": arrow.date32(),
        "quantity": arrow.int64(),
        "is_named": arrow.bool_(),
        "person": arrow.binary(),
    }
    return arrow.schema([(name, kinds.get(name, arrow.string())) for name in COLUMNS])


def table_of(arrow: Any, found: "QuerySet[Entry]") -> Any:
    """These entries as a table; a dimension an entry does not say is ""."""
    schema, known = schema_of(arrow), roots()
    rows = found.values_list(*FACTS, *DIMENSIONS, "token").iterator(chunk_size=AT_ONCE)
    batches = [
        arrow.RecordBatch.from_arrays(
            [arrow.array(values, field.type) for values, field in zip(lot, schema, strict=True)],
            schema=schema,
        )
        for lot in _lots(rows, known)
    ]
    return arrow.Table.from_batches(batches, schema)


def roots() -> dict[UUID, dict[Period, Root]]:
    """Every absorbed token, with whom it stands for in its year of its stream."""
    aliases: dict[Period, dict[UUID, tuple[UUID, bool]]] = {}
    for year, stream, absorbed, kept, is_named in Alias.objects.values_list(
        "year", "stream", "absorbed", "kept", "is_named"
    ):
        aliases.setdefault((year, stream), {})[absorbed] = (kept, is_named)
    found: dict[UUID, dict[Period, Root]] = {}
    for period, of_period in aliases.items():
        for token in of_period:
            found.setdefault(token, {})[period] = _end_of(token, of_period)
    return found


def _end_of(token: UUID, aliases: dict[UUID, tuple[UUID, bool]]) -> Root:
    was_named = False
    while token in aliases:
        token, is_named = aliases[token]
        was_named |= is_named
    return Root(token, was_named)


def _lots(
    rows: Iterator[tuple[Any, ...]], known: dict[UUID, dict[Period, Root]]
) -> Iterator[list[Values]]:
    while lot := list(islice(rows, AT_ONCE)):
        *said, tokens = (list(values) for values in zip(*lot, strict=True))
        columns: dict[str, Any] = dict(zip((*FACTS, *DIMENSIONS), said, strict=True))
        for name in DIMENSIONS:
            columns[name] = IN_LETTERS[_type_of(name)](columns[name])
        people = [token.bytes if token else None for token in tokens]
        for at, token in enumerate(tokens):
            if token in known and (root := known[token].get(_period(lot[at]))):
                people[at] = root.person.bytes
                columns["is_named"][at] = bool(columns["is_named"][at] or root.is_named)
        yield [*columns.values(), people]


def _period(row: tuple[Any, ...]) -> Period:
    stream, on = row[FACTS.index("stream")], row[FACTS.index("on")]
    assert isinstance(on, date)
    return stream_named(stream).year_of(on), stream


def _type_of(name: str) -> str:
    return Entry._meta.get_field(name).get_internal_type()


IN_LETTERS: Final[dict[str, Callable[[Values], Values]]] = {
    "CharField": lambda values: values,
    "UUIDField": lambda values: [str(value) if value else "" for value in values],
    "BooleanField": lambda values: [
        "" if value is None else "true" if value else "false" for value in values
    ],
}
