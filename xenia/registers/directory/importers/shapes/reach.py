"""Rows about telephones and languages: a cell may hold several, and says more than a number or a name."""

import re
from collections.abc import Iterator, Mapping

from xenia.registers.directory.importers.clean import clean_line
from xenia.registers.directory.importers.drafts import Draft
from xenia.registers.directory.importers.embedded import add_text, language_values, unknown_language
from xenia.registers.directory.importers.languages import language_code, read_languages
from xenia.registers.directory.importers.phones import phone_type, read_phones


def shape_phone(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    """A number for each telephone in the cell; what stood around it becomes the description."""
    text = draft.text("number")
    prefix = clean_line(values.get("country_prefix", "")).lstrip("+")
    if prefix.isdigit() and prefix != "1" and not text.startswith("+"):
        text = f"+{prefix} {text}"
    numbers = read_phones(text)
    if not numbers:
        draft.fault = (
            f"'{clean_line(text)}' is no telephone number"
            if text.strip()
            else "the row has no number"
        )
        yield draft
        return
    kind = phone_type(values.get("type", ""))
    said = [
        draft.text("description"),
        clean_line(values.get("department", "")),
        kind[1] if kind else "",
    ]
    said.append(clean_line(values.get("vanity_number", "")))
    given = draft.text("extension").removesuffix(".0").lstrip("xX# ")
    for index, one in enumerate(numbers):
        made = draft if not index else _sibling(draft, index)
        made.put("number", one.number)
        made.put("extension", one.extension or given)
        if one.extension and given not in ("", one.extension):
            made.note(f"extension: '{given}' was left out, the number says {one.extension}")
        made.put(
            "type",
            draft.text("type") if kind and kind[0] != "voice" else one.type or draft.text("type"),
        )
        words = dict.fromkeys(part for part in (*said, one.words) if part)
        made.put("description", ", ".join(words))
        made.note(one.note)
        yield made


def _sibling(draft: Draft, index: int) -> Draft:
    """Another record of the same row, with the same links."""
    values = dict(draft.values)
    key = f"{draft.key}#{index}" if draft.key else ""
    return Draft(draft.table, key, values, dict(draft.links), is_main=draft.is_main)


def shape_language(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    """A record for each language the cells name."""
    name, code = draft.text("name"), clean_line(draft.text("code"))
    found = list(read_languages(name or code))
    tag = language_code(code)
    if code and not tag:
        draft.note(f"code: '{code}' is no code of a language: left out")
    if tag and len(found) <= 1:
        spoken = read_languages(code)[0] if not found or not found[0].code else found[0]
        found = [type(spoken)(tag, spoken.name, found[0].note if found else "")]
    if not found or not any(one.code or re.search(r"[^\W\d_]", one.name) for one in found):
        draft.fault = (
            f"'{clean_line(name or code)}' is no language"
            if name or code
            else "the row names no language"
        )
        yield draft
        return
    note = draft.text("note")
    for index, one in enumerate(found):
        made = draft if not index else _sibling(draft, index)
        for column, value in language_values(one).items():
            made.put(column, value)
        add_text(made, "note", note)
        made.note(unknown_language(one))
        yield made
