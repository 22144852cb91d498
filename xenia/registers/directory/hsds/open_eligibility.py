"""Our services under a second taxonomy, Open Eligibility, for the many who read by that one."""

from functools import cache
from typing import Final
from uuid import UUID

from xenia.ground.common.ids import lasting_id
from xenia.ground.reference import open_eligibility
from xenia.ground.reference.open_eligibility import Counterpart, counterparts, said_of
from xenia.registers.directory.hsds.shapes import Shape, by_id
from xenia.registers.directory.models import Taxonomy, TaxonomyTerm

TAXONOMY_ID: Final = lasting_id("taxonomy", "open-eligibility")
DESCRIPTION: Final = (
    "The terms of Open Eligibility 2.0 that go with ours. Open Eligibility is by Aunt Bertha, under CC BY-SA 3.0 "
    "(https://creativecommons.org/licenses/by-sa/3.0/); which term goes with which is our own choice."
)


def term_id(theirs: str) -> UUID:
    """The id under which one of their terms stands here."""
    return lasting_id("taxonomy", "open-eligibility", theirs)


def with_open_eligibility(shapes: list[Shape]) -> list[Shape]:
    """A record's terms, and among them those of Open Eligibility that are as true of it, each once."""
    there = {str(shape["id"]) for shape in shapes}
    named = {shape.get("taxonomy_term", {}).get("id") for shape in shapes}
    more: list[Shape] = []
    for shape in shapes:
        made = _beside(shape)
        if made is None or made["id"] in there or made["taxonomy_term"]["id"] in named:
            continue
        named.add(made["taxonomy_term"]["id"])
        more.append(made)
    return by_id(shapes + more) if more else shapes


def _beside(shape: Shape) -> Shape | None:
    theirs = said_of(str(shape.get("taxonomy_term", {}).get("own_code", "")))
    if theirs is None:
        return None
    made: Shape = {
        "id": str(lasting_id("open eligibility", str(shape["id"]))),
        "link_id": shape["link_id"],
        "taxonomy_term_id": str(term_id(theirs.id)),
        "link_entity": shape["link_entity"],
        "taxonomy_term": _term_shape(theirs),
    }
    return made


def _term_shape(theirs: Counterpart) -> Shape:
    return {
        "id": str(term_id(theirs.id)),
        "code": theirs.id,
        "name": theirs.name,
        "description": "",
        "taxonomy": open_eligibility.NAME,
        "taxonomy_detail": {
            "id": str(TAXONOMY_ID),
            "name": open_eligibility.NAME,
            "description": DESCRIPTION,
            "uri": open_eligibility.ADDRESS,
            "version": open_eligibility.VERSION,
        },
        "language": "en",
        "taxonomy_id": str(TAXONOMY_ID),
    }


def load_open_eligibility() -> int:
    """Bring the terms that go with ours into the directory, under ids that stay. Returns how many."""
    taxonomy, _ = Taxonomy.objects.update_or_create(
        pk=TAXONOMY_ID,
        defaults={
            "name": open_eligibility.NAME,
            "description": DESCRIPTION,
            "uri": open_eligibility.ADDRESS,
            "version": open_eligibility.VERSION,
        },
    )
    wanted = {row.id: row.name for row in counterparts().values()}
    fields = ["code", "name", "taxonomy", "language"]
    TaxonomyTerm.objects.bulk_create(
        [
            TaxonomyTerm(
                pk=term_id(theirs), code=theirs, name=name, taxonomy=taxonomy, language="en"
            )
            for theirs, name in sorted(wanted.items())
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=fields,
    )
    return len(wanted)


@cache
def _own_codes() -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for code in counterparts():
        if theirs := said_of(code):
            found.setdefault(term_id(theirs.id), []).append(code)
    return found


def own_codes_of(term: UUID) -> list[str]:
    """Our terms under which one of theirs is said; none for a term of another taxonomy."""
    return _own_codes().get(term, [])


def all_own_codes() -> list[str]:
    """Our terms beside which one of theirs is said."""
    return [code for codes in _own_codes().values() for code in codes]
