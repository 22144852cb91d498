"""What somebody sends becomes a picture that holds nothing but itself; what would harm us is refused in time."""

import io
import subprocess
import sys
import time
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from xenia.work.ombudsman import drawing, evidence
from xenia.work.ombudsman.evidence import LONGEST_SIDE, NotTaken, covered, drawn_anew
from xenia.work.ombudsman.tests import papers
from xenia.work.ombudsman.tests.papers import SECRET, a_paper, a_picture, from_a_telephone, written

RED, BLUE, WHITE, BLACK = (254, 0, 0), (0, 0, 254), (255, 255, 255), (0, 0, 0)
# In a JPEG: application data (but the plain head), and comments.
BESIDE = [bytes([0xFF, code]) for code in (*range(0xE1, 0xF0), 0xFE)]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def color_at(data: bytes, left: float, top: float) -> tuple[int, ...]:
    """The color so far from the left and the top, each from 0 to 1."""
    picture = opened(data).convert("RGB")
    found: Any = picture.getpixel((int(left * picture.width), int(top * picture.height)))
    return tuple(found)


def is_near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(found, wanted, strict=True))


def one_of(data: bytes) -> bytes:
    (made,) = drawn_anew(data)
    return made


def holds_nothing_but_itself(made: bytes) -> bool:
    """A JPEG with a plain head, one picture, and nothing beside or behind it."""
    picture = opened(made)
    head = made[: made.index(b"\xff\xda")]
    return (
        picture.format == "JPEG"
        and not picture.getexif()
        and not {"icc_profile", "comment", "exif", "xmp", "photoshop"} & set(picture.info)
        and not any(marker in head for marker in BESIDE)
        and made.endswith(b"\xff\xd9")
        and SECRET not in made
        and max(picture.size) <= LONGEST_SIDE
    )


def made_or_refused(data: bytes, *reasons: str) -> list[bytes]:
    """Clean pictures, or none for one of these reasons."""
    try:
        made = drawn_anew(data)
    except NotTaken as not_taken:
        made, why = [], not_taken.why
    else:
        why = ""
    assert why in {"", *reasons}
    assert all(map(holds_nothing_but_itself, made))
    return made


def refused(data: bytes) -> str:
    with pytest.raises(NotTaken) as not_taken:
        drawn_anew(data)
    return not_taken.value.why


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew(kind: str) -> None:
    made = one_of(written(a_picture(), kind))
    assert holds_nothing_but_itself(made)
    assert opened(made).size == (320, 200)
    assert is_near(color_at(made, 0.25, 0.8), RED)
    assert is_near(color_at(made, 0.75, 0.8), BLUE)


def test_where_and_by_whom_a_picture_was_taken_is_gone() -> None:
    sent = from_a_telephone()
    assert opened(sent).getexif().get_ifd(0x8825), "the picture says where it was taken"
    assert sent.count(SECRET) >= 3
    assert holds_nothing_but_itself(one_of(sent))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_say_nothing_either(kind: str) -> None:
    said = {"exif": papers.where_and_who(), "icc_profile": b"\0" * 128 + SECRET}
    made = one_of(written(a_picture(), kind, **said))
    assert holds_nothing_but_itself(made)


@pytest.mark.parametrize(
    ("held", "spot"),
    [
        (1, (0.05, 0.05)),
        (2, (0.95, 0.05)),
        (3, (0.95, 0.95)),
        (4, (0.05, 0.95)),
        (5, (0.05, 0.05)),
        (6, (0.95, 0.05)),
        (7, (0.95, 0.95)),
        (8, (0.05, 0.95)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_upright_before_its_turn_is_forgotten(
    held: int, spot: tuple[float, float], kind: str
) -> None:
    said = Image.Exif()
    said[0x0112] = held
    made = one_of(written(a_picture(), kind, exif=said))
    assert opened(made).size == ((200, 320) if held > 4 else (320, 200))
    assert is_near(color_at(made, *spot), WHITE)
    others = {(x, y) for x in (0.05, 0.95) for y in (0.05, 0.95)} - {spot}
    assert not any(is_near(color_at(made, *other), WHITE) for other in others)


def test_a_large_picture_becomes_smaller_and_keeps_its_shape() -> None:
    for kind in ("JPEG", "PNG"):
        made = one_of(written(a_picture((4000, 3000)), kind))
        assert opened(made).size == (2000, 1500)


def test_a_turned_large_picture_too() -> None:
    assert opened(one_of(from_a_telephone((4000, 3000)))).size == (1500, 2000)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "I;16"])
def test_every_way_to_write_colors_is_read(mode: str) -> None:
    if mode == "I;16":
        sixteen = a_picture(mode="L").convert("I").point(lambda shade: shade * 257)
        sent = written(sixteen.convert(mode), "PNG")
    elif mode == "PA":
        picture = a_picture(mode="P")
        sent = written(picture, "PNG", transparency=picture.getpixel((0, 0)))
    else:
        sent = written(a_picture(mode=mode), "PNG")
    made = one_of(sent)
    assert holds_nothing_but_itself(made)
    shades = [sum(color_at(made, at, 0.8)) for at in (0.25, 0.75)]
    assert shades != [765, 765], "not all white"


def test_a_cmyk_jpeg_keeps_its_colors() -> None:
    made = one_of(written(a_picture(mode="CMYK")))
    assert holds_nothing_but_itself(made)
    assert is_near(color_at(made, 0.25, 0.8), RED)


def test_what_is_clear_becomes_white_paper_and_hides_nothing() -> None:
    clear = a_picture(mode="RGBA")
    clear.putalpha(0)
    made = one_of(written(clear, "PNG"))
    assert opened(made).getextrema() == ((255, 255),) * 3, "what lay beneath is gone"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_stays(kind: str) -> None:
    frames = [Image.new("RGB", (64, 64), color) for color in ("red", "blue", "green")]
    sent = written(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert opened(sent).n_frames == 3  # type: ignore[attr-defined]
    made = one_of(sent)
    assert holds_nothing_but_itself(made)
    assert is_near(color_at(made, 0.5, 0.5), RED)


def test_a_second_picture_in_a_jpeg_is_gone() -> None:
    frames = [Image.new("RGB", (64, 64), color) for color in ("red", "blue")]
    sent = written(frames[0], "MPO", save_all=True, append_images=frames[1:])
    made = one_of(sent)
    assert holds_nothing_but_itself(made)
    assert is_near(color_at(made, 0.5, 0.5), RED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_is_an_archive_too_loses_the_archive(kind: str) -> None:
    sent = papers.with_a_zip_behind(written(a_picture(), kind))
    assert zipfile.is_zipfile(io.BytesIO(sent))
    made = one_of(sent)
    assert holds_nothing_but_itself(made)
    assert not zipfile.is_zipfile(io.BytesIO(made))


def test_a_film_behind_a_photograph_is_gone_and_does_not_disturb() -> None:
    film = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 4_000 + b"\xff\xda" * 500 + SECRET
    assert holds_nothing_but_itself(one_of(written(a_picture()) + film))


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GIF89a" + b"\0" * 100,
        b"II*\0" + b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"\0\0\0\x18ftypheic" + b"\0" * 100,
        b"PK\x03\x04" + b"\0" * 100,
        b"MZ" + b"\0" * 100,
        b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file",
        b"#!/bin/sh\n",
        b"RIFF\0\0\0\0WAVE",
        b" " + b"%PDF-1.7",
    ],
)
def test_other_kinds_are_not_taken_whatever_they_are_called(sent: bytes) -> None:
    assert refused(sent) == "wrong_kind"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "PDF"])
@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9, 0.995])
def test_half_a_file_is_refused_with_a_reason(kind: str, part: float) -> None:
    whole = a_paper() if kind == "PDF" else written(a_picture((1200, 900)), kind)
    half = whole[: int(len(whole) * part)]
    made = made_or_refused(half, "unreadable", "wrong_kind")
    assert not made or kind == "PDF", (
        "of a paper whose list of contents is lost the pieces are read"
    )


@pytest.mark.parametrize(
    "bomb",
    [
        papers.png_bomb,
        lambda: papers.jpeg_that_says_it_is(65_000, 65_000),
        papers.jpeg_of_thousands_of_scans,
        lambda: papers.a_paper(11),
    ],
)
def test_a_bomb_is_refused_at_once(bomb: Any) -> None:
    sent = bomb()
    begins = time.monotonic()
    assert refused(sent) in {"too_large", "too_many_pages"}
    assert time.monotonic() - begins < 5


def test_a_swollen_profile_does_no_harm() -> None:
    made_or_refused(papers.png_with_a_swollen_profile(), "too_large", "unreadable")


def test_a_webp_of_the_largest_size_it_can_say_is_refused() -> None:
    small = bytearray(written(a_picture(mode="RGBA"), "WEBP", exif=papers.where_and_who()))
    assert small[12:16] == b"VP8X"
    small[24:30] = (16_382).to_bytes(3, "little") * 2
    assert refused(bytes(small)) in {"too_large", "unreadable"}


def test_more_than_ten_megabytes_are_not_even_looked_at() -> None:
    assert refused(b"\xff\xd8\xff" + b"\0" * evidence.MOST_BYTES) == "too_large"


def test_each_page_of_a_paper_becomes_a_picture() -> None:
    made = drawn_anew(a_paper(3))
    assert len(made) == 3
    for one in made:
        assert holds_nothing_but_itself(one)
        assert opened(one).size == (1546, 2000)
        assert is_near(color_at(one, 0.25, 0.5), RED)
        assert is_near(color_at(one, 0.75, 0.5), WHITE)


def test_a_paper_with_a_script_is_only_looked_at() -> None:
    begins = time.monotonic()
    made = one_of(papers.paper_with_a_script_and_a_file())
    assert time.monotonic() - begins < 5
    assert holds_nothing_but_itself(made)
    assert is_near(color_at(made, 0.25, 0.5), RED)


def test_what_was_filled_in_is_seen() -> None:
    made = opened(one_of(papers.paper_that_was_filled_in())).convert("L")
    high = made.height / 792
    box = made.crop((0, int(190 * high), made.width, int(294 * high)))
    assert box.getextrema()[0] < 80, "letters, in ink"  # type: ignore[operator]


def test_who_wrote_a_paper_is_gone() -> None:
    sent = a_paper()
    assert SECRET in sent
    assert holds_nothing_but_itself(one_of(sent))


@pytest.mark.parametrize(
    "sent",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\xff\xd8\xff" * 400,
        a_paper(0),
    ],
)
def test_a_paper_without_a_page_is_not_taken(sent: bytes) -> None:
    assert refused(sent) == "unreadable"


@pytest.mark.parametrize("size", [(14_000, 14_000), (14_000, 3), (1, 1)])
def test_a_paper_of_an_odd_size_is_drawn_no_larger_than_any(size: tuple[float, float]) -> None:
    assert max(opened(one_of(a_paper(size=size))).size) == LONGEST_SIDE


def test_a_paper_that_draws_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "WAIT_SECONDS", 4)
    begins = time.monotonic()
    assert refused(papers.paper_that_draws_without_end()) == "too_large"
    assert time.monotonic() - begins < 8


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/passwd')",
        "open('/tmp/left', 'w')",
        "__import__('socket').socket()",
        "__import__('os').popen('true')",
        "bytearray(2 << 30)",
        "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30)) if __import__('os').getuid() else 1 / 0",
    ],
)
def test_the_process_that_draws_opens_nothing_and_grows_no_further(attempt: str) -> None:
    program = f"""
import socket, sys
sys.path.insert(0, {str(evidence.ALONE.parent)!r})
import drawing, os, resource
assert not os.environ.get("PATH")
drawing.ready_for(b"%PDF-1.7")
drawing.confined()
try:
    {attempt}
except (OSError, MemoryError, ValueError, ZeroDivisionError):
    os._exit(7)
"""
    done = subprocess.run([sys.executable, "-I", "-c", program], env={}, check=False)
    assert done.returncode == 7


def test_both_files_name_the_same_limits() -> None:
    assert (drawing.LONGEST_SIDE, drawing.MOST_PAGES) == (
        evidence.LONGEST_SIDE,
        evidence.MOST_PAGES,
    )


def test_even_a_picture_of_noise_stays_small() -> None:
    noise = Image.effect_noise((2400, 2400), 120).convert("RGB")
    assert len(one_of(written(noise, quality=90))) < 3_000_000


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    holes=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=40)), max_size=6),
)
def test_a_broken_file_gives_a_clean_picture_or_a_reason(
    kind: str, holes: list[tuple[float, bytes]]
) -> None:
    sent = bytearray(BROKEN[kind])
    for part, data in holes:
        place = int(part * len(sent))
        sent[place : place + len(data)] = data
    try:
        made = list(drawing.drawn(bytes(sent)))
    except drawing.Trouble as trouble:
        made, why = [], trouble.args[0]
    else:
        why = ""
    assert why in {"", *drawing.TROUBLES}
    assert all(map(holds_nothing_but_itself, made))


BROKEN = {kind: written(a_picture((90, 60)), kind) for kind in ("JPEG", "PNG", "WEBP")}


def test_a_covered_part_is_black_and_nothing_of_it_is_left() -> None:
    sent = one_of(written(a_picture((800, 600))))
    made = covered(sent, [(10, 10, 30, 40), (60, 0, 100, 25)])
    assert holds_nothing_but_itself(made)
    assert opened(made).size == (800, 600)
    for at in [(0.11, 0.11), (0.29, 0.39), (0.61, 0.01), (0.99, 0.24)]:
        assert is_near(color_at(made, *at), BLACK)
    assert is_near(color_at(made, 0.25, 0.8), RED)
    assert is_near(color_at(made, 0.75, 0.8), BLUE)


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.floats(0, 100)] * 4))
def test_whatever_lies_in_a_box_is_covered_to_its_rim(sides: tuple[float, ...]) -> None:
    left, right = sorted((sides[0], sides[2]))
    top, bottom = sorted((sides[1], sides[3]))
    white = written(Image.new("RGB", (160, 96), "white"))
    picture = opened(drawing.covered(white, [(left, top, right, bottom)])).convert("L")
    box = tuple(
        min(int(part * side / 100), side - 1)
        for part, side in zip((left, top, right, bottom), (160, 96) * 2, strict=True)
    )
    inside = picture.crop((box[0], box[1], box[2] + 1, box[3] + 1))
    assert inside.getextrema()[1] < 24  # type: ignore[operator]
