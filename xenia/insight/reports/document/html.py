"""The report as pages: one file that needs nothing beside it, and parts for the site."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from xenia.ground.design.colours import STYLESHEET
from xenia.insight.reports.document.charts import Drawing, draw, for_pages
from xenia.insight.reports.document.definitions import DEFINED
from xenia.insight.reports.document.model import (
    Block,
    Certified,
    Document,
    Figure,
    Listing,
    Mark,
    Note,
    Paragraph,
    Row,
    Section,
    Table,
)
from xenia.insight.reports.document.numbers import day, margin, number
from xenia.insight.reports.document.words import NO_DATA, NOT_SHOWN

OWN_STYLE: Final = Path(__file__).resolve().parent.parent / "static" / "reports" / "report.css"
DEFINITIONS: Final = "definitions"
Drawings = Mapping[str, Drawing]
Address = Callable[[str], str]


def drawings(document: Document, *, is_narrow: bool = False) -> dict[str, Drawing]:
    """The picture of every table that has one, by the table's code. is_narrow: for pages. Raises ReportSetMissing."""
    language, is_rtl = document.language, document.is_rtl
    found = {
        table.code: draw(table, language=language, is_rtl=is_rtl, is_narrow=is_narrow)
        for table in document.tables()
    }
    return {code: drawing for code, drawing in found.items() if drawing}


def as_page(document: Document, pictures: Drawings) -> str:
    """The whole report as one page that needs no other file, no script and no net."""
    with override(document.language):
        paper = page(document, pictures)
        text = render_to_string("reports/document/standalone.html", {"paper": paper})
    return text.replace("</head>", f"<style>{_style()}</style>\n</head>", 1)


def _style() -> str:
    """The house's sheet without its font files, which a page alone does not have, and the report's own."""
    house = re.sub(r"@font-face \{.*?\n\}\n", "", STYLESHEET.read_text("utf-8"), flags=re.DOTALL)
    return house + OWN_STYLE.read_text("utf-8")


def page(
    document: Document, pictures: Drawings, *, part: str = "", address: Address | None = None
) -> dict[str, Any]:
    """What the templates `reports/document/_head.html` and `_body.html` are filled with, as `paper`.

    part: one section alone, with the definitions it needs; "" for the whole. address: where a part stands on the site.
    """
    address = address or (lambda code: f"#{code}")
    sections = [one for one in document.sections if part in {"", one.code}]
    said = [_section(one, document, pictures, 2 if part else 1 + one.level) for one in sections]
    tables = [table for one in sections for table in _tables(one)]
    codes = {figure.measure for table in tables for figure in table.figures()}
    codes.update(code for table in tables for code in table.measures)
    return {
        "language": document.language,
        "direction": "rtl" if document.is_rtl else "ltr",
        "title": document.title,
        "subtitle": document.subtitle,
        "office": document.office,
        "is_invented": document.is_invented,
        "state_words": document.state_words,
        "version": document.version,
        "dated": day(document.dated_on, document.language),
        "sections": said,
        "contents": list(_contents(document, part, address)),
        "definitions": [_definition(code, document) for code in _in_order(document, codes)],
    }


def _tables(section: Section) -> Iterator[Table]:
    yield from (block for block in section.blocks if isinstance(block, Table))


def _in_order(document: Document, codes: set[str]) -> list[str]:
    return [code for code in document.definitions if code in codes]


def _contents(document: Document, part: str, address: Address) -> Iterator[dict[str, Any]]:
    for one in document.sections:
        yield {
            "title": one.title,
            "url": address(one.code),
            "is_below": one.level == 2,
            "is_here": bool(part) and one.code == part,
        }
    if not part:
        yield {"title": _("What each number means"), "url": f"#{DEFINITIONS}"}


def anchor(measure: str) -> str:
    """Where a measure's definition stands on a page."""
    return "d-" + re.sub(r"[^a-z0-9]+", "-", measure.lower()).strip("-")


def _definition(code: str, document: Document) -> dict[str, Any]:
    said = document.definitions[code]
    return {
        "id": anchor(code),
        "title": said.get("title", code),
        "lines": [
            (str(label), said[name], name == "expression")
            for name, label in DEFINED.items()
            if said.get(name)
        ],
    }


def _section(
    section: Section, document: Document, pictures: Drawings, heading: int
) -> dict[str, Any]:
    return {
        "code": section.code,
        "title": section.title,
        "clause": section.clause,
        "heading": heading,
        "under": heading + 1,
        "blocks": [_block(block, document, pictures) for block in section.blocks],
    }


def _block(block: Block, document: Document, pictures: Drawings) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph"} | _paragraph(block)
    if isinstance(block, Note):
        return {"kind": "note", "title": block.title, "text": block.text}
    if isinstance(block, Listing):
        rows = [[_paragraph(one) for one in row] for row in block.rows]
        facts = {"code": block.code, "title": block.title, "heads": block.heads, "rows": rows}
        return {"kind": "listing"} | facts
    if isinstance(block, Certified):
        facts = {"title": block.title, "lead": block.lead, "lines": block.lines}
        return {"kind": "certified"} | facts
    return {"kind": "table"} | _table(block, document, pictures.get(block.code))


def _paragraph(one: Paragraph) -> dict[str, Any]:
    return {"text": one.text, "language": one.language, "is_draft": one.review != "reviewed"}


def _table(table: Table, document: Document, picture: Drawing | None) -> dict[str, Any]:
    units = {column.unit for column in table.columns}
    one_unit = units.pop() if len(units) == 1 else None
    return {
        "code": table.code,
        "title": table.title,
        "first": table.first,
        "lead": table.lead,
        "unit": one_unit or "",
        "heads": [
            {"title": column.title, "unit": "" if one_unit is not None else column.unit}
            for column in table.columns
        ],
        "rows": [_row(row, document.language) for row in table.rows],
        "has_total": any(row.kind == "total" for row in table.rows),
        "is_hiding": any(figure.mark is Mark.PROTECTED for figure in table.figures()),
        "not_shown": NOT_SHOWN,
        "notes": table.notes,
        "source": table.source,
        "made": [
            {"title": document.definitions[code].get("title", code), "url": f"#{anchor(code)}"}
            for code in table.measures
            if code in document.definitions
        ],
        **(_picture(picture) if picture else {}),
    }


def _picture(drawing: Drawing) -> dict[str, Any]:
    svg = for_pages(drawing)
    address = "data:image/svg+xml," + quote(svg, safe=" /:=;,()!*$@?")
    return {"picture": address, "alt": drawing.alt, "wide": drawing.wide, "high": drawing.high}


def _row(row: Row, language: str) -> dict[str, Any]:
    return {
        "title": row.title,
        "is_total": row.kind == "total",
        "is_group": row.kind == "group",
        "cells": [_cell(figure, language) for figure in row.figures],
    }


def _cell(figure: Figure, language: str) -> dict[str, Any]:
    return {
        "is_hidden": figure.mark is Mark.PROTECTED,
        "words": "" if figure.value is None else number(figure.value, language),
        "margin": margin(figure, language),
        "mark": NO_DATA if figure.mark is Mark.NO_DATA else "–",
        "url": f"#{anchor(figure.measure)}" if figure.measure else "",
    }
