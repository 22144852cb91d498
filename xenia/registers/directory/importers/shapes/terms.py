"""Rows about terms, and rows that point to a record of any table."""

from collections.abc import Iterator, Mapping

from xenia.registers.directory.importers.clean import clean_line, match_key
from xenia.registers.directory.importers.drafts import Draft
from xenia.registers.directory.importers.tables import TABLES


def shape_taxonomy_term(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    parent = clean_line(values.get("parent_name", ""))
    if parent and not draft.links.get("parent_id"):
        draft.links["parent_id"] = parent
    yield draft


def shape_attribute(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    """A link between a record and a term; the record's table in our words."""
    draft.put("link_entity", table_named(draft.text("link_entity")))
    if (
        not draft.links.get("taxonomy_term_id")
        and not draft.text("value")
        and not draft.text("label")
    ):
        draft.fault = "the row names no term and no value"
    yield draft


def shape_metadata(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    draft.put("resource_type", table_named(draft.text("resource_type")))
    yield draft


def table_named(text: str) -> str:
    """Our name of a table a row speaks of; empty if there is none such."""
    key = match_key(text).replace(" ", "_")
    plural = {
        "addresses": "address",
        "taxonomies": "taxonomy",
        "services_at_location": "service_at_location",
    }
    for name in (
        key,
        plural.get(key, ""),
        key.removesuffix("s"),
        key.replace("organisation", "organization").removesuffix("s"),
    ):
        if name in TABLES:
            return name
    return ""
