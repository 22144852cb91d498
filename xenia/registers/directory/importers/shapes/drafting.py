"""From the cells of one row to drafts: neighbours read together, cells that hold other records opened."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from xenia.registers.directory.importers.bilingual import looks_bilingual, split_languages
from xenia.registers.directory.importers.clean import clean_text
from xenia.registers.directory.importers.drafts import Draft, key_of, key_of_content
from xenia.registers.directory.importers.embedded import EMBEDDED
from xenia.registers.directory.importers.languages import registry_code
from xenia.registers.directory.importers.shapes.places import (
    address_in_row,
    shape_address,
    shape_location,
)
from xenia.registers.directory.importers.shapes.reach import shape_language, shape_phone
from xenia.registers.directory.importers.shapes.rows import Row, draft_of, keep_translation
from xenia.registers.directory.importers.shapes.schedules import shape_schedule
from xenia.registers.directory.importers.shapes.services import (
    shape_cost_option,
    shape_organization,
    shape_service,
    shape_service_capacity,
)
from xenia.registers.directory.importers.shapes.terms import (
    shape_attribute,
    shape_metadata,
    shape_taxonomy_term,
)
from xenia.registers.directory.importers.tables import TRANSLATED
from xenia.registers.directory.importers.values import read_value


def drafts_of(row: Row) -> Iterator[Draft]:
    """What a row becomes: usually one draft, more where cells hold several things."""
    if row.adds_to:
        yield _addition(row)
        return
    draft = draft_of(row)
    shape = _SHAPES.get(row.table)
    for one in shape(draft, row.values) if shape else (draft,):
        if not one.key:
            one.key = key_of_content(one.table, one.values, one.links)
        children = list(_opened(one, row) if one is draft else ())
        _in_two_languages(one)
        yield one
        yield from children


def _opened(draft: Draft, row: Row) -> Iterator[Draft]:
    """The records that stand in cells of the row."""
    for column, expand in EMBEDDED.get(row.table, {}).items():
        if text := row.values.get(column):
            yield from expand(draft, text)
    column = "website" if row.table == "organization" else "url"
    if row.table in {"organization", "service"} and (text := row.values.get(column)):
        for address in read_value("url", text).more:
            yield draft.child("url", address, url=address)
    if row.table in {"organization", "location"}:
        yield from address_in_row(draft, row.values)


def _addition(row: Row) -> Draft:
    """A row of a table that HSDS gave up: its text belongs in a column of the service."""
    link = next((text for column, text in row.values.items() if column == "id"), "")
    text = "\n".join(clean_text(text) for column, text in row.values.items() if column != "id")
    draft = Draft("service", key_of(link), {row.adds_to: text.strip()}, adds=True)
    if not draft.text(row.adds_to):
        draft.fault = "the row says nothing"
    elif not draft.key:
        draft.fault = "the row names no service"
    return draft


def _in_two_languages(draft: Draft) -> None:
    """ "English class / Clase de inglés": the English stays, the other becomes a translation, if that is sure."""
    for column in TRANSLATED.get(draft.table, ()):
        text = draft.text(column)
        if "/" not in text and "|" not in text and "\n" not in text:
            continue
        if split := split_languages(text):
            english, others = split
            draft.values[column] = english
            for code, words in others.items():
                keep_translation(draft, column, registry_code(code), words)
                draft.note(
                    f"{column}: two languages in one cell: '{words[:60]}' became the {code} translation"
                )
        elif column == "name" and looks_bilingual(text):
            draft.note("name: there may be two languages in this cell: it was kept as it is")


_SHAPES: Final[Mapping[str, Callable[[Draft, Mapping[str, str]], Iterator[Draft]]]] = {
    "organization": shape_organization,
    "service": shape_service,
    "location": shape_location,
    "address": shape_address,
    "phone": shape_phone,
    "language": shape_language,
    "schedule": shape_schedule,
    "cost_option": shape_cost_option,
    "service_capacity": shape_service_capacity,
    "taxonomy_term": shape_taxonomy_term,
    "attribute": shape_attribute,
    "metadata": shape_metadata,
}
