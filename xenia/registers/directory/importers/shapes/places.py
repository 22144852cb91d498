"""Rows about places: coordinates read together, addresses put right or found beside a name."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from xenia.registers.directory.importers.addresses import postal_code, read_place, split_address
from xenia.registers.directory.importers.clean import clean_line
from xenia.registers.directory.importers.drafts import MADE, Draft
from xenia.registers.directory.importers.shapes.rows import Row, draft_of

ADDRESS_CELLS: Final = (
    "attention", "address_1", "address_2", "address_3", "address_4", "city", "region",
    "state_province", "postal_code", "country",
)  # fmt: skip
_WANTED: Final = (
    ("address_1", "street"), ("city", "city"), ("state_province", "state"), ("postal_code", "postal code"),
)  # fmt: skip
_PO_BOX = re.compile(r"^\s*p\.?\s*o\.?\s*box\b", re.IGNORECASE)


def shape_location(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    """Latitude and longitude say where a place is only together."""
    place = read_place(draft.text("latitude"), draft.text("longitude"))
    draft.put("latitude", place.latitude)
    draft.put("longitude", place.longitude)
    draft.note(place.note)
    yield draft


def shape_address(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    """An address with its parts in their columns; what is missing is noted."""
    for column in ("address_3", "address_4"):
        if more := clean_line(values.get(column, "")):
            draft.put("address_2", ", ".join(filter(None, (draft.text("address_2"), more))))
    if not draft.text("city") and (parts := split_address(draft.text("address_1"))):
        draft.note(f"the address '{draft.text('address_1')}' was split")
        draft.values.update(parts)
    code, note = postal_code(draft.text("postal_code"), draft.text("state_province"))
    draft.put("postal_code", code)
    draft.note(note)
    if not draft.text("address_type"):
        is_box = _PO_BOX.match(draft.text("address_1"))
        draft.put("address_type", "postal" if is_box else "physical")
    if not any(draft.text(column) for column in ("address_1", "address_2", "city", "postal_code")):
        draft.fault = "the address is empty"
    elif missing := [word for column, word in _WANTED if not draft.text(column)]:
        draft.note(f"the address has no {' and no '.join(missing)}")
    yield draft


def address_in_row(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    """An address beside the name: of the location, or of a place the organisation has."""
    cells = {column: values[column] for column in ADDRESS_CELLS if values.get(column, "").strip()}
    if not cells.keys() & {"address_1", "city", "postal_code"}:
        return
    place = draft
    if draft.table == "organization":
        place = draft.child("location", "place", name=draft.text("name"))
        yield place
    made = draft_of(Row("address", cells, is_main=False))
    made.key = f"{MADE}{place.table}:{place.key}:address"
    made.links["location_id"] = place.key
    for one in shape_address(made, cells):
        for note in one.notes:
            draft.note(note)
        if not one.fault:
            yield one
