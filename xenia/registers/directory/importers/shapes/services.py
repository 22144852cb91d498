"""Rows about organisations and services, their prices and free places."""

from collections.abc import Iterator, Mapping

from xenia.registers.directory.importers.drafts import Draft

_FREE = frozenset(
    {
        "free",
        "no cost",
        "no fee",
        "no fees",
        "none",
        "no charge",
        "free of charge",
        "gratis",
        "$0",
        "0",
        "0.00",
        "no",
    }
)


def shape_organization(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    if not draft.text("description") and draft.is_main:
        draft.note("no description")
    yield draft


def shape_service(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    if not draft.text("status"):
        draft.put("status", "active")
        if "status" in values:
            draft.note("no status: read as active")
    if not draft.text("fees_description") and draft.text("fees"):
        draft.values["fees_description"] = draft.values.pop("fees")
    if not draft.text("cost") and draft.text("fees_description").lower().strip(" .!") in _FREE:
        draft.put("cost", "free")
    low, high = draft.values.get("minimum_age"), draft.values.get("maximum_age")
    if isinstance(low, float) and isinstance(high, float) and high < low:
        draft.put("maximum_age", None)
        draft.note(f"maximum_age: {high:g} is below the minimum age {low:g}: left out")
    yield draft


def shape_cost_option(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    if "$" in values.get("amount", "") and not draft.text("currency"):
        draft.put("currency", "USD")
    yield draft


def shape_service_capacity(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    available, maximum = draft.values.get("available"), draft.values.get("maximum")
    if isinstance(available, int) and isinstance(maximum, int) and available > maximum:
        draft.put("maximum", None)
        draft.note(f"maximum: {maximum} is less than the {available} available: left out")
    yield draft
