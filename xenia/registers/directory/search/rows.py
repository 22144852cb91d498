"""Sets of services as bits of one Python integer, bit by row: `&` filters, `bit_count` counts."""

import re
from collections.abc import Iterable
from itertools import compress
from typing import Final

_TO_FLAGS: Final = bytes.maketrans(b"01", b"\0\1")
_SOME: Final = re.compile(rb"[^\0]")
_BITS: Final = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
# Below one row in so many, looking for the next one is faster than passing all.
SPARSE: Final = 32


def rows_of(bits: int) -> list[int]:
    """The rows of a set, in order."""
    if bits.bit_count() * SPARSE > bits.bit_length():
        flags = flags_of(bits)
        return list(compress(range(len(flags)), flags))
    packed = packed_of(bits)
    some = ((8 * found.start(), found.group()[0]) for found in _SOME.finditer(packed))
    return [at + bit for at, byte in some for bit in _BITS[byte]]


def packed_of(bits: int, size: int = 0) -> bytes:
    """Eight rows a byte: `packed[row >> 3] >> (row & 7) & 1` says whether a row is in the set, below `size` at least.

    Twenty times as fast to make as `flags_of`: for a look at some rows of many.
    """
    return bits.to_bytes((max(bits.bit_length(), size) + 7) // 8, "little")


def bits_of(rows: Iterable[int], size: int) -> int:
    """The set of these rows; every row is below `size`."""
    flags = bytearray(b"0") * (size or 1)
    for row in rows:
        flags[row] = 49
    return from_digits(flags)


def from_digits(digits: bytes | bytearray) -> int:
    """The set of the rows where a "1" stands among "0"s."""
    return int(digits[::-1] or b"0", 2)


def flags_of(bits: int, size: int = 0) -> bytes:
    """One byte a row, 0 or 1, up to the last row of the set, or at least `size` rows."""
    return f"{bits:b}"[::-1].encode().translate(_TO_FLAGS).ljust(size, b"\0")
