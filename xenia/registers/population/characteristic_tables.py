"""Estimates about who lives here in a spreadsheet of anybody's making: one row for each area, topic, group and row."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from django.utils.translation import gettext_noop, override

from xenia.ground.imports.reading import Book, Line, open_book
from xenia.ground.imports.reading.table import as_text, headings_of, likely_table, rows_below
from xenia.ground.imports.sentences import NotReadable
from xenia.registers.population.census import NOT_A_NUMBER
from xenia.registers.population.census_characteristics import amount
from xenia.registers.population.groups import folded
from xenia.registers.population.models import Characteristic
from xenia.registers.population.reading import ReadCharacteristic, Reading
from xenia.registers.population.topics import code_of

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "area": ("area", "neighborhood", "neighbourhood", "district", "ward", "place", "geography"),
    "topic": ("topic", "characteristic", "subject of the table"),
    "who": ("who", "of whom", "population group", "nativity"),
    "row": ("row", "category", "label", "country of birth", "country"),
    "estimate": ("estimate", "est", "value", "count", "number", "people"),
    "margin": ("margin", "moe", "margin of error", "moe 90", "margin of error 90", "90 margin of error"),
}  # fmt: skip
_CONTROLLED: Final = frozenset({"*****", "controlled"})
_UNKNOWN_TOPIC: Final = gettext_noop(
    "We do not know this topic. Write birthplace, nativity, education, income, poverty, arrival or median age."
)
_UNKNOWN_WHO: Final = gettext_noop(
    "We do not know this group. Write everybody, foreign born or native."
)
_NOT_A_MARGIN: Final = gettext_noop(
    "This is no margin of error. Write a number such as 120, or leave it empty."
)


def is_of_characteristics(data: bytes) -> bool:
    """Whether a spreadsheet has a column of topics."""
    try:
        book = open_book(data)
        return {"topic", "estimate"} <= _columns(book, *likely_table(book, _known().keys())).keys()
    except NotReadable:
        return False


def read_table(data: bytes) -> Reading:
    """Read a CSV or .xlsx with a column of topics. Raises NotReadable."""
    book = open_book(data)
    tab, heading_row = likely_table(book, _known().keys())
    columns = _columns(book, tab, heading_row)
    reading = Reading()
    for line in rows_below(book, tab, heading_row):
        _read_line(reading, line, columns)
    return reading


@cache
def _known() -> dict[str, str]:
    return {word: column for column, words in WORDS.items() for word in words}


def _columns(book: Book, tab: int, heading_row: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in headings_of(book, tab, heading_row).items():
        if column := _known().get(folded(heading)):
            found.setdefault(column, place)
    return found


def _read_line(reading: Reading, line: Line, columns: Mapping[str, int]) -> None:
    said = {
        name: as_text(line.cells[place]) if place < len(line.cells) else ""
        for name, place in columns.items()
    }
    where = f"row {line.number}"
    topic, who = _topics().get(folded(said["topic"])), _groups().get(folded(said.get("who", "")))
    value = amount(_plain(said["estimate"]))
    margin = _plain(said.get("margin", ""))
    is_controlled = margin.lower() in _CONTROLLED
    if topic is None:
        reading.refuse(where, _UNKNOWN_TOPIC)
    elif who is None:
        reading.refuse(where, _UNKNOWN_WHO)
    elif value is None:
        reading.refuse(where, NOT_A_NUMBER)
    elif margin and not is_controlled and amount(margin) is None:
        reading.refuse(where, _NOT_A_MARGIN)
    else:
        path = [part.strip() for part in said.get("row", "").replace("!!", ">").split(">")]
        kept = [part for part in path if part and folded(part) != "total"]
        reading.characteristics.append(
            ReadCharacteristic(
                where=where,
                place=said.get("area", ""),
                topic=topic,
                who=who or _who_of(topic),
                code=code_of(kept),
                label=kept[-1][:120] if kept else "",
                value=value,
                margin=None if is_controlled else amount(margin),
                is_controlled=is_controlled,
                position=min(line.number, 32_000),
            )
        )


def _who_of(topic: str) -> str:
    """Where people from other countries were born says of whom it is by itself."""
    is_of_born_abroad = topic == Characteristic.Topic.BIRTHPLACE
    return Characteristic.Who.FOREIGN_BORN if is_of_born_abroad else Characteristic.Who.EVERYBODY


def _plain(number: str) -> str:
    plain = "".join(number.split()).replace(",", "").replace("\u202f", "")
    return plain.lstrip("±").removeprefix("+/-").removeprefix("$")


@cache
def _topics() -> dict[str, str]:
    """A topic by its code or its English name."""
    with override("en"):
        named = {folded(str(one.label)): one.value for one in Characteristic.Topic}
    return named | {folded(one.value): one.value for one in Characteristic.Topic}


@cache
def _groups() -> dict[str, str]:
    with override("en"):
        named = {folded(str(one.label)): one.value for one in Characteristic.Who}
    return named | {folded(one.value): one.value for one in Characteristic.Who} | {"all": ""}
