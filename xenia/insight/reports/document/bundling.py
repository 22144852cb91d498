"""Everything the Council gets, in one folder with its checksums. The folder is there whole, or not at all."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xenia.insight.reports.document import data, html, pdf, sheets
from xenia.insight.reports.document.data import Catalog
from xenia.insight.reports.document.model import Document
from xenia.insight.reports.document.pdf_check import check
from xenia.insight.reports.document.plain import as_data

SUMS: Final = "SHA256SUMS"
TOGETHER: Final = "report.zip"
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


class FolderInUse(Exception):
    """The folder holds something else than an earlier report; nothing was written."""


class PaperNotAccessible(Exception):
    """The PDF lacks what people who listen need; the text says what."""


def bundle(
    documents: Mapping[str, Document],
    out: Path,
    *,
    whole: Sequence[str] = (),
    catalog: Catalog | None = None,
) -> None:
    """Write the report in each language, its tables, its data, their checksums, and all of it once more as one file.

    documents: by language. whole: of these the whole report, of the others its one page; of all where nobody says. The
    first one's files have the plain names (report.html), the others' their language's (report.es.html). An earlier
    bundle in the folder is replaced. Raises FolderInUse, PaperNotAccessible, and ReportSetMissing; then the folder is
    as it was.
    """
    if not documents:
        raise ValueError("documents is empty: expected at least one language, such as 'en'")
    if out.exists() and any(out.iterdir()) and not (out / SUMS).is_file():
        raise FolderInUse(f"{out} holds other files: choose a new folder, or an earlier report's")
    out.parent.mkdir(parents=True, exist_ok=True)
    catalog = catalog or Catalog()
    draft = Path(mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        draft.chmod(0o755)
        _write(_files(documents, whole or list(documents), catalog), draft)
        _put(draft, out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    for name, content in files:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    names = sorted(each for each in folder.rglob("*") if each.is_file())
    sums = [f"{_sum(each)}  {each.relative_to(folder).as_posix()}\n" for each in names]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")
    with ZipFile(folder / TOGETHER, "w", ZIP_DEFLATED) as together:
        for each in (*names, folder / SUMS):
            # The same files make the same archive, whenever it is made.
            said = ZipInfo(each.relative_to(folder).as_posix(), EARLIEST)
            together.writestr(said, each.read_bytes(), ZIP_DEFLATED)


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _files(
    documents: Mapping[str, Document], whole: Sequence[str], catalog: Catalog
) -> Iterator[tuple[str, bytes]]:
    for at, language in enumerate(whole):
        yield from _in(documents[language], f"report.{language}" if at else "report")
    for language in documents:
        if language not in whole:
            yield from _in(one_page(documents[language]), f"summary.{language}")
    first = documents[whole[0]]
    for file, content in data.files(first, catalog).items():
        yield f"data/{file}", content
    said = {language: as_data(documents[language]) for language in whole}
    text = json.dumps({"languages": said}, ensure_ascii=False, indent=1)
    yield "report.json", (text + "\n").encode("utf-8", "replace")


def _in(document: Document, name: str) -> Iterator[tuple[str, bytes]]:
    """A document as page and paper; the whole report as a workbook too."""
    page = html.as_page(document, html.drawings(document, is_narrow=True))
    yield f"{name}.html", page.encode("utf-8", "replace")
    yield f"{name}.pdf", _checked(pdf.as_pdf(document, html.drawings(document)))
    if len(document.sections) > 1:
        yield f"{name}.xlsx", sheets.as_workbook(document)


def one_page(document: Document) -> Document:
    """The page for residents alone, with the definitions it needs."""
    pages = tuple(one for one in document.sections if one.code == "summary")
    alone = replace(document, sections=pages)
    named = {figure.measure for table in alone.tables() for figure in table.figures()}
    definitions = {code: said for code, said in document.definitions.items() if code in named}
    return replace(alone, definitions=definitions)


def _checked(paper: bytes) -> bytes:
    if failures := check(paper).failures:
        raise PaperNotAccessible("; ".join(failures))
    return paper


def _put(draft: Path, out: Path) -> None:
    """Move the whole folder into its place; an earlier one leaves only when the new one stands."""
    if not out.exists():
        draft.rename(out)
        return
    old = out.with_name(f".{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    out.rename(old)
    try:
        draft.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
