"""The vocabularies all rooms share: needs, barriers, service types, and their labels in every language."""

import csv
from dataclasses import dataclass
from functools import cache
from typing import Literal

from xenia.ground.reference.taxonomy import DATA

Vocabulary = Literal["needs", "barriers", "service_types", "legal_case_types", "legal_benefits"]
# The six categories of needs in the yearly report. Source: City of Boston, Ord. 2023 c. 10, clause (B)(2).
CATEGORIES = (
    "social_services",
    "legal",
    "housing",
    "public_benefits",
    "education",
    "workforce",
)


@dataclass(frozen=True, slots=True)
class Code:
    """One word of a vocabulary. `category` and `service_type` are set for needs: what they count under in the report."""

    code: str
    position: int
    category: str = ""
    service_type: str = ""


@cache
def vocabulary(name: Vocabulary) -> tuple[Code, ...]:
    """The codes of a vocabulary in their order. Raises ValueError for a need outside the six categories."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        codes = [
            Code(
                row["code"],
                int(row["position"]),
                row.get("category") or "",
                row.get("service_type") or "",
            )
            for row in csv.DictReader(file)
        ]
    if name == "needs":
        for one in codes:
            if one.category not in CATEGORIES:
                raise ValueError(
                    f"need {one.code!r} has category {one.category!r}: expected one of {CATEGORIES}"
                )
    return tuple(sorted(codes, key=lambda one: one.position))


@cache
def _labels(language: str) -> dict[tuple[str, str], str]:
    path = DATA / "vocabularies" / f"{language}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["vocabulary"], row["code"]): row["label"].strip() for row in csv.DictReader(file)
        }


def label_of(name: Vocabulary, code: str, language: str) -> str:
    """A word's label in a language, else in English, else the code itself."""
    for tag in (language, "en"):
        if label := _labels(tag).get((name, code)):
            return label
    return code


@cache
def service_types_of_needs() -> dict[str, str]:
    """The service type that help with a need counts as: {need: service type}."""
    return {one.code: one.service_type for one in vocabulary("needs")}
