"""What a PDF must say to people who listen, and whether it does.

It is a check of what we can see, no certificate: language, title, headings, alternative texts, table headers, fonts.
Source: ISO 14289-1 (PDF/UA-1), 7.1 (tags, language, title), 7.3 (alternatives), 7.5 (tables), 7.21 (fonts).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Checked:
    """What a PDF says of itself. tags: how many of each kind. failures: what is missing, in words; () when nothing is."""

    language: str
    title: str
    pages: int
    tags: dict[str, int]
    failures: tuple[str, ...]


def check(content: bytes) -> Checked:
    """Read a PDF as assistive software does."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as paper:
        root = paper.Root
        found = list(nodes(root.get("/StructTreeRoot")))
        tags = Counter(map(tag, found))
        language = str(root.get("/Lang", ""))
        title = str(paper.docinfo.get("/Title", ""))
        failures = [*_of_the_whole(paper, title), *_of_tags(found, tags), *_of_fonts(paper)]
        return Checked(language, title, len(paper.pages), dict(tags), tuple(failures))


def tag(node: Any) -> str:
    """What a tag is called, such as "TR"."""
    return str(node.get("/S", ""))[1:]


def nodes(node: Any) -> Iterator[Any]:
    """Every tag below, in reading order."""
    import pikepdf

    kids = node.get("/K") if node is not None else None
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if "/S" in kid:
                yield kid
            yield from nodes(kid)


def _of_the_whole(paper: Any, title: str) -> Iterator[str]:
    root = paper.Root
    if not root.get("/Lang"):
        yield "the document has no language"
    if not title:
        yield "the document has no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the window shows the file's name, not the title"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "the document is not tagged"
    with paper.open_metadata() as words:
        if str(words.get("pdfuaid:part", "")) != "1":
            yield "the document does not say that it is PDF/UA-1"


def _of_tags(found: list[Any], tags: Counter[str]) -> Iterator[str]:
    levels = [
        int(name[1:])
        for node in found
        if (name := str(node.get("/S"))[1:])[:1] == "H" and name[1:].isdigit()
    ]
    if not levels:
        yield "there is no heading"
    skipped = [(one, after) for one, after in pairwise(levels) if after > one + 1]
    if skipped:
        yield f"headings skip a level: {skipped}"
    silent = [node for node in found if str(node.get("/S")) == "/Figure" and not node.get("/Alt")]
    if silent:
        yield f"{len(silent)} pictures have no words"
    for node in found:
        if str(node.get("/S")) == "/Table" and not any(
            str(each.get("/S")) == "/TH" for each in nodes(node)
        ):
            yield "a table has no header"
    bare = sum(
        tag(node) == "TR" and not any(tag(one) == "TH" for one in nodes(node)) for node in found
    )
    if bare:
        yield f"{bare} rows of tables have no header"
    if tags["Table"] and not tags["TH"]:
        yield "no table has a header"


def _of_fonts(paper: Any) -> Iterator[str]:
    """Each font of each page with its letters inside the file."""
    seen = set[str]()
    for page in paper.pages:
        for font in dict(page.get("/Resources", {}).get("/Font", {})).values():
            name = str(font.get("/BaseFont", ""))
            if name not in seen:
                seen.add(name)
                if not _is_embedded(font):
                    yield f"the letters of {name} are not in the file"


def _is_embedded(font: Any) -> bool:
    if str(font.get("/Subtype")) == "/Type3":
        return True
    inner = font.get("/DescendantFonts")
    descriptor = (inner[0] if inner else font).get("/FontDescriptor", {})
    return any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
