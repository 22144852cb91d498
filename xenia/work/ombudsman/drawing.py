"""Draws what was sent anew, so that only what the eye sees stays. Runs alone, in a process of its own.

    python -I drawing.py draw  < what was sent         > pictures, each with its length before it
    python -I drawing.py cover BOXES < one of our own  > the same picture, boxes painted black

It gets no environment and no secrets. Once what was sent is read and before any of it is looked at, it gives up the right
to open anything: no file, no connection. It may use so much time and memory. What harms a reader of pictures or papers
harms this process alone. A trouble is its last word on the error stream, and 3 its end.
`evidence.py` starts it; it imports nothing of the house.
"""

import io
import json
import re
import resource
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

from PIL import Image, ImageDraw, ImageOps

LONGEST_SIDE: Final = 2000
MOST_PAGES: Final = 10
# Telephones of today take up to 50 million; a JPEG is drawn smaller while it is read, the others are not.
MOST_PIXELS: Final = {"JPEG": 64_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
# A picture that builds up line by line has ten to twenty; a bomb has thousands.
MOST_SCANS: Final = 60
# Tried in turn until the picture is small enough; the last one stands.
QUALITIES: Final = (82, 65, 50)
MOST_BYTES_DRAWN: Final = 900_000
MEMORY: Final = 1 << 30
SECONDS: Final = 15
POINTS_OF_A_PAGE: Final = 14_400  # Source: ISO 32000-1, annex C.2: the largest page, in points

# What stands at the beginning of a kind of file. Its name and what the browser calls it say nothing.
KINDS: Final = {
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "WEBP": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "PDF": re.compile(rb"%PDF-\d"),
}
TROUBLES: Final = ("wrong_kind", "unreadable", "too_large", "too_many_pages", "locked")
# In a JPEG: a marker that is neither a stuffed 0xFF nor a restart.
MARKER: Final = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
Box = tuple[float, float, float, float]


class Trouble(Exception):
    """What was sent cannot be drawn; its one argument is one of TROUBLES."""


def kind_of(data: bytes) -> str:
    """JPEG, PNG, WEBP or PDF, by its first bytes. Raises Trouble."""
    for kind, begins in KINDS.items():
        if begins.match(data):
            return kind
    raise Trouble("wrong_kind")


def drawn(data: bytes) -> Iterator[bytes]:
    """A picture drawn anew, or each page of a paper, as JPEG without a word beside it. Raises Trouble."""
    kind = kind_of(data)
    try:
        if kind == "PDF":
            yield from (as_jpeg(page) for page in pages(data))
        else:
            yield as_jpeg(upright(data, kind))
    except Trouble:
        raise
    except (MemoryError, Image.DecompressionBombError):
        raise Trouble("too_large") from None
    except Exception as error:  # readers of hostile files fail in every way there is
        raise Trouble("unreadable") from error


def upright(data: bytes, kind: str) -> Image.Image:
    """The first picture of a file, turned as the camera was held, no larger than we keep."""
    if kind == "JPEG":
        data = one_jpeg(data)
    picture: Any = Image.open(io.BytesIO(data), formats=(kind,))
    if picture.width * picture.height > MOST_PIXELS[kind]:
        raise Trouble("too_large")
    turn = orientation(picture)
    # libjpeg halves while it reads: 50 million pixels never lie in memory.
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    made = shrunk(on_white(picture))
    return made.transpose(turn) if turn is not None else made


def one_jpeg(data: bytes) -> bytes:
    """The first picture alone, without what hangs behind it. Raises Trouble for one that never ends or is a bomb."""
    place, scans = 2, 0
    while marker := MARKER.search(data, place):
        code, place = marker.group(1)[0], marker.end()
        if code == 0xD9:
            return data[:place]
        scans += code == 0xDA
        if scans > MOST_SCANS:
            raise Trouble("too_large")
        if code not in {0x01, 0xD8}:
            place += int.from_bytes(data[place : place + 2], "big")
    raise Trouble("unreadable")


def orientation(picture: Image.Image) -> Image.Transpose | None:
    """How the camera was held. Source: EXIF 2.32, tag 0x0112."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    try:
        return turns.get(picture.getexif().get(0x0112, 1))
    except Exception:  # noqa: BLE001  # what a camera wrote beside the picture need not be well made
        return None


def on_white(picture: Any) -> Any:
    """In plain colors, on white paper where it is clear. Sixteen shades of gray become eight, not white."""
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def shrunk(picture: Image.Image) -> Image.Image:
    """At most LONGEST_SIDE pixels high and wide."""
    if max(picture.size) <= LONGEST_SIDE:
        return picture
    return ImageOps.contain(picture, (LONGEST_SIDE, LONGEST_SIDE))


def pages(data: bytes) -> Iterator[Image.Image]:
    """Each page as one sees it, with what was filled in. No script runs and nothing attached is opened."""
    import pypdfium2

    try:
        paper = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Trouble("locked" if locked else "unreadable") from None
    if len(paper) > MOST_PAGES:
        raise Trouble("too_many_pages")
    if not len(paper):
        raise Trouble("unreadable")
    paper.init_forms()
    for number in range(len(paper)):
        page = paper[number]
        wide, high = page.get_size()
        if not (0 < wide <= POINTS_OF_A_PAGE and 0 < high <= POINTS_OF_A_PAGE):
            raise Trouble("unreadable")
        picture = page.render(scale=LONGEST_SIDE / max(wide, high), rev_byteorder=True).to_pil()
        yield shrunk(on_white(picture))


def covered(data: bytes, boxes: list[Box]) -> bytes:
    """A picture of ours with boxes painted black. boxes: left, top, right, bottom in percent of the picture."""
    picture: Image.Image = Image.open(io.BytesIO(data), formats=("JPEG",)).convert("RGB")
    brush = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        # Outwards to whole blocks of the format, so that no rim of what lay beneath is left.
        begins = [
            int(part * side / 100) // 16 * 16
            for part, side in zip((left, top), picture.size, strict=True)
        ]
        ends = [
            -(-int(part * side / 100 + 1) // 16) * 16 - 1
            for part, side in zip((right, bottom), picture.size, strict=True)
        ]
        brush.rectangle([*begins, *ends], fill="black")
    return as_jpeg(picture)


def as_jpeg(picture: Image.Image) -> bytes:
    """A JPEG that holds the picture and nothing else."""
    picture.info.clear()
    made = b""
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        made = out.getvalue()
        if len(made) <= MOST_BYTES_DRAWN:
            break
    return made


def ready_for(data: bytes) -> None:
    """Load what this kind of file needs, while files can still be opened."""
    if KINDS["PDF"].match(data):
        import pypdfium2  # noqa: F401
    for name in ("Jpeg", "Mpo", "Png", "Tiff", "WebP"):
        import_module(f"PIL.{name}ImagePlugin")
    Image.preinit()


def confined() -> None:
    """From here on: little memory, little time, and nothing new is opened, neither a file nor a way out."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 0,
    }
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))


def main(act: str, boxes: str = "[]") -> int:
    """Read from standard input, write to standard output."""
    data = sys.stdin.buffer.read()
    ready_for(data)
    confined()
    try:
        made = [covered(data, json.loads(boxes))] if act == "cover" else list(drawn(data))
    except Trouble as trouble:
        sys.stderr.write(f"\n{trouble.args[0]}")
        return 3
    for one in made:
        sys.stdout.buffer.write(len(one).to_bytes(4, "big") + one)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
