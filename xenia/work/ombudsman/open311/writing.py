"""Answers as GeoReport v2 writes them, in XML and JSON. Pure: rows come in, bytes go out.

A list is an array in JSON; in XML it is an element with one child for each. XML always says its encoding, and what XML
cannot hold is left out.

Source: Open311, GeoReport v2, "Format Support" and the response of each method, https://wiki.open311.org/GeoReport_v2
(frozen; read on November 23, 2026).
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree

XML: Final = "xml"
JSON: Final = "json"
TYPES: Final = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}

# What each entry of a list is called.
ENTRY: Final = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
# XML 1.0, fifth edition, section 2.2: these characters cannot stand in a document.
NEVER: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(root: str, said: Any, written_as: str) -> bytes:
    """An answer in one of the two formats. root: the name of the outermost element, such as "service_requests"."""
    if written_as == JSON:
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(
            errors="backslashreplace"
        )
    body: bytes = ElementTree.tostring(_element(root, said), encoding="utf-8", xml_declaration=True)
    return body


def _element(name: str, said: Any) -> ElementTree.Element:
    element = ElementTree.Element(name)
    if isinstance(said, Mapping):
        element.extend(_element(key, value) for key, value in said.items())
    elif isinstance(said, Sequence) and not isinstance(said, str):
        element.extend(_element(ENTRY[name], one) for one in said)
    else:
        element.text = _text(said)
    return element


def _text(said: object) -> str | None:
    if said is None:
        return None
    if isinstance(said, bool):
        return "true" if said else "false"
    return NEVER.sub("", str(said))
