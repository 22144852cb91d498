"""Entries that were merged: where an old id leads."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from xenia.registers.directory.models import Merge


def kept_instead(kind: str, pk: UUID) -> UUID | None:
    """The entry an absorbed one became part of, however often that was merged on; None when it was not absorbed.

    kind: "service", "organization" or "location".
    """
    return all_kept_instead(kind, [pk]).get(pk)


def all_kept_instead(kind: str, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Where absorbed ids of one kind lead; ids that were not absorbed are left out."""
    wanted = set(ids)
    found = dict(standing_merges(kind).filter(absorbed_id__in=wanted).values_list(*_BOTH))
    ahead = set(found.values())
    while ahead:
        further = dict(standing_merges(kind).filter(absorbed_id__in=ahead).values_list(*_BOTH))
        found = {old: further.get(new, new) for old, new in found.items()}
        ahead = set(further.values())
    return found


_BOTH = ("absorbed_id", "kept_id")


def standing_merges(kind: str) -> QuerySet[Merge]:
    """The merges of one kind that nobody undid."""
    return Merge.objects.filter(kind=kind, status=Merge.Status.STANDS)


def absorbed_ids(kind: str) -> "QuerySet[Merge, UUID]":
    """The ids of what became part of another entry, to leave out of lists."""
    return standing_merges(kind).values_list("absorbed_id", flat=True)
