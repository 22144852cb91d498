"""The tables as a workbook: one sheet a table, a cover with the methods and the certificate, and the definitions."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from xenia.ground.ledger.parquet import ReportSetMissing, load_packages
from xenia.insight.reports.document.definitions import DEFINED
from xenia.insight.reports.document.model import (
    Certified,
    Document,
    Figure,
    Mark,
    Note,
    Paragraph,
    Table,
)
from xenia.insight.reports.document.numbers import day
from xenia.insight.reports.document.words import NO_DATA, NOT_SHOWN

# Source: Microsoft Excel specifications: 31 characters for the name of a sheet, 32,767 in a cell.
LONGEST_NAME: Final = 31
LONGEST_CELL: Final = 32_767
# US letter, as that program numbers papers; more columns than this are printed across.
LETTER: Final = 1
MOST_UPRIGHT: Final = 4
COVER: Final = ("summary", "methods", "certificate")
UNFIT: Final = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_workbook(document: Document) -> bytes:
    """The report as XLSX. A number that is not shown is words, never an empty cell nor 0. Raises ReportSetMissing."""
    writer = _load()
    out = BytesIO()
    # What stands in a text is never read as a formula or an address.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with override(document.language), writer.Workbook(out, options) as book:
        book.set_properties({"title": document.title, "author": document.office})
        shapes = _shapes(book)
        _cover(book, document, shapes)
        names = {_("About this report"), _("What each number means")}
        for at, table in enumerate(document.tables(), 1):
            _sheet(book, _name(at, table, names), document, table, shapes)
        _definitions(book, document, shapes)
        if document.is_rtl:
            for sheet in book.worksheets():
                sheet.right_to_left()
    return out.getvalue()


def _load() -> Any:
    try:
        import xlsxwriter
    except ImportError:
        load_packages()
        raise ReportSetMissing() from None
    return xlsxwriter


def _shapes(book: Any) -> dict[str, Any]:
    broken = {"num_format": "#,##0.0"}
    total = {"bold": True, "top": 2}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}),
        "words": book.add_format({"text_wrap": True, "valign": "top"}),
        "soft": book.add_format({"font_color": "#66575d", "text_wrap": True, "valign": "top"}),
        "part": book.add_format({}),
        "number": book.add_format({"num_format": "#,##0"}),
        "broken": book.add_format(broken),
        "mark": book.add_format({"italic": True, "font_color": "#66575d", "align": "right"}),
        "total": book.add_format(total),
        "total number": book.add_format(total | {"num_format": "#,##0"}),
        "total broken": book.add_format(total | broken),
        "total mark": book.add_format(total | {"italic": True, "align": "right"}),
    }


def _text(words: str) -> str:
    return UNWRITABLE.sub("", str(words))[:LONGEST_CELL]


def _name(at: int, table: Table, taken: set[str]) -> str:
    """A name no other sheet has."""
    words = UNFIT.sub(" ", _text(table.title))
    name = f"{at} {words}"[:LONGEST_NAME].strip()
    taken.add(name)
    return name


def _cover(book: Any, document: Document, shapes: dict[str, Any]) -> None:
    sheet = book.add_worksheet(_("About this report")[:LONGEST_NAME])
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, _text(document.title), shapes["title"])
    facts = {"version": document.version, "day": day(document.dated_on, document.language)}
    lines = [
        ("", document.subtitle),
        ("", document.office),
        ("", document.state_words),
        ("", _("Version %(version)s, %(day)s.") % facts),
    ]
    if document.is_invented:
        lines.append(("", _("Sample city. Everything here is invented.")))
    for section in document.sections:
        if section.code in COVER:
            lines += [("", ""), (section.title, "")]
            for block in section.blocks:
                lines += _said(block)
    for at, (name, words) in enumerate(lines, 1):
        sheet.write_string(at, 0, _text(name), shapes["words"])
        sheet.write_string(at, 1, _text(words), shapes["words"])


def _said(block: object) -> Iterable[tuple[str, str]]:
    if isinstance(block, Paragraph):
        return [("", block.text)]
    if isinstance(block, Note):
        return [(block.title, block.text)]
    if isinstance(block, Certified):
        return [(block.title, block.lead), *block.lines]
    return []


def _sheet(book: Any, name: str, document: Document, table: Table, shapes: dict[str, Any]) -> None:
    sheet = book.add_worksheet(name)
    columns = list(_columns(table))
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(columns), 16)
    sheet.write_string(0, 0, _text(table.title), shapes["title"])
    sheet.write_string(1, 0, _text(" ".join(filter(None, (table.clause, document.title)))))
    sheet.write_string(2, 0, _text(table.lead))
    for at, words in enumerate((table.first, *(words for words, _at, _is_margin in columns))):
        sheet.write_string(3, at, _text(words), shapes["head"])
    sheet.freeze_panes(4, 1)
    _on_paper(sheet, len(columns))
    for at, row in enumerate(table.rows, 4):
        kind = "total" if row.kind == "total" else "part"
        before = "total " if kind == "total" else ""
        sheet.write_string(at, 0, _text(row.title), shapes[kind])
        for place, (_words, column, is_margin) in enumerate(columns, 1):
            write = _write_margin if is_margin else _write
            number = shapes[f"{before}{_kind(table, column)}"]
            write(sheet, at, place, row.figures[column], number, shapes[f"{before}mark"])
    for at, words in enumerate(filter(None, (*table.notes, table.source)), len(table.rows) + 5):
        sheet.write_string(at, 0, _text(words), shapes["part"])


def _columns(table: Table) -> Iterator[tuple[str, int, bool]]:
    """Each column of the sheet: its words, which of the table's it is, and whether it holds the margins of that one."""
    for at, column in enumerate(table.columns):
        yield f"{column.title} ({column.unit})" if column.unit else column.title, at, False
        if any(row.figures[at].margin is not None for row in table.rows):
            yield _("Margin at 90 %"), at, True


def _on_paper(sheet: Any, columns: int) -> None:
    """As wide as a page, its head on every one."""
    sheet.set_paper(LETTER)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    if columns > MOST_UPRIGHT:
        sheet.set_landscape()


def _kind(table: Table, column: int) -> str:
    """Whether a column has numbers with decimals; then all of them are written with one."""
    numbers = [row.figures[column].value for row in table.rows]
    margins = [row.figures[column].margin for row in table.rows]
    is_broken = any(one is not None and one != int(one) for one in (*numbers, *margins))
    return "broken" if is_broken else "number"


def _write(sheet: Any, at: int, place: int, figure: Figure, number: Any, mark: Any) -> None:
    if figure.value is not None:
        sheet.write_number(at, place, figure.value, number)
        return
    marks = {Mark.PROTECTED: str(NOT_SHOWN), Mark.NO_DATA: str(NO_DATA)}
    sheet.write_string(at, place, marks.get(figure.mark or Mark.NOT_APPLICABLE, "–"), mark)


def _write_margin(sheet: Any, at: int, place: int, figure: Figure, number: Any, _mark: Any) -> None:
    if figure.margin is not None:
        sheet.write_number(at, place, figure.margin, number)


def _definitions(book: Any, document: Document, shapes: dict[str, Any]) -> None:
    sheet = book.add_worksheet(_("What each number means")[:LONGEST_NAME])
    heads = [_("Code"), _("Title"), *(str(words) for words in DEFINED.values())]
    sheet.set_column(0, len(heads), 30)
    for at, words in enumerate(heads):
        sheet.write_string(0, at, _text(words), shapes["head"])
    for row, (code, said) in enumerate(document.definitions.items(), 1):
        cells = [code, said.get("title", ""), *(said.get(name, "") for name in DEFINED)]
        for at, words in enumerate(cells):
            sheet.write_string(row, at, _text(words), shapes["words"])
    sheet.freeze_panes(1, 1)
