"""The file of facts beside an index: a header that says where each part stands, then the parts."""

import json
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

FILE: Final = "facts.bin"
# Raise it when parts change their meaning: an index with another number is rebuilt, never read.
FORMAT: Final = 2
HEADER_LENGTH: Final = 8


class OtherFormat(ValueError):
    """The file was written by another version of Xenia: the index must be rebuilt."""


def _unsigned() -> "array[int]":
    return array("I")


def _days() -> "array[int]":
    return array("H")


def _degrees() -> "array[float]":
    return array("d")


@dataclass(slots=True)
class FactsFile:
    """Everything in the file. Arrays go by row, except by_name (rows in the order of names) and the points.

    bits: each facet's services. titles: what services are sorted by. week_of: which of `weeks` a row has, a week
    being 672 bits. dated: other schedules, by row. assured: days since FIRST_DAY.
    """

    ids: bytes = b""
    bits: dict[str, int] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    by_name: "array[int]" = field(default_factory=_unsigned)
    assured: "array[int]" = field(default_factory=_days)
    week_of: "array[int]" = field(default_factory=_unsigned)
    weeks: list[int] = field(default_factory=list)
    dated: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    point_rows: "array[int]" = field(default_factory=_unsigned)
    latitudes: "array[float]" = field(default_factory=_degrees)
    longitudes: "array[float]" = field(default_factory=_degrees)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the file beside an index. Raises FileNotFoundError, or OtherFormat."""
        with (folder / FILE).open("rb") as file:
            header = json.loads(file.read(int.from_bytes(file.read(HEADER_LENGTH), "big")))
            if header.get("format") != FORMAT:
                raise OtherFormat(f"facts of format {header.get('format')}: expected {FORMAT}")
            return cls(
                ids=file.read(header["ids"]),
                bits={facet: _number(file, length) for facet, length in header["bits"].items()},
                by_name=_array(file, _unsigned(), header["by_name"]),
                assured=_array(file, _days(), header["assured"]),
                week_of=_array(file, _unsigned(), header["week_of"]),
                weeks=[_number(file, length) for length in header["weeks"]],
                point_rows=_array(file, _unsigned(), header["point_rows"]),
                latitudes=_array(file, _degrees(), header["latitudes"]),
                longitudes=_array(file, _degrees(), header["longitudes"]),
                titles=file.read(header["titles"]).decode().split("\n")[1:],
                dated={int(row): each for row, each in header["dated"].items()},
            )

    def write(self, folder: Path) -> None:
        """Put the file into a folder."""
        bits = {facet: _bytes(of) for facet, of in self.bits.items()}
        weeks = [_bytes(week) for week in self.weeks]
        arrays: dict[str, Any] = {
            "by_name": self.by_name,
            "assured": self.assured,
            "week_of": self.week_of,
            "point_rows": self.point_rows,
            "latitudes": self.latitudes,
            "longitudes": self.longitudes,
        }
        titles = "".join("\n" + title.replace("\n", " ") for title in self.titles).encode()
        header = {
            "format": FORMAT,
            "ids": len(self.ids),
            "bits": {facet: len(of) for facet, of in bits.items()},
            "weeks": [len(week) for week in weeks],
            **{name: len(values) for name, values in arrays.items()},
            "titles": len(titles),
            "dated": self.dated,
        }
        text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
        parts = [arrays[name].tobytes() for name in ("by_name", "assured", "week_of")]
        points = [arrays[name].tobytes() for name in ("point_rows", "latitudes", "longitudes")]
        with (folder / FILE).open("wb") as file:
            file.write(len(text).to_bytes(HEADER_LENGTH, "big"))
            for part in (text, self.ids, *bits.values(), *parts, *weeks, *points, titles):
                file.write(part)


def _array(file: BinaryIO, empty: Any, count: int) -> Any:
    empty.fromfile(file, count)
    return empty


def _number(file: BinaryIO, length: int) -> int:
    return int.from_bytes(file.read(length), "little")


def _bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "little")
