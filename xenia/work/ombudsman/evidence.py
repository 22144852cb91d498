"""Pictures and papers somebody sends: what is taken, and how each becomes a picture that holds nothing but itself.

    for picture in drawn_anew(data): ...         # JPEG, at most LONGEST_SIDE; raises NotTaken
    covered(picture, boxes)                      # a copy with black boxes

Why a process of its own, and these two libraries: ADR 0042.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 10 * MEGABYTE
MOST_FILES: Final = 5
# From one side, of one complaint: pages count each.
MOST_PICTURES: Final = 30
MOST_PAGES: Final = 10
LONGEST_SIDE: Final = 2000
# The name of the field in every form that takes them: what comes under it touches no disk.
PICTURES: Final = "pictures"
TAKEN: Final = "image/jpeg,image/png,image/webp,application/pdf"
WAIT_SECONDS: Final = 30
ALONE: Final = Path(__file__).with_name("drawing.py")
REFUSED: Final = 3
# Left, top, right, bottom, in percent of the picture.
Box = tuple[float, float, float, float]


class NotTaken(Exception):
    """What was sent cannot be taken. why: "wrong_kind", "unreadable", "too_large", "too_many_pages", "locked"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def looks_like_one(data: bytes) -> bool:
    """Whether the first bytes are those of a kind we take. Quick; `drawn_anew` looks closer."""
    begins = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-")
    return data.startswith(begins) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def drawn_anew(data: bytes) -> list[bytes]:
    """A picture, or each page of a paper, drawn anew: no place, no camera, no name of an author, nothing hidden.

    Takes a tenth of a second to a few seconds, in a process of its own. Raises NotTaken.
    """
    if len(data) > MOST_BYTES:
        raise NotTaken("too_large")
    if not looks_like_one(data):
        raise NotTaken("wrong_kind")
    return list(_parted(_alone(data, "draw")))


def covered(picture: bytes, boxes: Iterable[Box]) -> bytes:
    """A copy of a picture of ours with boxes painted black: what lay beneath is not in it any more. Raises NotTaken."""
    (made,) = _parted(_alone(picture, "cover", json.dumps(list(boxes))))
    return made


def _alone(data: bytes, *said: str) -> bytes:
    """Let `drawing.py` do it, without our environment. Whatever becomes of it, we go on."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(ALONE), *said],
            input=data,
            capture_output=True,
            check=False,
            timeout=WAIT_SECONDS,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired:
        raise NotTaken("too_large") from None
    if done.returncode == REFUSED:
        raise NotTaken(done.stderr.rsplit(b"\n", 1)[-1].decode())
    if done.returncode < 0:  # out of time, or it fell over
        raise NotTaken("too_large")
    if done.returncode:
        raise NotTaken("unreadable")
    return done.stdout


def _parted(said: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(said):
        length = int.from_bytes(said[place : place + 4], "big")
        yield said[place + 4 : place + 4 + length]
        place += 4 + length
