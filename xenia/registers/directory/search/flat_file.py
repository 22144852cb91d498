"""Flat arrays in one file, mapped into memory: opened in milliseconds, and all processes share its pages.

The file begins with a mark and a checksum over the rest; then a header that names its key and its parts, then the
parts. It is replaced in one step and never written to again, so who has it open goes on reading the old one.
"""

import json
import sys
from array import array
from collections.abc import Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final
from uuid import uuid4
from zlib import crc32

MARK: Final = b"xenflat1"
NUMBER: Final = 8
ALIGNED: Final = 8
# What a part looks like to who reads it, from a file or freshly made.
Parts = Mapping[str, "memoryview[Any]"]
Arrays = Mapping[str, "array[Any]"]


class OtherFile(ValueError):
    """The file is damaged, or was made of something else."""


def as_parts(arrays: Arrays) -> Parts:
    """Arrays as if they had been read from a file."""
    return {name: memoryview(values) for name, values in arrays.items()}


def write_parts(path: Path, key: str, arrays: Arrays) -> None:
    """Put arrays into a file in one step. key: what they were made of."""
    described = {name: (values.typecode, len(values)) for name, values in arrays.items()}
    header = {"key": key, "order": sys.byteorder, "parts": described}
    text = _padded(json.dumps(header).encode())
    body = [len(text).to_bytes(NUMBER, "big"), text]
    body += [_padded(values.tobytes()) for values in arrays.values()]
    making = path.with_name(f"{path.name}.{uuid4().hex}")
    try:
        with making.open("xb") as file:
            file.write(MARK + _checksum(body))
            file.writelines(body)
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)


def read_parts(path: Path, key: str) -> Parts:
    """Map a file. Raises FileNotFoundError, or OtherFile when it is damaged or has another key."""
    with path.open("rb") as file:
        try:
            whole = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
        except ValueError:
            raise OtherFile(f"{path} is empty") from None
    body = whole[len(MARK) + NUMBER :]
    if bytes(whole[: len(MARK) + NUMBER]) != MARK + _checksum([body]):
        raise OtherFile(f"{path} is damaged")
    length = int.from_bytes(body[:NUMBER], "big")
    header = json.loads(bytes(body[NUMBER : NUMBER + length]).rstrip(b"\0"))
    if header["key"] != key or header["order"] != sys.byteorder:
        raise OtherFile(f"{path} was made of something else")
    return dict(_cut(body[NUMBER + length :], header["parts"]))


def _cut(body: "memoryview[int]", described: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    at = 0
    for name, (typecode, count) in described.items():
        size = count * array(typecode).itemsize
        yield name, body[at : at + size].cast(typecode)
        at += size + -size % ALIGNED


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % ALIGNED)


def _checksum(body: "list[Any]") -> bytes:
    checksum = 0
    for each in body:
        checksum = crc32(each, checksum)
    return checksum.to_bytes(NUMBER, "big")
