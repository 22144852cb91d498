"""A section of a report as the site shows it: pictures and definitions have addresses of their own."""

from collections.abc import Callable, Iterator
from typing import Any

from xenia.insight.reports.document import Document
from xenia.insight.reports.document.definitions import DEFINED
from xenia.insight.reports.document.html import anchor, page
from xenia.insight.reports.files import pictures_of
from xenia.insight.reports.models import Report

Address = Callable[[str], str]


def one_section(
    report: Report,
    document: Document,
    code: str,
    *,
    section: Address,
    picture: Address,
    definition: Address,
) -> dict[str, Any]:
    """What the templates of the document are filled with, for one section alone."""
    drawn = pictures_of(report, document.language)
    paper = page(document, drawn, part=code, address=section)
    leads = {f"#{anchor(measure)}": definition(measure) for measure in document.definitions}
    for table in _tables(paper):
        if "picture" in table:
            table["picture"] = picture(table["code"])
        cells = [each for row in table["rows"] for each in row["cells"]]
        for one in (*cells, *table["made"]):
            one["url"] = leads.get(one["url"], "")
    return paper | {"definitions": []}


def _tables(paper: dict[str, Any]) -> Iterator[dict[str, Any]]:
    blocks = (block for section in paper["sections"] for block in section["blocks"])
    return (block for block in blocks if block["kind"] == "table")


def defined(document: Document, code: str) -> list[tuple[str, str, bool]]:
    """What is said of a measure: (label, words, whether it is a query)."""
    said = document.definitions[code]
    return [
        (str(label), said[name], name == "expression")
        for name, label in DEFINED.items()
        if said.get(name)
    ]
