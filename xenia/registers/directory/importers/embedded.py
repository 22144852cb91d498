"""Columns that hold other records: a service's languages in one cell, a location's telephone, an Ohana service's location."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from xenia.ground.common.languages import is_known
from xenia.registers.directory.importers.clean import (
    clean_line,
    clean_text,
    match_key,
    says_nothing,
)
from xenia.registers.directory.importers.drafts import MADE, Draft, key_of
from xenia.registers.directory.importers.hours import Opening, is_possible, read_hours, to_check
from xenia.registers.directory.importers.languages import Spoken, read_languages
from xenia.registers.directory.importers.phones import read_phones
from xenia.registers.directory.importers.tables import TRANSLATED
from xenia.registers.directory.importers.values import read_value

Expand = Callable[[Draft, str], Iterator[Draft]]

# A service's row may name its place only: the place's organisation is then the service's.
OWNER_OF_PLACE: Final = "~location"

# What Ohana's codes mean, in words people read. Source: codeforamerica/ohana-api, Location.accessibility, 2022.
_ACCESS_IN_WORDS = {
    "cd": "Information on CD", "deaf_interpreter": "Interpreter for the deaf", "disabled_parking": "Disabled parking",
    "elevator": "Elevator", "ramp": "Ramp", "restroom": "Accessible restroom",
    "tape_braille": "Information on tape or in Braille", "tty": "TTY", "wheelchair": "Wheelchair access",
    "wheelchair_van": "Wheelchair van",
}  # fmt: skip


def _pieces(text: str, pattern: str = r"[,;|\n]+") -> list[str]:
    """The parts of a cell that holds a list, each once; JSON lists and braces of databases too."""
    shown = clean_text(text)
    if shown.startswith("[") and shown.endswith("]"):
        try:
            shown = "\n".join(str(one) for one in json.loads(shown))
        except (ValueError, RecursionError):
            shown = shown.strip("[]")
    shown = shown.strip("{}")
    parts = (part.strip(" \"'") for part in re.split(pattern, shown))
    return list(dict.fromkeys(part for part in parts if not says_nothing(part)))


def phones(parent: Draft, text: str, kind: str = "") -> Iterator[Draft]:
    """Every telephone number of a cell, for whom the row is about."""
    numbers = read_phones(text)
    if not numbers and not says_nothing(text):
        parent.note(f"'{clean_line(text)}' is no telephone number: left out")
    for one in numbers:
        made = parent.child(
            "phone", f"{one.number}x{one.extension}", number=one.number, extension=one.extension,
            type=kind or one.type, description=one.words,
        )  # fmt: skip
        parent.note(one.note)
        yield made


def fax(parent: Draft, text: str) -> Iterator[Draft]:
    return phones(parent, text, "fax")


def languages(parent: Draft, text: str) -> Iterator[Draft]:
    """Every language of a cell; what is no language is noted."""
    for spoken in read_languages(text):
        if not spoken.code and not re.search(r"[^\W\d_]", spoken.name):
            parent.note(f"'{spoken.name}' is no language: left out")
            continue
        parent.note(unknown_language(spoken))
        yield parent.child(
            "language", spoken.code or match_key(spoken.name), **language_values(spoken)
        )


def unknown_language(spoken: Spoken) -> str:
    """The note about a language we do not know; empty if we do."""
    return "" if spoken.code else f"'{spoken.name}' is no language we know: kept as it is written"


def language_values(spoken: Spoken) -> dict[str, str]:
    return {"name": spoken.name, "code": spoken.code, "note": spoken.note}


def hours(parent: Draft, text: str) -> Iterator[Draft]:
    """The opening hours of a cell."""
    for one in read_hours(text):
        parent.note(one.note)
        values = opening_values(one)
        yield parent.child("schedule", "|".join(map(str, values.values())), **values)


def opening_values(opening: Opening) -> dict[str, str]:
    """A schedule's values. A closing time that cannot be is told in words, to be checked by who comes."""
    opens, closes = opening.opens_at, opening.closes_at
    description = opening.description
    if not is_possible(opens, closes):
        description = "\n".join(filter(None, (description, to_check(opens, closes))))
        closes = ""
    return {
        "freq": opening.freq,
        "byday": opening.byday,
        "opens_at": opens,
        "closes_at": closes,
        "description": description,
    }


def _simple(table: str, column: str, pattern: str = r"[,;|\n]+") -> Expand:
    """A list in a cell: each part becomes a record with one text."""

    def expand(parent: Draft, text: str) -> Iterator[Draft]:
        for part in _pieces(text, pattern):
            yield parent.child(table, match_key(part), **{column: part})

    return expand


def _attributes(label: str, pattern: str = r"[,;|\n]+") -> Expand:
    """What HSDS has no column for, kept under a label."""

    def expand(parent: Draft, text: str) -> Iterator[Draft]:
        for part in _pieces(text, pattern):
            made = parent.child("attribute", f"{label}:{match_key(part)}", label=label, value=part)
            yield _attached(made, parent)

    return expand


def _attached(attribute: Draft, parent: Draft) -> Draft:
    attribute.values["link_entity"] = parent.table
    attribute.links["link_id"] = parent.key
    return attribute


def terms(parent: Draft, text: str) -> Iterator[Draft]:
    """The terms a service is classed by, as ids or names of a taxonomy."""
    for part in _pieces(text):
        made = _attached(parent.child("attribute", f"term:{part}"), parent)
        made.links["taxonomy_term_id"] = part
        yield made


def accessibility(parent: Draft, text: str) -> Iterator[Draft]:
    for part in _pieces(text):
        shown = _ACCESS_IN_WORDS.get(part.lower(), part)
        yield parent.child("accessibility", match_key(part), description=shown)


def given_at(parent: Draft, text: str) -> Iterator[Draft]:
    """The place or places of a service, named in its own row."""
    made = parent.child("service_at_location", text)
    made.links["location_id"] = text
    parent.links[OWNER_OF_PLACE] = text
    yield made


def organization_by_name(parent: Draft, text: str) -> Iterator[Draft]:
    """Whom a row belongs to, by name; it counts where no id says so. A number is an id, whatever its heading."""
    name = clean_line(text)
    if not parent.links.get("organization_id") and not says_nothing(name):
        parent.links["organization_id"] = key_of(name)
        if not name.isdigit():
            yield Draft("organization", mention(name), {"name": name}, is_main=False)


def mention(name: str) -> str:
    """The key of something that a row only names."""
    return f"{MADE}name:{match_key(name)}"


def taxonomy_by_name(parent: Draft, text: str) -> Iterator[Draft]:
    name = clean_line(text)
    if not parent.links.get("taxonomy_id") and not says_nothing(name):
        made = Draft("taxonomy", mention(name), {"name": name}, is_main=False)
        parent.links["taxonomy_id"] = made.key
        yield made


def unit_by_name(parent: Draft, text: str) -> Iterator[Draft]:
    name = clean_line(text)
    if not parent.links.get("unit_id") and not says_nothing(name):
        made = Draft("unit", mention(name), {"name": name}, is_main=False)
        parent.links["unit_id"] = made.key
        yield made


def audience(parent: Draft, text: str) -> Iterator[Draft]:
    """Whom a service is for stands beside its eligibility."""
    add_text(parent, "eligibility_description", clean_text(text))
    yield from ()


def add_text(draft: Draft, column: str, text: str) -> None:
    """Add a text below what a column already says, unless it says so already."""
    before = draft.text(column)
    if text and text not in before:
        draft.put(column, f"{before}\n{text}" if before else text)


def email_of_place(parent: Draft, text: str) -> Iterator[Draft]:
    """HSDS has no e-mail of a location: it becomes a contact there."""
    reading = read_value("email", text)
    parent.note(reading.note)
    if reading.value:
        yield parent.child("contact", f"email:{reading.value}", email=reading.value)


def not_kept(parent: Draft, text: str) -> Iterator[Draft]:
    """E-mail addresses of those who keep the other system's records are no part of a directory."""
    if not says_nothing(text):
        parent.note("e-mail addresses of administrators are not kept")
    yield from ()


def short_text(parent: Draft, text: str) -> Iterator[Draft]:
    """A short description becomes the description where there is none."""
    shown = clean_text(text)
    if not parent.text("description"):
        parent.put("description", shown)
    elif shown and shown not in parent.text("description"):
        yield _attached(
            parent.child("attribute", "short", label="short description", value=shown), parent
        )


def virtual(parent: Draft, text: str) -> Iterator[Draft]:
    if read_value("flag", text).value is True:
        parent.put("location_type", "virtual")
    yield from ()


def status_policy(parent: Draft, text: str) -> Iterator[Draft]:
    """Does the service ask for immigration status, does it need an ID: `{"asks_status": "no", "needs_id": "yes"}`."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if isinstance(said, dict):
        for column in ("asks_status", "needs_id"):
            reading = read_value("answer", str(said.get(column) or ""))
            parent.put(column, reading.value)
            parent.note(reading.note)
        text = str(said.get("note") or "")
    if not says_nothing(text):
        parent.put("status_note", clean_text(text))
    yield from ()


def translations(parent: Draft, text: str) -> Iterator[Draft]:
    """Texts in other languages, as Xenia's profile of HSDS writes them: {field: {language: {"text": …}}}."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        parent.note("translations: they cannot be read: left out")
        said = {}
    for column in sorted(TRANSLATED[parent.table] & said.keys()):
        for code, words in _texts_by_language(said[column]):
            if is_known(code) and code != "en":
                parent.texts.setdefault(column, {})[code] = words
    yield from ()


def _texts_by_language(said: object) -> Iterator[tuple[str, str]]:
    for code, one in said.items() if isinstance(said, dict) else ():
        text = one.get("text") if isinstance(one, dict) else one
        if isinstance(text, str) and (words := clean_text(text)):
            yield str(code), words


def read_with_its_neighbours(parent: Draft, text: str) -> Iterator[Draft]:
    """A column its table's shape takes care of."""
    yield from ()


_LINES = r"[;|\n]+"
_ADDRESS = ("attention", "address_1", "address_2", "address_3", "address_4", "city", "region", "state_province",
            "postal_code", "country")  # fmt: skip
_ADDRESS_COLUMNS: Final[dict[str, Expand]] = dict.fromkeys(_ADDRESS, read_with_its_neighbours)

EMBEDDED: Final[Mapping[str, Mapping[str, Expand]]] = {
    "organization": {
        "phones": phones, "fax": fax, "funding_sources": _simple("funding", "source"),
        "accreditations": _attributes("accreditations", _LINES), "licenses": _attributes("licenses", _LINES),
        "languages": _attributes("languages", _LINES), "keywords": _attributes("keyword"),
        "translations": translations, "last_modified": read_with_its_neighbours, **_ADDRESS_COLUMNS,
    },
    "program": {"organization_name": organization_by_name, "translations": translations},
    "service": {
        "organization_name": organization_by_name, "location_id": given_at, "languages": languages, "phones": phones,
        "fax": fax, "hours": hours, "service_areas": _simple("service_area", "name"),
        "funding_sources": _simple("funding", "source"),
        "required_documents": _simple("required_document", "document", _LINES), "keywords": _attributes("keyword"),
        "taxonomy_ids": terms, "accepted_payments": _attributes("payment accepted"), "audience": audience,
        "immigration_status_policy": status_policy, "translations": translations,
        "modified_date": read_with_its_neighbours,
    },
    "location": {
        "organization_name": organization_by_name, "languages": languages, "phones": phones, "fax": fax, "hours": hours,
        "accessibility": accessibility, "email": email_of_place, "admin_emails": not_kept, "short_desc": short_text,
        "virtual": virtual, "translations": translations, **_ADDRESS_COLUMNS,
    },
    "contact": {"phones": phones, "fax": fax},
    "phone": {
        "languages": languages, "department": read_with_its_neighbours, "vanity_number": read_with_its_neighbours,
        "country_prefix": read_with_its_neighbours,
    },
    "address": {"address_3": read_with_its_neighbours, "address_4": read_with_its_neighbours},
    "schedule": {
        "weekday": read_with_its_neighbours, "closed": read_with_its_neighbours, "name": read_with_its_neighbours,
        "hours": read_with_its_neighbours,
    },
    "service_capacity": {"unit": unit_by_name},
    "taxonomy_term": {"taxonomy": taxonomy_by_name, "parent_name": read_with_its_neighbours},
}  # fmt: skip
