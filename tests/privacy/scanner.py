"""Looks for planted words in raw bytes, however they are written there.

UTF-8 and UTF-16, base64 at every offset, hex, JSON and percent escapes, and all of that again inside gzip, zlib and zip.
"""

import base64
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DEEPEST = 3  # a zip in a gzip in a zip
SHORTEST_BASE64 = 8
GZIP, ZIP = b"\x1f\x8b\x08", b"PK\x03\x04"
ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
LARGEST_INSIDE = 64_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A planted word, where it was, and how it was written."""

    word: str
    place: str
    written: str


def ways_to_write(word: str) -> dict[bytes, str]:
    """Every way a word may lie in a file: {bytes: which way}."""
    plain = word.encode()
    ways = {
        plain: "UTF-8",
        word.encode("utf-16-le"): "UTF-16, little end first",
        word.encode("utf-16-be"): "UTF-16, big end first",
        plain.hex().encode(): "hex",
        plain.hex().upper().encode(): "hex",
        json.dumps(word)[1:-1].encode(): "JSON escapes",
        quote(word).encode(): "percent escapes",
        word.casefold().encode(): "UTF-8, small letters",
    }
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + plain)
        # The first and last letters depend on the neighbours.
        middle = encoded[(0, 2, 3)[shift] : len(encoded) // 4 * 4 - 4]
        if len(middle) >= SHORTEST_BASE64:
            ways[middle] = "base64"
            ways[middle.replace(b"+", b"-").replace(b"/", b"_")] = "base64 for addresses"
    return ways


class Scanner:
    """Looks for some words in many places."""

    def __init__(self, words: Iterable[str]) -> None:
        self._ways = {
            way: (word, name) for word in words for way, name in ways_to_write(word).items()
        }

    def in_folder(self, folder: Path) -> Iterator[Found]:
        """Every word in every file of a folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield from self.in_bytes(path.read_bytes(), str(path.relative_to(folder)))

    def in_bytes(self, data: bytes, place: str, depth: int = 0) -> Iterator[Found]:
        """Every word in some bytes, and in what is packed inside them."""
        for way, (word, name) in self._ways.items():
            if way in data:
                yield Found(word, place, name)
        if depth < DEEPEST:
            for inside, how in unpacked(data):
                yield from self.in_bytes(inside, f"{place} > {how}", depth + 1)


def unpacked(data: bytes) -> Iterator[tuple[bytes, str]]:
    """What is packed inside some bytes, wherever it begins."""
    for start in _starts(data, GZIP):
        if inside := _inflated(data[start:], 31):
            yield inside, f"gzip at {start}"
    for head in ZLIB:
        for start in _starts(data, head):
            inside = _inflated(data[start:], 15)
            if len(inside) > len(head):
                yield inside, f"zlib at {start}"
    if ZIP in data:
        yield from _members(data[data.index(ZIP) :])


def _starts(data: bytes, head: bytes) -> Iterator[int]:
    at = data.find(head)
    while at >= 0:
        yield at
        at = data.find(head, at + 1)


def _inflated(data: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(data, LARGEST_INSIDE)
    except zlib.error:
        return b""


def _members(data: bytes) -> Iterator[tuple[bytes, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield packed.read(name), f"zip: {name}"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
        return


def packed_in_every_way(word: str) -> dict[str, bytes]:
    """One example of each way, to see that the scanner finds it."""
    noise = b"\x00\x17noise"
    ways = {
        f"{name} {number}": noise + way + noise
        for number, (way, name) in enumerate(ways_to_write(word).items())
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("sheet.xml", f"<v>{word}</v>")
    plain = word.encode()
    return ways | {
        "gzip": noise + gzip.compress(plain),
        "zlib": noise + zlib.compress(plain * 3),
        "zip": archive.getvalue(),
        "zip in gzip": gzip.compress(archive.getvalue()),
        "base64 of the whole": base64.b64encode(b"x" + plain + b"yz"),
    }
