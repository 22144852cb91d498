"""The report on paper: PDF/UA-1, set by Typst from the document. Its words are handed over as data, never as commands."""

import json
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from xenia.ground.common.languages import babel_tag
from xenia.ground.ledger.parquet import ReportSetMissing, load_packages
from xenia.insight.reports.document import html
from xenia.insight.reports.document.charts import Drawing, as_dots, hatched
from xenia.insight.reports.document.definitions import DEFINED
from xenia.insight.reports.document.fonts import FAMILIES, Letters, font_folders, letters
from xenia.insight.reports.document.html import Drawings
from xenia.insight.reports.document.model import Document
from xenia.insight.reports.document.numbers import day
from xenia.insight.reports.document.row_headers import with_row_headers
from xenia.insight.reports.document.words import NOT_SHOWN

TEMPLATE: Final = Path(__file__).resolve().with_name("paper.typ")
# A drawing's pixel is this many points, so that its letters are as large as those around it.
POINTS: Final = 0.7
STANDARD: Final = ["ua-1"]
# Hebrew to the last scripts of South-East Asia, and the Arabic shapes.
JOINED: Final = re.compile("[\u0590-\u1cff\ufb1d-\ufdff\ufe70-\ufeff]")


def as_pdf(document: Document, pictures: Drawings) -> bytes:
    """The report as a tagged PDF. Raises ReportSetMissing."""
    typst = _load()
    paper = _paper(document, pictures)
    known = letters(json.dumps(paper, ensure_ascii=False))
    paper = _with_letters(paper, known)
    paper["fonts"] = [name for name in _families(document) if known.has(name)]
    with TemporaryDirectory(prefix="xenia-report-") as place:
        folder = Path(place)
        for code, picture in pictures.items():
            name, content = _picture(code, picture)
            (folder / name).write_bytes(content)
        (folder / "paper.json").write_text(json.dumps(paper, ensure_ascii=False), encoding="utf-8")
        text = shutil.copy(TEMPLATE, folder)
        made = typst.compile(
            text,
            root=place,
            font_paths=[str(one) for one in font_folders(with_chinese=known.with_chinese)],
            ignore_system_fonts=True,
            pdf_standards=STANDARD,
        )
    return with_row_headers(bytes(made))


def _picture(code: str, picture: Drawing) -> tuple[str, bytes]:
    """The file of a picture: as lines; as dots where its words are in letters that join.

    Typst refuses to tag letters of a drawing that are set from several shapes, as Arabic ones are.
    """
    name = _file_of(code, picture)
    return name, as_dots(picture) if name.endswith(".png") else picture.svg.encode()


def _file_of(code: str, picture: Drawing) -> str:
    return f"{code}.svg" if not JOINED.search(picture.svg) else f"{code}.png"


def _load() -> Any:
    try:
        import typst
    except ImportError:
        load_packages()
        raise ReportSetMissing() from None
    return typst


def _families(document: Document) -> list[str]:
    """The fonts in the order they are tried; traditional characters have another shape."""
    is_traditional = document.language.startswith("zh-hant")
    return [
        name.replace(" SC", " TC") if is_traditional else name
        for name in FAMILIES
        if name != "sans-serif"
    ]


def _paper(document: Document, pictures: Drawings) -> dict[str, Any]:
    """All that is printed, as data."""
    with override(document.language):
        said = html.page(document, {})
        drawn = {
            table.code: pictures[table.code]
            for table in document.tables()
            if table.code in pictures
        }
        facts = {"day": day(document.dated_on, document.language), "version": document.version}
        language, region = _tag(document.language)
        return {
            "title": document.title,
            "office": document.office,
            "subtitle": document.subtitle,
            "lang": language,
            "region": region,
            "is_rtl": document.is_rtl,
            "footer": f"{document.office} – {document.title}",
            "state": f"{document.state_words} " + _("Version %(version)s, %(day)s.") % facts,
            "invented": _("Sample city. Everything here is invented.")
            if document.is_invented
            else "",
            "contents": _("In this report"),
            "meanings": _("What each number means"),
            "not_shown": str(NOT_SHOWN),
            "hiding": _(
                "Not shown, so that nobody can be recognized. Some are hidden to protect others."
            ),
            "hatch": hatched(),
            "sections": [_section(one, drawn, _("Draft translation")) for one in said["sections"]],
            "queries": _(
                "The query of each number stands on the page of the report and in its data."
            ),
            "definitions": [
                # The page for residents says what a number counts, and no more.
                _meaning(one) | ({} if len(document.sections) > 1 else {"lines": []})
                for one in said["definitions"]
            ],
        }


def _meaning(said: dict[str, Any]) -> dict[str, Any]:
    """A definition as paper has room for it: its sentences, and what is short. Its query stands on the page and in the data."""
    lines = [(str(name), words) for name, words, is_query in said["lines"] if not is_query]
    sentences = {str(DEFINED["definition"]), str(DEFINED["counting"])}
    return {
        "label": said["id"],
        "title": said["title"],
        "words": [words for name, words in lines if name in sentences],
        "lines": [[name, words] for name, words in lines if name not in sentences],
    }


def _tag(language: str) -> tuple[str, str | None]:
    """The language and the region Typst knows it by: ("zh", "TW")."""
    own, _sep, more = (babel_tag(language) or language).replace("-", "_").partition("_")
    region = {"Hant": "TW", "Hans": "CN"}.get(more, more)
    return own.lower(), region if len(region) == 2 else None


def _lang(language: str) -> str:
    return _tag(language)[0] if language else ""


def _section(said: dict[str, Any], drawn: Drawings, draft: str) -> dict[str, Any]:
    return {
        "code": said["code"],
        "title": said["title"],
        "clause": said["clause"],
        "level": said["heading"] - 1,
        "blocks": [_block(one, drawn, draft) for one in said["blocks"]],
    }


def _block(said: dict[str, Any], drawn: Drawings, draft: str) -> dict[str, Any]:
    if said["kind"] == "paragraph":
        return said | {"draft": draft, "language": _lang(said["language"])}
    if said["kind"] == "listing":
        rows = [
            [{"text": one["text"], "language": _lang(one["language"])} for one in row]
            for row in said["rows"]
        ]
        return said | {"rows": rows}
    return said if said["kind"] != "table" else _table(said, drawn)


def _table(said: dict[str, Any], drawn: Drawings) -> dict[str, Any]:
    picture = drawn.get(said["code"])
    return said | {
        "heads": [
            f"{one['title']} ({one['unit']})" if one["unit"] else one["title"]
            for one in said["heads"]
        ],
        "rows": [
            row
            | {
                "cells": [
                    one | {"label": one["url"].removeprefix("#"), "mark": str(one["mark"])}
                    for one in row["cells"]
                ]
            }
            for row in said["rows"]
        ],
        "not_shown": str(said["not_shown"]),
        "notes": list(said["notes"]),
        "picture": _file_of(said["code"], picture) if picture else None,
        "alt": picture.alt if picture else "",
        "wide": picture.wide * POINTS if picture else 0,
    }


def _with_letters(said: Any, known: Letters) -> Any:
    """The same data, with a sign in place of each character that no font here has."""
    if isinstance(said, dict):
        return {name: _with_letters(each, known) for name, each in said.items()}
    if isinstance(said, list | tuple):
        return [_with_letters(each, known) for each in said]
    return known.printable(said) if isinstance(said, str) else said
