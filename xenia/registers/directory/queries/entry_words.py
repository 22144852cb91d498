"""An organisation's entries in words, as residents see them: made from what passed the gate, never from the tables."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xenia.registers.directory.models import (
    Listing,
    Location,
    Organization,
    OrganizationRecord,
    Service,
)
from xenia.registers.directory.queries.verification import Entry, said_on
from xenia.registers.directory.queries.wording import FIELD_NAMES, row_in_words

Document = Mapping[str, Any]
Line = tuple[str, str]
# What a listing says in one text, in the order people read it.
_TEXTS = (
    *("description", "eligibility_description", "application_process", "bring"),
    *("fees_description", "status_note", "alert"),
)
_MARK_LETTERS = 16


@dataclass(frozen=True, slots=True)
class EntryWords:
    """One entry. kind: organization, location or service. mark: by what it is known to be as the reader saw it.

    is_hidden: residents see no more of it than that it is there.
    """

    id: UUID
    kind: str
    name: str
    mark: str
    confirmed_on: date | None
    lines: tuple[Line, ...] = ()
    is_hidden: bool = False
    answer: str = field(default="")


def entries_in_words(
    entries: Iterable[Entry], answers: Mapping[UUID, str], reader: str
) -> list[EntryWords]:
    """Each entry with what residents see of it, and what was answered already."""
    all_entries = list(entries)
    shown = _Shown(all_entries, reader)
    return [shown.words_of(one, answers.get(one.pk, "")) for one in all_entries]


class _Shown:
    """What passed the gate of all these entries, read with two queries."""

    def __init__(self, entries: list[Entry], reader: str) -> None:
        services = [one.pk for one in entries if isinstance(one, Service)]
        owners = [one.pk for one in entries if isinstance(one, Organization)]
        rows = Listing.objects.filter(pk__in=services).values_list("pk", "document")
        self.documents: dict[UUID, Document] = dict(rows)
        self.records: dict[UUID, Document] = dict(
            OrganizationRecord.objects.filter(pk__in=owners).values_list("pk", "record")
        )
        self.places = {
            place["id"]: place
            for document in self.documents.values()
            for place in document["places"]
            if not place.get("confidential")
        }
        self.reader = reader

    def words_of(self, entry: Entry, answer: str) -> EntryWords:
        """One entry as residents see it."""
        lines = tuple((label, text) for label, text in self._lines(entry) if text)
        is_hidden = isinstance(entry, Location) and str(entry.pk) not in self.places
        name = _("A place residents do not see") if is_hidden else str(entry.name)
        return EntryWords(
            id=entry.pk,
            kind=str(entry._meta.model_name),
            name=name or _("A place without a name"),
            mark=_mark_of(name, lines),
            confirmed_on=said_on(entry),
            lines=lines,
            is_hidden=is_hidden,
            answer=answer,
        )

    def _lines(self, entry: Entry) -> Iterator[Line]:
        if isinstance(entry, Service):
            yield from _service(self.documents.get(entry.pk, {}), self.reader)
        elif isinstance(entry, Location):
            yield from _place(self.places.get(str(entry.pk), {}), self.reader)
        else:
            yield from _organization(self.records.get(entry.pk, {}))


def mark_of_all(entries: Iterable[EntryWords]) -> str:
    """By what a whole page is known: another mark means that somebody changed an entry meanwhile."""
    return _hash([str(one.id) + one.mark for one in entries])


def _mark_of(name: str, lines: Iterable[Line]) -> str:
    return _hash([name, *(text for _label, text in lines)])


def _hash(parts: list[str]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:_MARK_LETTERS]


def _service(document: Document, reader: str) -> Iterator[Line]:
    for name in _TEXTS:
        yield str(FIELD_NAMES[name]), _text(document.get(name), reader)
    yield str(FIELD_NAMES["phones"]), _rows("phones", document.get("phones"), reader)
    yield str(FIELD_NAMES["email"]), document.get("email", "")
    yield str(FIELD_NAMES["url"]), document.get("url", "")
    yield str(FIELD_NAMES["schedules"]), _hours(document.get("schedules"), reader)
    yield str(FIELD_NAMES["languages"]), _rows("languages", document.get("languages"), reader)
    yield (
        str(FIELD_NAMES["places"]),
        "\n".join(_where(one, reader) for one in document.get("places", ())),
    )


def _place(place: Document, reader: str) -> Iterator[Line]:
    yield _("Address"), _address(place)
    yield str(FIELD_NAMES["phones"]), _rows("phones", place.get("phones"), reader)
    yield str(FIELD_NAMES["schedules"]), _hours(place.get("schedules"), reader)
    yield str(FIELD_NAMES["transportation"]), _text(place.get("transportation"), reader)
    yield str(FIELD_NAMES["accessibility"]), "\n".join(place.get("accessibility", ()))


def _organization(record: Document) -> Iterator[Line]:
    yield str(FIELD_NAMES["description"]), record.get("description") or ""
    yield str(FIELD_NAMES["website"]), record.get("website") or ""
    yield str(FIELD_NAMES["email"]), record.get("email") or ""
    numbers = [one.get("number") or "" for one in record.get("phones", ())]
    yield str(FIELD_NAMES["phones"]), "\n".join(numbers)


def _text(texts: Mapping[str, str] | None, reader: str) -> str:
    """What the organisation itself wrote comes first: the English; else the reader's language."""
    return (texts or {}).get("en") or (texts or {}).get(reader, "")


def _rows(name: str, rows: Iterable[Mapping[str, Any]] | None, reader: str) -> str:
    return "\n".join(row_in_words(name, dict(one), reader) for one in rows or ())


def _hours(rows: Iterable[Mapping[str, Any]] | None, reader: str) -> str:
    return "\n".join(row_in_words("schedules", _timed(one), reader) for one in rows or ())


def _timed(row: Mapping[str, Any]) -> dict[str, Any]:
    clocks = {
        name: time.fromisoformat(row[name]) if row.get(name) else None
        for name in ("opens_at", "closes_at")
    }
    return {**row, **clocks}


def _where(place: Document, reader: str) -> str:
    if place.get("confidential"):
        return _("A confidential address")
    return _line([_text(place.get("name"), reader), _address(place)])


def _address(place: Document) -> str:
    return _line([*place.get("address", ()), place.get("city", ""), place.get("postal_code", "")])


def _line(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
