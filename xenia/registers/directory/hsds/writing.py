"""Records as the JSON text that is sent: cut from the text they are stored as, not parsed and written again."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from xenia.registers.directory.hsds.asking import AskOrganizations, AskPlaces, AskServices
from xenia.registers.directory.hsds.finding import Found
from xenia.registers.directory.hsds.reading import BATCH, Row, as_text, in_batches
from xenia.registers.directory.hsds.shapes import Shape, shaped, term_shape
from xenia.registers.directory.models import ServiceRecord

_SIMPLE: Final = ("id", "name", "status", "last_modified")


@dataclass(frozen=True, slots=True)
class Writer:
    """How records of one kind are read and written.

    fetch: what to read of the records, as rows with their "pk". write: the rows as JSON texts, in the same order.
    """

    fetch: Callable[[QuerySet[Any]], QuerySet[Any]]
    write: Callable[[Sequence[Any]], list[str]]


def page_of(found: Found, writer: Writer, first: int, size: int) -> list[str]:
    """Some of what was found, as JSON texts."""
    rows = writer.fetch(found.records)
    if found.ranked is None:
        return writer.write(list(rows.order_by("pk")[first : first + size]))
    return writer.write(_ranked(rows, found.ranked[first : first + size]))


def batches_of(found: Found, writer: Writer) -> Iterator[list[str]]:
    """Everything that was found, as JSON texts, some at a time."""
    rows = writer.fetch(found.records)
    if found.ranked is None:
        yield from (writer.write(batch) for batch in in_batches(rows))
        return
    for start in range(0, len(found.ranked), BATCH):
        yield writer.write(_ranked(rows, found.ranked[start : start + BATCH]))


def _ranked(rows: QuerySet[Any], wanted: Sequence[UUID]) -> list[Any]:
    by_pk = {row["pk"]: row for row in rows.filter(pk__in=list(wanted))}
    return [by_pk[pk] for pk in wanted if pk in by_pk]


def _columns(*names: str) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
    texts = {f"{name.replace('__', '_')}_text": as_text(name) for name in names}
    return lambda records: records.annotate(**texts).values("pk", *texts)


def _plain(column: str) -> Writer:
    return Writer(_columns(column), lambda rows: [row[f"{column}_text"] for row in rows])


def with_parts(text: str, **parts: str) -> str:
    """A JSON object with more fields, whose values are JSON texts."""
    more = ",".join(f'"{name}":{value}' for name, value in parts.items())
    return f"{text[:-1]},{more}}}"


def services_as(ask: AskServices) -> Writer:
    """Services as asked: whole, with their own fields, or as little as possible."""
    if ask.minimal:
        return Writer(_columns("brief"), lambda rows: [_minimal(row["brief_text"]) for row in rows])
    return WHOLE_SERVICE if ask.full else _plain("brief")


def _minimal(text: str) -> str:
    shape = _simple(text)
    return json.dumps({**shape, "modified_date": shape["last_modified"]})


def _simple(text: str) -> Shape:
    said = json.loads(text)
    return {name: said[name] for name in _SIMPLE}


def places_as(ask: AskPlaces) -> Writer:
    """Services at places as asked: each with its service."""
    return WHOLE_PLACE if ask.full else Writer(_columns("brief", "service__brief"), _places)


def _places(rows: Sequence[Row]) -> list[str]:
    return [with_parts(row["brief_text"], service=row["service_brief_text"]) for row in rows]


def _whole_places(rows: Sequence[Row]) -> list[str]:
    """The standard's document expects a service's name and status here, so they stand beside the place's fields."""
    texts = []
    for row in rows:
        service = json.loads(row["service_brief_text"])
        texts.append(
            with_parts(
                row["record_text"],
                name=json.dumps(service["name"]),
                status=json.dumps(service["status"]),
                service=row["service_brief_text"],
            )
        )
    return texts


def organizations_as(ask: AskOrganizations) -> Writer:
    """Organisations as asked: with their own fields, nested, or with their services in full."""
    if ask.full_service:
        return WHOLE_ORGANIZATION_AND_SERVICES
    return WHOLE_ORGANIZATION if ask.full else _plain("brief")


def _with_services(
    column: str, write: Callable[[str], str]
) -> Callable[[Sequence[Row]], list[str]]:
    def written(rows: Sequence[Row]) -> list[str]:
        services: dict[UUID, list[str]] = {}
        owned = ServiceRecord.objects.filter(
            organization__in=[row["pk"] for row in rows if row["is_public"]], is_public=True
        )
        texts = owned.order_by("pk").annotate(text=as_text(column))
        for owner, text in texts.values_list("organization_id", "text").iterator():
            services.setdefault(owner, []).append(write(text))
        return [_with_these(row, services.get(row["pk"], [])) for row in rows]

    return written


def _with_these(row: Row, services: list[str]) -> str:
    text: str = row["record_text"]
    return with_parts(text, services=f"[{','.join(services)}]") if row["is_public"] else text


def _organization_columns(records: QuerySet[Any]) -> QuerySet[Any]:
    rows: QuerySet[Any] = records.annotate(record_text=as_text("record"))
    return rows.values("pk", "is_public", "record_text")


def _taxonomy(one: Any) -> str:
    return json.dumps(shaped("taxonomy", one))


# A record as it is kept, with everything that hangs on it.
RECORD: Final = _plain("record")
WHOLE_SERVICE: Final = RECORD
WHOLE_PLACE: Final = Writer(_columns("record", "service__brief"), _whole_places)
WHOLE_ORGANIZATION: Final = Writer(
    _organization_columns, _with_services("brief", lambda text: json.dumps(_simple(text)))
)
WHOLE_ORGANIZATION_AND_SERVICES: Final = Writer(
    _organization_columns, _with_services("record", lambda text: text)
)
TAXONOMIES: Final = Writer(lambda records: records, lambda rows: [_taxonomy(one) for one in rows])
TERMS: Final = Writer(
    lambda records: records.select_related("taxonomy"),
    lambda rows: [json.dumps(term_shape(one)) for one in rows],
)
