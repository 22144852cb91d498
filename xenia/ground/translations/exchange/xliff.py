"""Texts as XLIFF 2.0, for translators' programs.

Source: OASIS, XLIFF Version 2.0, 5 August 2014. One <file> per kind of content, one <unit> per text. Places such as
{name} are protected as <ph>, characters that XML cannot hold are <cp>. Our marks are attributes of our own namespace.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .rows import HOLES, MOST_ROWS, ExchangeRow, NotReadable

CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
OWN: Final = "urn:xenia:translations:1"
_DEEPEST: Final = 40
_MOST_PARTS: Final = MOST_ROWS * 60
_STATES: Final = {"draft": "translated", "reviewed": "reviewed"}
_NOT_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECES: Final = re.compile(f"({HOLES.pattern}|{_NOT_XML.pattern})")


def write(rows: Iterable[ExchangeRow], language: str) -> str:
    """The document of one language."""
    out = StringIO()
    xml = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
    xml.startDocument()
    root = {"xmlns": CORE, "xmlns:xenia": OWN, "version": "2.0", "srcLang": "en"}
    _begin(xml, "xliff", {**root, "trgLang": language})
    for kind, units in groupby(rows, key=lambda row: row.kind):
        _begin(xml, "file", {"id": kind})
        for row in units:
            _write_unit(xml, row)
        xml.endElement("file")
    xml.endElement("xliff")
    xml.endDocument()
    return out.getvalue()


def _write_unit(xml: XMLGenerator, row: ExchangeRow) -> None:
    holes = list(dict.fromkeys(HOLES.findall(row.source) + HOLES.findall(row.text)))
    marks = {"xenia:source-mark": row.source_mark, "xenia:text-mark": row.text_mark}
    named = {"id": f"{row.record}.{row.field}", "name": _NOT_XML.sub(" ", row.name)}
    _begin(xml, "unit", {**named, "canResegment": "no", **marks})
    if row.is_vital:
        _begin(xml, "notes")
        _write_named(xml, "note", {"category": "vital"}, "People act on these words.")
        xml.endElement("notes")
    if holes:
        _begin(xml, "originalData")
        for number, hole in enumerate(holes):
            _write_named(xml, "data", {"id": f"d{number}"}, hole)
        xml.endElement("originalData")
    _begin(xml, "segment", {"state": _STATES.get(row.state, "initial")})
    _write_text(xml, "source", row.source, holes)
    if row.text:
        _write_text(xml, "target", row.text, holes)
    xml.endElement("segment")
    xml.endElement("unit")


def _begin(xml: XMLGenerator, name: str, attributes: dict[str, str] | None = None) -> None:
    xml.startElement(name, AttributesImpl(attributes or {}))


def _write_named(xml: XMLGenerator, name: str, attributes: dict[str, str], text: str) -> None:
    _begin(xml, name, attributes)
    xml.characters(text)
    xml.endElement(name)


def _write_text(xml: XMLGenerator, name: str, text: str, holes: list[str]) -> None:
    _begin(xml, name, {"xml:space": "preserve"})
    for number, piece in enumerate(_PIECES.split(text)):
        if piece in holes:
            place = {"id": f"{number}", "dataRef": f"d{holes.index(piece)}", "disp": piece}
            _begin(xml, "ph", place)
            xml.endElement("ph")
        elif _NOT_XML.fullmatch(piece):
            _begin(xml, "cp", {"hex": f"{ord(piece):04X}"})
            xml.endElement("cp")
        else:
            xml.characters(piece)
    xml.endElement(name)


def read(content: bytes) -> list[ExchangeRow]:
    """The units of a document. Raises NotReadable: for entities and other versions too."""
    try:
        return list(_rows(content))
    except DefusedXmlException:
        raise NotReadable("declares_entities") from None
    except (ParseError, LookupError, OverflowError, ValueError) as wrong:
        if isinstance(wrong, NotReadable):
            raise
        raise NotReadable("broken_xml") from None


def _rows(content: bytes) -> Iterator[ExchangeRow]:
    language, kind, number = "", "", 0
    for is_start, element in _elements(content):
        name = _name(element)
        if is_start and name == "xliff":
            language = _language(element)
        elif is_start and name == "file":
            kind = element.get("id", "")
        elif not is_start and name == "unit":
            number += 1
            yield _row(number, kind, language, element)
            element.clear()
    if not language:
        raise NotReadable("other_version")


def _elements(content: bytes) -> Iterator[tuple[bool, Element]]:
    """Beginnings and ends of elements, as long as there are neither too many nor too deep ones."""
    depth = 0
    events = iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True)
    for parts, (event, element) in enumerate(events, start=1):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise NotReadable("too_deep")
        if parts > _MOST_PARTS:
            raise NotReadable("too_many")
        yield event == "start", element


def _language(root: Element) -> str:
    if not root.get("version", "").startswith("2."):
        raise NotReadable("other_version")
    language = root.get("trgLang", "").strip().lower()
    if not language:
        raise NotReadable("no_language")
    return language


def _row(number: int, kind: str, language: str, unit: Element) -> ExchangeRow:
    if number > MOST_ROWS:
        raise NotReadable("too_many")
    record, _dot, field = unit.get("id", "").partition(".")
    holes = {one.get("id", ""): one.text or "" for one in unit.iter(f"{{{CORE}}}data")}
    return ExchangeRow(
        number=number,
        kind=kind,
        record=record,
        field=field,
        language=language,
        name=unit.get("name", ""),
        source=_joined(unit, "source", holes),
        text=_joined(unit, "target", holes),
        state=_state(unit),
        is_vital=any(one.get("category") == "vital" for one in unit.iter(f"{{{CORE}}}note")),
        source_mark=unit.get(f"{{{OWN}}}source-mark", ""),
        text_mark=unit.get(f"{{{OWN}}}text-mark", ""),
    )


def _state(unit: Element) -> str:
    states = {one.get("state", "") for one in unit.iter(f"{{{CORE}}}segment")}
    return next((own for own, state in _STATES.items() if states == {state}), "")


def _joined(unit: Element, name: str, holes: dict[str, str]) -> str:
    """All segments of a unit, in order: a program may have parted it."""
    return "".join(_flat(one, holes) for one in unit.iter(f"{{{CORE}}}{name}"))


def _flat(element: Element, holes: dict[str, str]) -> str:
    """Text with the protected places and characters back in it; marks of other programs fall away."""
    said = [element.text or ""]
    for child in element:
        said += [_inline(child, holes), child.tail or ""]
    return "".join(said)


def _inline(element: Element, holes: dict[str, str]) -> str:
    name = _name(element)
    if name == "cp":
        return chr(int(element.get("hex", ""), 16))
    if name == "ph":
        return holes.get(element.get("dataRef", ""), element.get("disp", ""))
    return _flat(element, holes)


def _name(element: Element) -> str:
    """An element's name; "" outside XLIFF's own namespace."""
    space, _brace, name = element.tag.rpartition("}")
    return name if space == f"{{{CORE}" else ""
