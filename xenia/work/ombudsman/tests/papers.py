"""Pictures and papers as people, cameras and attackers send them. All of it is made here."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image, ImageDraw

SECRET = b"Amina Warsame, 555-0123, 42 Invented Street"


def a_picture(size: tuple[int, int] = (320, 200), mode: str = "RGB") -> Any:
    """Red at the left, blue at the right, a white spot at the top left."""
    picture = Image.new("RGB", size, "blue")
    brush = ImageDraw.Draw(picture)
    brush.rectangle([0, 0, size[0] // 2, size[1]], fill="red")
    brush.rectangle([0, 0, size[0] // 8, size[1] // 8], fill="white")
    return picture.convert(mode)


def written(picture: Any, kind: str = "JPEG", **said: Any) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **said)
    return out.getvalue()


def where_and_who() -> Any:
    """What a telephone writes beside a picture: where, when, which telephone, whose, held on its side."""
    said = Image.Exif()
    said[0x0112] = 6
    said[0x010F] = "Invented phone"
    said[0x013B] = SECRET.decode()
    said[0x9286] = SECRET.decode()
    said.get_ifd(0x8825).update({1: "N", 2: (42.0, 21.0, 36.0), 3: "W", 4: (71.0, 3.0, 25.0)})
    return said


def from_a_telephone(size: tuple[int, int] = (320, 200)) -> bytes:
    """A photograph with all of that, a small picture of the whole, a comment, and a color profile."""
    return written(
        a_picture(size),
        exif=where_and_who(),
        comment=SECRET,
        icc_profile=b"\0" * 128 + SECRET,
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    """One piece of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(side: int = 50_000) -> bytes:
    """Some thousand bytes that say they are a picture of so many pixels a side."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * (side * 3 + 1) * 20, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def png_with_a_swollen_profile() -> bytes:
    """A small picture whose color profile unpacks to 200 MB."""
    plain = written(a_picture(), "PNG")
    swollen = chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 200_000_000, 9))
    return plain[:33] + swollen + plain[33:]


def jpeg_of_thousands_of_scans() -> bytes:
    """A JPEG that is built up again and again without end."""
    plain = written(a_picture((2000, 2000)), progressive=True)
    begins = plain.rindex(b"\xff\xda")
    return plain[:begins] + plain[begins:-2] * 5_000 + plain[-2:]


def jpeg_that_says_it_is(wide: int, high: int) -> bytes:
    """A small JPEG with another size in its head."""
    plain = bytearray(written(a_picture()))
    place = plain.index(b"\xff\xc0")
    plain[place + 5 : place + 9] = struct.pack(">HH", high, wide)
    return bytes(plain)


def with_a_zip_behind(data: bytes) -> bytes:
    """A file that is a picture at its beginning and an archive at its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("list.txt", SECRET)
    return data + out.getvalue()


def a_paper(
    pages: int = 1,
    *,
    size: tuple[float, float] = (612, 792),
    root: str = "",
    more: tuple[bytes, ...] = (),
    drawing: bytes = b"1 0 0 rg 0 0 306 792 re f",
) -> bytes:
    """A PDF with a red left half on each page. root: more of its catalog; more: objects from number 4 + 2 x pages on."""
    kids = " ".join(f"{3 + number} 0 R" for number in range(pages))
    content = 3 + pages
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{root}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        *(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Contents {content} 0 R>>".encode()
            for _ in range(pages)
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        *more,
    ]
    return as_pdf(objects, info=b"/Info<</Author(%s)/Title(%s)>>" % (SECRET, SECRET))


def as_pdf(objects: list[bytes], info: bytes = b"") -> bytes:
    """Objects, from number 1 on, as a PDF."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + one + b"endobj\n"
    begins = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        info,
        begins,
    )
    return bytes(out)


def paper_with_a_script_and_a_file() -> bytes:
    """A PDF that runs a script when it is opened, opens an address, and carries another file."""
    return a_paper(
        root=(
            "/OpenAction<</S/JavaScript/JS(while\\(true\\){app.alert\\(1\\)})>>"
            "/Names<</EmbeddedFiles<</Names[(a.txt)5 0 R]>>>>"
            "/AA<</WC<</S/Launch/F(/bin/sh)>>>>"
        ),
        more=(
            b"<</Type/Filespec/F(a.txt)/EF<</F 6 0 R>>>>",
            b"<</Type/EmbeddedFile/Length %d>>stream\n%s\nendstream" % (len(SECRET), SECRET),
        ),
    )


def paper_that_was_filled_in() -> bytes:
    """A PDF of one white page, with one box somebody typed into. The letters come with no font of their own."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    fields = (
        b"<</Fields[5 0 R]/NeedAppearances true/DA(/Helv 40 Tf 0 g)/DR<</Font<</Helv 4 0 R>>>>>>"
    )
    box = (
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(what)/V(They closed the door)/Rect[50 500 560 600]/P 3 0 R/F 4"
        b"/DA(/Helv 40 Tf 0 g)>>"
    )
    return as_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm " + fields + b">>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Annots[5 0 R]>>",
            font,
            box,
        ]
    )


def paper_that_draws_without_end() -> bytes:
    """A PDF of a few thousand bytes whose forms draw each other, ten times at each of twelve depths."""
    depths = 12
    forms = []
    for depth in range(depths):
        calls = b"/F Do " * 10 if depth + 1 < depths else b"0 0 600 700 re f " * 50
        under = b"/XObject<</F %d 0 R>>" % (6 + depth) if depth + 1 < depths else b""
        forms.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<<%s>>/Length %d>>stream\n%s\nendstream"
            % (under, len(calls), calls)
        )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    return as_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page,
            b"<</Length 5>>stream\n/F Do\nendstream",
            *forms,
        ]
    )
