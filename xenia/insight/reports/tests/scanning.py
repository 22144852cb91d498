"""Everything that can be read in a bundle: words, alternative texts, pictures, cells, data, the text of the paper."""

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pikepdf
import pypdfium2

GROUPED = re.compile(r"(?<=\d)[,.\s\u00a0\u202f'’](?=\d{3})")


def read_all(folder: Path) -> dict[str, str]:
    """What each file of a bundle says, with the separators of thousands taken out: {place: text}."""
    found: dict[str, str] = {}
    for file in (each for each in folder.rglob("*") if each.is_file()):
        for place, text in _read(file):
            found[f"{file.relative_to(folder)} {place}".strip()] = GROUPED.sub("", text)
    return found


def _read(file: Path) -> list[tuple[str, str]]:
    content = file.read_bytes()
    if file.suffix in {".xlsx", ".zip"}:
        with ZipFile(file) as parts:
            return [(name, parts.read(name).decode("latin-1")) for name in parts.namelist()]
    if file.suffix == ".pdf":
        return [("text", paper_text(content)), ("unseen", unseen_text(content))]
    text = content.decode()
    return [("", text), ("pictures", unquote(text))]


def unseen_text(content: bytes) -> str:
    """What a paper holds that no page shows: alternative texts, titles, every other string, and what draws its pages."""
    said: list[str] = []
    with pikepdf.open(BytesIO(content)) as paper:
        for one in paper.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image":
                said.append(one.read_bytes().decode("latin-1"))
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                said += [str(each) for each in one.values() if isinstance(each, pikepdf.String)]
    return "\n".join(said)


def paper_text(content: bytes) -> str:
    """The text of every page."""
    paper = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in paper)
    finally:
        paper.close()


def places_of(number: int, read: dict[str, str]) -> list[str]:
    """Where a number stands."""
    return [place for place, text in read.items() if str(number) in text]
