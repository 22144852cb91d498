"""Two entries are one: the absorbed one is taken into the kept one, and can be taken out again."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import transition
from xenia.registers.directory.models import Address, Location, Merge, Organization, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.history import note_changes
from xenia.registers.directory.operations.listing import rebuild_listings
from xenia.registers.directory.operations.merge_steps import (
    Steps,
    crossed,
    move_texts,
    take_back,
    take_in,
)
from xenia.registers.directory.operations.standing import KINDS, kind_of
from xenia.registers.directory.operations.translation import services_showing
from xenia.registers.directory.queries.merges import standing_merges

# Fields of which a person chooses whose words stand; everything else stays the kept entry's, or fills its blanks.
CHOSEN: Final[dict[str, tuple[str, ...]]] = {
    "service": (
        *("name", "alternate_name", "description", "eligibility_description"),
        *("minimum_age", "maximum_age", "application_process", "bring", "wait_time", "cost"),
        *("fees_description", "asks_status", "needs_id", "status_note", "alert"),
        *("interpreter_available", "interpretation_services", "accepts_referrals", "is_remote"),
        *("email", "url", "assured_date"),
    ),
    "organization": (
        *("name", "alternate_name", "kind", "description", "website", "email"),
        *("legal_status", "year_incorporated"),
    ),
    "location": (
        *("name", "alternate_name", "location_type", "description", "address"),
        *("latitude", "longitude", "transportation"),
    ),
}
# What is true of the kept entry alone.
_ITS_OWN: Final = frozenset({"id", "status", "changed_at", "last_modified", "is_confidential"})
_CLOSED: Final = {"service": Service.Status.DEFUNCT, "organization": Organization.Status.CLOSED}


class NotTwo(Exception):
    """There are not two entries of this kind that stand for themselves: one is gone, absorbed, or both are one."""


class UndoBlocked(Exception):
    """Somebody changed what the merge did; `places` says where: (kind of row, id, field)."""

    def __init__(self, merge: Merge, places: list[tuple[str, str, str]]) -> None:
        super().__init__(f"merge {merge.pk} cannot be undone: {places}")
        self.places = places


@transaction.atomic
def merge_entries(
    *, kind: str, kept: UUID, absorbed: UUID, take: Collection[str], by: User, at: datetime
) -> Merge:
    """Take one entry into another: its phones, hours, services, texts, sources and waiting proposals move.

    take: the fields whose words come from the absorbed entry (of `CHOSEN`); blanks of the kept one are filled in any
    case. What either keeps confidential stays confidential. The absorbed entry stays, empty and closed, and its id
    leads to the kept one. Raises NotTwo.
    """
    one, other = _both(kind, kept, absorbed)
    steps = Steps()
    showing = {*services_showing(one), *services_showing(other)}
    _choose_values(one, other, frozenset(take), steps, by=by, at=at)
    take_in(one, other, steps)
    _close(other, steps)
    made = Merge.objects.create(
        kind=kind,
        kept_id=one.pk,
        absorbed_id=other.pk,
        absorbed_name=str(other),
        by=by,
        merged_at=at,
        trace={"steps": steps.taken},
    )
    audit.record(by, f"directory.{kind}_merged", one, at=at, fields=sorted(take))
    _touch(made, {*showing, *services_showing(one)}, at)
    return made


def _both(kind: str, kept: UUID, absorbed: UUID) -> tuple[Record, Record]:
    found = {one.pk: one for one in _locked(kind, (kept, absorbed))}
    if len(found) < 2 or standing_merges(kind).filter(absorbed_id__in=found).exists():
        raise NotTwo(f"{kind} {kept} and {absorbed}")
    return found[kept], found[absorbed]


def _locked(kind: str, ids: Iterable[UUID]) -> list[Record]:
    if kind not in KINDS:
        return []
    return list(
        KINDS[kind]._default_manager.select_for_update().filter(pk__in=list(ids)).order_by("pk")
    )


def _choose_values(
    one: Record,
    other: Record,
    take: frozenset[str],
    steps: Steps,
    *,
    by: User,
    at: datetime,
) -> None:
    wanted = _values(one, other, take)
    same = frozenset(name for name in one.TRANSLATED if getattr(one, name) == getattr(other, name))
    note_changes(one, wanted, by=by, at=at)
    for name, value in wanted.items():
        steps.set(one, name, value)
    move_texts(one, other, frozenset(wanted), same, steps)
    if isinstance(one, Location) and isinstance(other, Location):
        is_secret = _is_secret(one) or _is_secret(other)
        _choose_address(one, other, is_taken="address" in take, steps=steps)
        if is_secret:
            _keep_secret(one, other, steps)
    if isinstance(one, Organization) and one.parent_organization_id == other.pk:
        steps.set(one, "parent_organization_id", getattr(other, "parent_organization_id", None))


def _values(one: Record, other: Record, take: frozenset[str]) -> dict[str, Any]:
    """What the kept entry says differently from now on: what was taken, and its blanks filled."""
    wanted: dict[str, Any] = {}
    for field in one._meta.concrete_fields:
        name = field.name
        mine, hers = getattr(one, field.attname), getattr(other, field.attname)
        if name in _ITS_OWN or mine == hers or name.endswith("_is_confidential"):
            continue
        is_blank = mine in ("", None) and hers not in ("", None, one.pk)
        if is_blank or (name in take and name in CHOSEN[kind_of(one)]):
            wanted[name] = hers
    if "email" in wanted and hasattr(one, "email_is_confidential"):
        hidden = getattr(other, "email_is_confidential", False)
        if hidden != getattr(one, "email_is_confidential", False):
            wanted["email_is_confidential"] = hidden
    return wanted


def _is_secret(place: Location) -> bool:
    return place.is_confidential or place.addresses.filter(is_confidential=True).exists()


def _keep_secret(one: Location, other: Location, steps: Steps) -> None:
    """A place that is confidential in one of two entries is confidential, with every address."""
    steps.set(one, "is_confidential", True)
    for address in [*one.addresses.all(), *other.addresses.all()]:
        steps.set(address, "is_confidential", True)


def _choose_address(one: Location, other: Location, *, is_taken: bool, steps: Steps) -> None:
    """A place has one address people go to: the chosen one stays."""
    physical = Address.Type.PHYSICAL
    mine = list(one.addresses.filter(address_type=physical))
    hers = list(other.addresses.filter(address_type=physical))
    if not mine or not hers:
        return
    for address in mine if is_taken else hers:
        steps.remove(address)


def _close(other: Record, steps: Steps) -> None:
    """The absorbed entry is empty now: nobody finds it, and no file is matched with it."""
    if kind_of(other) in _CLOSED:
        steps.set(other, "status", _CLOSED[kind_of(other)])
    if isinstance(other, Service | Location):
        steps.set(other, "organization_id", None)
    if isinstance(other, Organization):
        steps.set(other, "parent_organization_id", None)


def _touch(merge: Merge, services: set[Any], at: datetime) -> None:
    """Both entries, and the services that show them, count as changed now: other cities' software asks for that."""
    ids = [merge.kept_id, merge.absorbed_id]
    if merge.kind == "service":
        services |= set(ids)
    else:
        for model in (Organization, Location):
            model._default_manager.filter(pk__in=ids).update(changed_at=at)
    Service.objects.filter(pk__in=services).update(last_modified=at)
    rebuild_listings(sorted(services), at=at)


@transaction.atomic
def undo_merge(*, merge: Merge, by: User, at: datetime) -> Merge:
    """They were two after all: every row is again as it was before the merge.

    What came to the kept entry since stays with it. Raises WrongState when somebody undid it before, and UndoBlocked,
    with nothing changed, when somebody changed since what the merge had set.
    """
    transition(merge, to=Merge.Status.UNDONE, at=at, undone_by=by, undone_at=at)
    later = standing_merges(merge.kind).filter(absorbed_id=merge.kept_id)
    if later.exists():
        raise UndoBlocked(merge, [(merge.kind, str(merge.kept_id), "merged")])
    steps = merge.trace["steps"]
    _locked(merge.kind, (merge.kept_id, merge.absorbed_id))
    if wrong := crossed(steps):
        raise UndoBlocked(merge, [_place(step) for step in wrong])
    showing = _shown_now(merge)
    _note_back(merge, by=by, at=at)
    try:
        with transaction.atomic():
            take_back(steps)
    except IntegrityError:
        raise UndoBlocked(merge, [(merge.kind, str(merge.kept_id), "taken")]) from None
    audit.record(by, f"directory.{merge.kind}_merge_undone", (_label(merge), merge.kept_id), at=at)
    _touch(merge, {*showing, *_shown_now(merge)}, at)
    return merge


def _place(step: dict[str, Any]) -> tuple[str, str, str]:
    if "removed" in step:
        return step["removed"]["model"], str(step["removed"]["pk"]), ""
    return step["set"], step["pk"], step["field"]


def _label(merge: Merge) -> str:
    return KINDS[merge.kind]._meta.label_lower


def _shown_now(merge: Merge) -> set[Any]:
    found = KINDS[merge.kind]._default_manager.filter(pk__in=[merge.kept_id, merge.absorbed_id])
    return {pk for record in found for pk in services_showing(record)}


def _note_back(merge: Merge, *, by: User, at: datetime) -> None:
    """The kept entry's history says that its values changed back."""
    kept = KINDS[merge.kind]._default_manager.get(pk=merge.kept_id)
    names = {field.attname: field.name for field in kept._meta.concrete_fields}
    back = {
        names[step["field"]]: step["before"]
        for step in merge.trace["steps"]
        if step.get("set") == _label(merge) and step["pk"] == str(merge.kept_id)
    }
    note_changes(kept, back, by=by, at=at)
