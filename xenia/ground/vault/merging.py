"""Who is whom: people who were known twice."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.vault.models.merge import SubjectMerge

# Upper rooms that count or list people: told (kept, absorbed, at) in the same transaction.
WHEN_MERGED: dict[str, Callable[[UUID, UUID, datetime], object]] = {}
WHEN_UNMERGED: dict[str, Callable[[UUID, UUID, datetime], object]] = {}


class CannotMerge(Exception):
    """One of the two already stands for somebody else, or they are the same."""


class CannotUndo(Exception):
    """The merge was undone before."""


def everybody_who_is(subjects: Collection[UUID]) -> set[UUID]:
    """These people under every id they are known by."""
    found = set(subjects)
    while True:
        some = list(found)
        pairs = SubjectMerge.objects.filter(undone_at__isnull=True).filter(
            Q(kept__in=some) | Q(absorbed__in=some)
        )
        more = {one for pair in pairs.values_list("kept", "absorbed") for one in pair} - found
        if not more:
            return found
        found |= more


def kept_id(subject: UUID) -> UUID:
    """The id a person goes by now."""
    merge = SubjectMerge.objects.filter(absorbed=subject, undone_at__isnull=True).first()
    return merge.kept if merge else subject


def kept_ids(subjects: Collection[UUID]) -> dict[UUID, UUID]:
    """The id each of these people goes by now."""
    standing = SubjectMerge.objects.filter(absorbed__in=list(subjects), undone_at__isnull=True)
    moved = dict(standing.values_list("absorbed", "kept"))
    return {subject: moved.get(subject, subject) for subject in subjects}


def known_as(kept: Collection[UUID]) -> dict[UUID, UUID]:
    """Every id of people who stand for themselves, each with the one she goes by now. One statement.

    Whoever stands for somebody is never absorbed herself: there is nothing to follow further.
    """
    standing = SubjectMerge.objects.filter(kept__in=list(kept), undone_at__isnull=True)
    return {one: one for one in kept} | dict(standing.values_list("absorbed", "kept"))


@transaction.atomic
def merge_subjects(*, kept: UUID, absorbed: UUID, by: User, at: datetime) -> SubjectMerge:
    """Two subjects are one person from now on. Her rows stay under the keys they have, so it can be undone.

    Raises CannotMerge and changes nothing.
    """
    standing = SubjectMerge.objects.select_for_update().filter(undone_at__isnull=True)
    taken = list(standing.filter(Q(absorbed__in=[kept, absorbed]) | Q(kept=absorbed)))
    if kept == absorbed or taken:
        raise CannotMerge(f"{absorbed} cannot become {kept}: undo the earlier merge first")
    try:
        with transaction.atomic():
            merge = SubjectMerge.objects.create(kept=kept, absorbed=absorbed, merged_at=at)
    except IntegrityError:
        raise CannotMerge(f"{absorbed} was merged by somebody else just now") from None
    audit.record(by, "vault.merged", ("vault.subject", absorbed), at=at)
    for tell in WHEN_MERGED.values():
        tell(kept, absorbed, at)
    return merge


@transaction.atomic
def undo_merge(*, merge: SubjectMerge, by: User, at: datetime) -> None:
    """They are two people after all. Raises CannotUndo when somebody was first."""
    current = SubjectMerge.objects.select_for_update().get(pk=merge.pk)
    if current.undone_at:
        raise CannotUndo(f"merge {merge.pk} was undone before")
    current.undone_at = merge.undone_at = at
    current.save(update_fields=["undone_at"])
    audit.record(by, "vault.unmerged", ("vault.subject", current.absorbed), at=at)
    for tell in WHEN_UNMERGED.values():
        tell(current.kept, current.absorbed, at)
