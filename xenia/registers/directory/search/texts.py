"""Many short texts in flat arrays, each with a number, found by its checksum: a few microseconds, and no objects."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any
from zlib import crc32

from xenia.registers.directory.search.flat_file import Parts


class Texts:
    """The texts kept under a name among the parts of a file."""

    def __init__(self, parts: Parts, name: str) -> None:
        self._checksums = parts[f"{name} checksums"]
        self._starts = parts[f"{name} starts"]
        self._letters = parts[f"{name} letters"]

    def __len__(self) -> int:
        return len(self._checksums)

    def __getitem__(self, number: int) -> str:
        return str(self._letters[self._starts[number] : self._starts[number + 1]], "utf-8")

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def find(self, text: str) -> int | None:
        """The number of a text; None when it is not among them."""
        letters = text.encode()
        for number in places_of(crc32(letters), self._checksums):
            if self._letters[self._starts[number] : self._starts[number + 1]] == letters:
                return number
        return None


def places_of(value: int, ordered: "memoryview[int]") -> range:
    """Where a value stands in ordered values."""
    first = after = bisect_left(ordered, value)
    while after < len(ordered) and ordered[after] == value:
        after += 1
    return range(first, after)


def numbered(texts: Iterable[str]) -> dict[str, int]:
    """Each text, once, with the number it has when kept."""
    ordered = sorted(set(texts), key=lambda text: (crc32(text.encode()), text))
    return {text: number for number, text in enumerate(ordered)}


def texts_kept(name: str, numbers: Mapping[str, int]) -> "dict[str, array[Any]]":
    """The parts that keep numbered texts under a name."""
    letters = [text.encode() for text in numbers]
    return {
        f"{name} checksums": array("I", map(crc32, letters)),
        f"{name} starts": array("I", accumulate(map(len, letters), initial=0)),
        f"{name} letters": array("B", b"".join(letters)),
    }
