"""Sets of services as bits of one Python integer, bit by row: `&` filters, `bit_count` counts."""

from collections.abc import Iterable
from itertools import compress
from typing import Final

_TO_FLAGS: Final = bytes.maketrans(b"01", b"\0\1")
# Below one row in so many, looking for the next one is faster than passing all.
SPARSE: Final = 16


def rows_of(bits: int) -> list[int]:
    """The rows of a set, in order."""
    flags = flags_of(bits)
    if bits.bit_count() * SPARSE > len(flags):
        return list(compress(range(len(flags)), flags))
    rows: list[int] = []
    at = flags.find(1)
    while at >= 0:
        rows.append(at)
        at = flags.find(1, at + 1)
    return rows


def bits_of(rows: Iterable[int], size: int) -> int:
    """The set of these rows; every row is below `size`."""
    flags = bytearray(b"0") * (size or 1)
    for row in rows:
        flags[row] = 49
    return from_digits(flags)


def from_digits(digits: bytes | bytearray) -> int:
    """The set of the rows where a "1" stands among "0"s."""
    return int(digits[::-1], 2)


def flags_of(bits: int, size: int = 0) -> bytes:
    """One byte a row, 0 or 1, up to the last row of the set, or at least `size` rows."""
    return f"{bits:b}"[::-1].encode().translate(_TO_FLAGS).ljust(size, b"\0")
