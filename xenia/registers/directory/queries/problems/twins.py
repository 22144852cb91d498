"""Records that may be the same thing twice.

Comparing each with each would take a day at 50,000. Records are laid into blocks by what twins share: a phone, a site,
an address, an organisation. Within a block, sorted by name, each is compared with its next few neighbours only.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from rapidfuzz.fuzz import token_sort_ratio

from xenia.ground.common.text import fold, runs
from xenia.registers.directory.models import Address, Organization, Phone
from xenia.registers.directory.queries.problems.problem import BATCH, Only, Problem, open_services

NEIGHBOURS: Final = 3
# How like two names are, of 100: alone, and where something else is the same too.
ALIKE: Final = 93.0
ALIKE_WITH_PROOF: Final = 80.0
PHONE_DIGITS: Final = 10
# Numbers set a group apart from its neighbour: "Group 1" and "Group 2" are two.
Key = tuple[str, Hashable]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One record as it is compared. is_proof: whether what the block shares says something by itself."""

    id: UUID
    owner: UUID | None
    name: str
    folded: str
    stamp: str


def organizations_twice(_today: date, only: Only) -> Iterator[Problem]:
    """Two open organisations with nearly the same name, or a like name and the same phone, site or e-mail."""
    found = Organization.objects.filter(status=Organization.Status.ACTIVE)
    chosen = found if only is None else found.filter(pk__in=only)
    rows = list(chosen.order_by().iterator(chunk_size=BATCH))
    phones = _phones("organization_id", {one.pk for one in rows})
    blocks: dict[Key, list[Candidate]] = defaultdict(list)
    for one in rows:
        made = _candidate(one.pk, one.pk, one.name, one.changed_at)
        for key in _keys(made.folded, phones[one.pk], one.website, one.email):
            blocks[key].append(made)
    yield from _pairs("organization", blocks)


def services_twice(_today: date, only: Only) -> Iterator[Problem]:
    """Two open services of one organisation, or with one phone, whose names are nearly the same."""
    rows = list(
        open_services(only)
        .order_by()
        .values_list("pk", "organization_id", "name", "last_modified")
        .iterator(chunk_size=BATCH)
    )
    phones = _phones("service_id", None if only is None else {row[0] for row in rows})
    blocks: dict[Key, list[Candidate]] = defaultdict(list)
    for pk, owner, name, changed in rows:
        made = _candidate(pk, owner, name, changed)
        if owner is not None:
            blocks["name", owner].append(made)
        for number in phones[pk]:
            blocks["phone", number].append(made)
    yield from _pairs("service", blocks)


def places_twice(_today: date, only: Only) -> Iterator[Problem]:
    """Two places of one organisation at one address. A city hall is many organisations' address: that is none."""
    rows = Address.objects.filter(location__isnull=False).exclude(address_1="")
    if only is not None:
        rows = rows.filter(location__in=only)
    blocks: dict[Key, list[Candidate]] = defaultdict(list)
    found = rows.order_by().values_list(
        "location_id",
        "location__organization_id",
        "location__name",
        "location__changed_at",
        "address_1",
        "address_2",
        "postal_code",
    )
    for pk, owner, name, changed, street, floor, code in found.iterator(chunk_size=BATCH):
        where = (owner, fold(street), fold(floor), code[:5])
        blocks["address", where].append(_candidate(pk, owner, name, changed))
    yield from _pairs("location", blocks, same=0.0)


def _candidate(pk: UUID, owner: UUID | None, name: str, changed: object) -> Candidate:
    return Candidate(pk, owner, name, " ".join(sorted(runs(name))), str(changed))


def _keys(folded: str, phones: set[str], website: str, email: str) -> Iterator[Key]:
    yield "name", folded[:3]
    for number in phones:
        yield "phone", number
    if site := fold(website).removeprefix("https://").removeprefix("http://").rstrip("/"):
        yield "site", site.removeprefix("www.")
    if email:
        yield "email", fold(email)


def _phones(column: str, ids: set[UUID] | None) -> dict[UUID, set[str]]:
    """The last ten digits of each record's phones."""
    found: dict[UUID, set[str]] = defaultdict(set)
    rows = Phone.objects.exclude(**{column: None}).order_by().values_list(column, "number")
    for pk, number in rows.iterator(chunk_size=BATCH):
        digits = "".join(sign for sign in number if sign.isdigit())[-PHONE_DIGITS:]
        if len(digits) == PHONE_DIGITS and (ids is None or pk in ids):
            found[pk].add(digits)
    return found


def _pairs(
    kind: str, blocks: dict[Key, list[Candidate]], *, same: float = ALIKE_WITH_PROOF
) -> Iterator[Problem]:
    """Each pair once, whatever brought it together."""
    told: set[tuple[UUID, UUID]] = set()
    for (why, _what), block in blocks.items():
        block.sort(key=lambda one: (one.folded, str(one.id)))
        needed = ALIKE if why == "name" else same
        for one, other in _neighbours(block):
            pair = (min(one.id, other.id), max(one.id, other.id))
            if pair not in told and _alike(one, other, needed):
                told.add(pair)
                yield _problem(kind, one, other, why)


def _neighbours(block: list[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    for place, one in enumerate(block):
        for other in block[place + 1 : place + 1 + NEIGHBOURS]:
            if one.id != other.id:
                yield one, other


def _alike(one: Candidate, other: Candidate, needed: float) -> bool:
    if _numbers(one.folded) != _numbers(other.folded):
        return False
    return token_sort_ratio(one.folded, other.folded) >= needed


def _numbers(folded: str) -> list[str]:
    """The numbers in a name: they tell a group, a floor or a school from its neighbour."""
    return [word for word in folded.split() if any(sign.isdigit() for sign in word)]


def _problem(kind: str, one: Candidate, other: Candidate, why: str) -> Problem:
    first, second = sorted((one, other), key=lambda each: str(each.id))
    return Problem(
        kind,
        first.id,
        first.owner,
        first.name,
        detail=f"{why}:{second.name}",
        stamp=f"{first.stamp} {second.stamp}",
        other=second.id,
    )
