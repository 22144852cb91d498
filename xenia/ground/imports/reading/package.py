"""What is inside an .xlsx, looked through before anything is unpacked into memory."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext_noop

from xenia.ground.imports.reading.limits import (
    LARGEST_SIDE_PART,
    MOST_MERGED,
    MOST_PARTS,
    MOST_SIDE_TAGS,
    MOST_TAGS,
    MOST_TAGS_IN_A_ROW,
    MOST_TEXT_TAGS,
    MOST_UNPACKED,
)
from xenia.ground.imports.sentences import NotReadable

DAMAGED: Final = gettext_noop("This file is damaged. Open it, save it again, and bring that file.")
TOO_LARGE: Final = gettext_noop(
    "This file unpacks to more than we can read. Save only the table you need, as CSV."
)
_CHUNK: Final = 1 << 18
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)")
# A tag that two chunks share is found in the next one; none we look for is longer.
_SHARED: Final = 200


@dataclass(slots=True)
class Package:
    """What an .xlsx holds that may be opened. merged: the merged ranges by part, such as "A1:C1"."""

    merged: dict[str, set[str]] = field(default_factory=dict)


def open_package(data: bytes) -> Package:
    """Look through a zip. Raises NotReadable for what is no .xlsx, has macros or a password, or is a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        _refuse_what_is_none([part.filename for part in parts])
        _refuse_bombs(parts)
        package = Package()
        # Whatever their names: a book may call any part its texts.
        for part in parts:
            package.merged[part.filename] = _looked_through(archive, part)
    except NotReadable:
        raise
    # A broken zip ends in any of a dozen exceptions of the standard library.
    except Exception:  # noqa: BLE001
        raise NotReadable(DAMAGED) from None
    return package


def _refuse_what_is_none(names: list[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotReadable(
            gettext_noop("This file has macros. Save it as .xlsx, without macros, and bring that.")
        )
    if any(name.startswith("Index/") or name == "content.xml" for name in names):
        raise NotReadable(
            gettext_noop("We do not read OpenDocument or Numbers. Save it as .xlsx or CSV.")
        )
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise NotReadable(gettext_noop("This is no spreadsheet. Bring an .xlsx or a CSV file."))


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    """The sizes a zip states are the most that is ever unpacked: reading stops there."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotReadable(TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise NotReadable(
            gettext_noop("This file has a password. Save it without one, and bring that file.")
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _most_tags(part) == MOST_SIDE_TAGS:
            _refuse_above(part.file_size, LARGEST_SIDE_PART)


def _most_tags(part: zipfile.ZipInfo) -> int:
    """How many tags a part may have: a tab, the texts of all tabs, or what stands around them."""
    if part.filename.startswith("xl/worksheets/"):
        return MOST_TAGS
    return MOST_TEXT_TAGS if "sharedStrings" in part.filename else MOST_SIDE_TAGS


def _refuse_above(found: int, most: int) -> None:
    if found > most:
        raise NotReadable(TOO_LARGE)


def _looked_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> set[str]:
    """The merged ranges of one part, while its tags are counted."""
    most = _most_tags(part)
    most_in_a_row = MOST_TAGS_IN_A_ROW if "sheets/" in part.filename else most
    merged = set[str]()
    tags = in_row = 0
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            tags += chunk.count(b"<")
            _refuse_above(tags, most)
            text = before + chunk
            rows = list(_ROW.finditer(text))
            in_row = (0 if rows else in_row) + text.count(b"<", rows[-1].start() if rows else 0)
            _refuse_above(in_row, most_in_a_row)
            for found in _MERGED.finditer(text):
                merged.add(found[1].decode())
                _refuse_above(len(merged), MOST_MERGED)
            before = text[-_SHARED:]
    return merged
