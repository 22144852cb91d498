"""All public services as one flat sheet for a spreadsheet: a row each, in the reader's language.

It reads listings alone. A cell that a spreadsheet could take for a formula begins with an apostrophe.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from xenia.face.home import cards
from xenia.ground.common.local_words import comma, semicolon
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.models import Listing, Service

Document = dict[str, Any]
BATCH: Final = 200
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
# A spreadsheet reads UTF-8 only if the file begins with this.
BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet. heading, cell: made in the reader's language, which is in force when they are asked."""

    heading: Callable[[], str]
    cell: Callable[[Document, str], str]


def _text(name: str) -> Callable[[Document, str], str]:
    return lambda document, reader: cards.field_of(document, name, reader).text


def _organization(document: Document, reader: str) -> str:
    return cards.text_of((document.get("organization") or {}).get("name"), reader).text


def _needs(document: Document, reader: str) -> str:
    taxonomy = load_taxonomy()
    return semicolon(reader).join(taxonomy.label(code, reader) for code in document["terms"])


def _languages(document: Document, reader: str) -> str:
    return semicolon(reader).join(
        f"{one.name} ({one.note})" if one.note else one.name
        for one in cards.languages_of(document, reader)
    )


def _hours(document: Document, reader: str) -> str:
    lines = cards.hours_of(document, reader)
    said = (comma(reader).join(filter(None, (one.days, one.times, one.note))) for one in lines)
    return semicolon(reader).join(said)


def _phones(document: Document, reader: str) -> str:
    return semicolon(reader).join(one.shown for one in cards.calls_of(document["phones"]))


def _address(document: Document, reader: str) -> str:
    place = _first_place(document)
    if place is None:
        hidden = any(one.get("confidential") for one in document["places"])
        return _("The address is confidential") if hidden else ""
    town = " ".join(filter(None, (place["state"], place["postal_code"])))
    return ", ".join(filter(None, (*place["address"], place["city"], town)))


def _first_place(document: Document) -> Document | None:
    return next((one for one in document["places"] if not one.get("confidential")), None)


def _answer(name: str) -> Callable[[Document, str], str]:
    return lambda document, reader: str(Service.Answer(document[name]).label)


COLUMNS: Final = (
    Column(lambda: _("Name"), _text("name")),
    Column(lambda: _("Organization"), _organization),
    Column(lambda: _("Kinds of help"), _needs),
    Column(lambda: _("What it is"), _text("description")),
    Column(lambda: _("Who it is for"), _text("eligibility_description")),
    Column(lambda: _("How to get it"), _text("application_process")),
    Column(lambda: _("What to bring"), _text("bring")),
    Column(lambda: _("Cost"), lambda document, _r: str(Service.Cost(document["cost"]).label)),
    Column(
        lambda: _("What it costs, in a sentence"),
        lambda document, reader: cards.fees_of(document, reader).text,
    ),
    Column(lambda: _("Languages"), _languages),
    Column(lambda: _("Hours"), _hours),
    Column(lambda: _("Phones"), _phones),
    Column(lambda: _("E-mail"), lambda document, _r: document["email"]),
    Column(lambda: _("Web page"), lambda document, _r: document["url"]),
    Column(lambda: _("Address"), _address),
    Column(lambda: _("Does it ask for immigration status?"), _answer("asks_status")),
    Column(lambda: _("Does it need an ID?"), _answer("needs_id")),
    Column(lambda: _("Last checked"), lambda document, _r: document["assured_on"] or ""),
)


def sheet(ids: Sequence[UUID] | None, reader: str, *, page: str) -> Iterator[str]:
    """The sheet piece by piece. ids: which services; None for all. page: where a service's own page begins."""
    with override(reader):
        heading = [str(one.heading()) for one in COLUMNS] + [_("Link")]
    yield BYTE_ORDER_MARK + _lines([heading])
    for documents in _batches(ids):
        with override(reader):
            rows = [_row(document, reader, page) for document in documents]
        yield _lines(rows)


def _row(document: Document, reader: str, page: str) -> list[str]:
    link = f"{page}{cards.service_address(reader).replace(cards.NOBODY, document['id'])}"
    return [plain(column.cell(document, reader)) for column in COLUMNS] + [link]


def plain(text: str) -> str:
    """A text a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


class _Line:
    """Where the writer's lines go: a list of pieces."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def write(self, text: str) -> int:
        self.pieces.append(text)
        return len(text)


def _lines(rows: Iterable[Sequence[str]]) -> str:
    line = _Line()
    csv.writer(line).writerows(rows)
    return "".join(line.pieces)


def _batches(ids: Sequence[UUID] | None) -> Iterator[list[Document]]:
    """Documents of public listings, some at a time, by name."""
    by_name = Listing.objects.filter(is_public=True).order_by("service__name", "pk")
    chosen = None if ids is None else set(ids)
    wanted = [pk for pk in by_name.values_list("pk", flat=True) if chosen is None or pk in chosen]
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        found = Listing.objects.filter(is_public=True).in_bulk(some)
        yield [found[pk].document for pk in some if pk in found]


def file_name(on: date) -> str:
    """What the file is called when it is kept."""
    return f"services-{on.isoformat()}.csv"
