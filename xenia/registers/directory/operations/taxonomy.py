"""Xenia's own taxonomy as terms of the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.ids import lasting_id
from xenia.ground.reference.taxonomy import Term, load_taxonomy
from xenia.registers.directory.hsds.open_eligibility import load_open_eligibility
from xenia.registers.directory.models import Attribute, Taxonomy, TaxonomyTerm
from xenia.registers.directory.operations.listing import rebuild_listings

OWN = "Xenia: immigrants' needs and services"
OWN_FIELDS = ["code", "own_code", "name", "description", "taxonomy", "language", "parent"]


@transaction.atomic
def load_own_taxonomy(*, at: datetime) -> int:
    """Bring the shipped taxonomy into the directory, under ids that stay the same. Returns how many terms it has."""
    taxonomy, _ = Taxonomy.objects.update_or_create(
        pk=lasting_id("taxonomy", "xenia"),
        defaults={
            "name": OWN,
            "description": "What immigrants in a US city look for, in two levels and many languages.",
        },
    )
    terms = sorted(load_taxonomy(), key=lambda one: one.parent != "")
    TaxonomyTerm.objects.bulk_create(
        [_own_term(term, taxonomy) for term in terms],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=OWN_FIELDS,
    )
    load_open_eligibility()
    audit.record(None, "directory.taxonomy_loaded", taxonomy, at=at)
    _show_anew(taxonomy, at)
    return len(terms)


def _own_term(term: Term, taxonomy: Taxonomy) -> TaxonomyTerm:
    return TaxonomyTerm(
        pk=lasting_id("taxonomy", "xenia", term.code),
        code=term.code,
        own_code=term.code,
        name=term.label("en"),
        taxonomy=taxonomy,
        language="en",
        parent_id=lasting_id("taxonomy", "xenia", term.parent) if term.parent else None,
    )


def _show_anew(taxonomy: Taxonomy, at: datetime) -> None:
    """Public records name the terms they are classed under: those of this taxonomy's services are made anew."""
    classed = Attribute.objects.filter(taxonomy_term__taxonomy=taxonomy, link_entity="service")
    rebuild_listings(sorted(set(classed.values_list("link_id", flat=True))), at=at)


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of a list from elsewhere. key: what its parent is named by; own_code: the same term in Xenia's list."""

    key: str
    name: str
    parent: str = ""
    description: str = ""
    language: str = ""
    own_code: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a list: how many terms stand now, and the rows left out with their reasons."""

    terms: int
    listed: tuple[tuple[int, str], ...]


@transaction.atomic
def bring_taxonomy(*, name: str, rows: Sequence[TermRow], by: User | None, at: datetime) -> Brought:
    """Bring another taxonomy in, or bring it again: terms keep their ids, nothing is doubled.

    A row without a name, named twice, or under a parent that is not there, is listed and left out.
    """
    taxonomy, _ = Taxonomy.objects.get_or_create(
        pk=lasting_id("taxonomy", name), defaults={"name": name, "version": str(at.date())}
    )
    kept, listed = _sorted_out(rows)
    for row in kept.values():
        TaxonomyTerm.objects.update_or_create(
            pk=lasting_id("taxonomy", name, row.key),
            defaults={
                "code": row.key,
                "name": row.name,
                "description": row.description,
                "language": row.language,
                "taxonomy": taxonomy,
                "own_code": row.own_code if row.own_code in load_taxonomy() else "",
            },
        )
    for row in kept.values():
        if row.parent:
            TaxonomyTerm.objects.filter(pk=lasting_id("taxonomy", name, row.key)).update(
                parent_id=lasting_id("taxonomy", name, row.parent)
            )
    audit.record(by, "directory.taxonomy_brought", taxonomy, at=at)
    _show_anew(taxonomy, at)
    return Brought(len(kept), tuple(listed))


def _sorted_out(
    rows: Sequence[TermRow],
) -> tuple[dict[str, TermRow], list[tuple[int, str]]]:
    """The terms that can stand, and the others with their row number and reason; a term falls with its parent."""
    kept: dict[str, TermRow] = {}
    numbers: dict[str, int] = {}
    listed: list[tuple[int, str]] = []
    for number, row in enumerate(rows, start=2):
        if not row.key or not row.name:
            listed.append((number, "the term has no code or no name"))
        elif row.key in kept:
            listed.append((number, f"the code {row.key!r} stands there twice"))
        else:
            kept[row.key], numbers[row.key] = row, number
    while orphans := [row for row in kept.values() if row.parent and row.parent not in kept]:
        for row in orphans:
            listed.append((numbers[row.key], f"its parent {row.parent!r} is not in the file"))
            del kept[row.key]
    return kept, sorted(listed)
