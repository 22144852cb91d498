"""Rows that are the same thing as another: the same organisation, service, telephone, address or language twice."""

import json
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from xenia.registers.directory.importers.clean import match_key
from xenia.registers.directory.importers.drafts import digest
from xenia.registers.directory.importers.phones import phone_key
from xenia.registers.directory.importers.tables import TABLES
from xenia.registers.directory.importers.values import Value

Values = Mapping[str, Value]
_NO_WORD: Final = re.compile(r"[\W_]+")

# Things that are the same if their names are: they say nothing else.
_KNOWN_BY_NAME: Final = frozenset({"taxonomy", "unit"})
# Sites that many organisations share: the same host there proves nothing.
_SHARED_HOSTS: Final = frozenset(
    {"facebook.com", "instagram.com", "linktr.ee", "sites.google.com", "twitter.com", "x.com"}
)


def marks_of(table: str, values: Values, links: Mapping[str, str]) -> list[str]:
    """Marks by which a record is recognised; two records with one mark in common may be the same thing."""
    name = match_key(str(values.get("name") or ""))
    if table == "organization":
        site = site_key(str(values.get("website") or ""))
        return [digest("site", name, site)] if name and site else []
    if table in _KNOWN_BY_NAME:
        return [digest(name)]
    if table == "program":
        return [digest(name, links["organization_id"])] if links.get("organization_id") else []
    if table == "service":
        owner = links.get("organization_id")
        return [digest(name, owner, _compared(values.get("description") or ""))] if owner else []
    if TABLES[table].is_named:
        return []
    return [_mark_of_detail(table, values, links)]


def organization_phone_mark(name: str, number: str) -> str:
    """The mark of an organisation's name with one of its telephones."""
    return digest("phone", match_key(name), phone_key(number))


def organization_name_mark(name: str) -> str:
    """The mark of a name alone: enough for a row that only mentions an organisation."""
    return digest("name", match_key(name))


def site_key(website: str) -> str:
    """A website as compared with others: without scheme, "www." and a last slash."""
    parts = urlsplit(website.lower())
    host = re.sub(r"^www\.", "", parts.netloc)
    path = parts.path.rstrip("/")
    return "" if host in _SHARED_HOSTS and not path else f"{host}{path}"


def _mark_of_detail(table: str, values: Values, links: Mapping[str, str]) -> str:
    columns = TABLES[table].same
    told = {**values, **links}
    chosen = (
        {column: told.get(column) for column in (*columns, *TABLES[table].links)}
        if columns
        else told
    )
    if table == "phone":
        chosen["number"] = phone_key(str(chosen.get("number") or ""))
        chosen["type"] = chosen.get("type") or "voice"
    if table == "language" and chosen.get("code"):
        chosen["name"] = ""
    parts = [
        f"{column}={_compared(value)}"
        for column, value in sorted(chosen.items())
        if value is not False and value not in ("", None)
    ]
    return digest(table, *parts)


def _compared(value: Value) -> str:
    """A value without the differences of case, spaces and punctuation."""
    if isinstance(value, str):
        return _NO_WORD.sub(" ", value.casefold()).strip() or value
    return json.dumps(value)


def conflicts(first: Values, second: Values) -> list[str]:
    """Columns in which two records say different things."""
    return [
        column
        for column, value in second.items()
        if column in first
        and first[column] not in ("", None)
        and _compared(first[column]) != _compared(value)
    ]


def fill_blanks(first: dict[str, Value], second: Values) -> list[str]:
    """Take from the second what the first does not say. Returns the columns."""
    taken = [column for column in second if first.get(column) in ("", None)]
    for column in taken:
        first[column] = second[column]
    return taken
