"""Texts as files that translators work in: XLIFF 2.0 and CSV, out and back in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from . import sheet, xliff
from .rows import MOST_ROWS, ExchangeRow, NotReadable

__all__ = ["FORMATS", "LARGEST", "MOST_ROWS", "ExchangeRow", "Format", "NotReadable", "read_file"]
# Bytes. A language of a large directory is about a fifth of it.
LARGEST = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    ending: str
    content_type: str
    write: Callable[[Iterable[ExchangeRow], str], str]
    read: Callable[[bytes], list[ExchangeRow]]


FORMATS: Mapping[str, Format] = {
    "xliff": Format(".xlf", "application/xliff+xml", xliff.write, xliff.read),
    "csv": Format(".csv", "text/csv; charset=utf-8", sheet.write, sheet.read),
}


def read_file(name: str, content: bytes) -> list[ExchangeRow]:
    """The rows of a file, whose format its name says. Raises NotReadable with a sentence for the person."""
    if len(content) > LARGEST:
        raise NotReadable("too_large")
    ending = name.lower().rpartition(".")[2]
    if ending in ("xlf", "xliff", "xml"):
        return xliff.read(content)
    if ending in ("csv", "txt", "tsv"):
        return sheet.read(content)
    raise NotReadable("unknown_ending")
