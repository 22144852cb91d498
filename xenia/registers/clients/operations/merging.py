"""Two records turn out to be one person, or two people after all. A human decides; everything can be taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.vault.merging import CannotMerge, CannotUndo, merge_subjects, undo_merge
from xenia.ground.vault.models import SubjectMerge
from xenia.registers.clients.models import Client, NotTheSame
from xenia.registers.clients.operations.client import ClientCrossed, ClientGone


class NotMerged(Exception):
    """This record stands for itself: somebody took the merge back before."""


class CannotBecome(Exception):
    """One of the two already stands for somebody else. Take that back first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records of one person: which stays, which leads to it, and how the caller saw both."""

    kept: Client
    absorbed: Client
    kept_version: int
    absorbed_version: int


@transaction.atomic
def merge_clients(*, pair: Pair, by: User, at: datetime) -> Client:
    """They are one person. `kept` stays; the other leads to it. Nothing is rewritten, so it can be taken back.

    Raises ClientGone, ClientCrossed, CannotBecome; nothing is changed then.
    """
    rows = _locked(pair.kept, pair.absorbed)
    kept, absorbed = rows[pair.kept.pk], rows[pair.absorbed.pk]
    for current, seen in ((kept, pair.kept_version), (absorbed, pair.absorbed_version)):
        _refuse(current, seen)
    try:
        merge_subjects(kept=kept.subject_id, absorbed=absorbed.subject_id, by=by, at=at)
    except CannotMerge as wrong:
        raise CannotBecome(f"client {absorbed.pk} cannot become {kept.pk}") from wrong
    absorbed.merged_into = kept
    kept.last_served_on = max(kept.last_served_on, absorbed.last_served_on)
    _save(kept, "last_served_on")
    _save(absorbed, "merged_into")
    audit.record(by, "clients.merged", absorbed, at=at)
    return kept


@transaction.atomic
def unmerge_client(*, absorbed: Client, by: User, at: datetime) -> Client:
    """They are two people after all: each record is as it was. Raises NotMerged."""
    if absorbed.merged_into is None:
        raise NotMerged(f"client {absorbed.pk} stands for herself")
    rows = _locked(absorbed.merged_into, absorbed)
    current = rows.get(absorbed.pk)
    if current is None or current.merged_into_id is None:
        raise NotMerged(f"client {absorbed.pk} stands for herself")
    standing = SubjectMerge.objects.filter(absorbed=current.subject_id, undone_at__isnull=True)
    for merge in standing:
        try:
            undo_merge(merge=merge, by=by, at=at)
        except CannotUndo:
            raise NotMerged(f"client {absorbed.pk} stands for herself") from None
    kept = rows[current.merged_into_id]
    current.merged_into = None
    _save(current, "merged_into")
    _save(kept)
    audit.record(by, "clients.unmerged", current, at=at)
    return current


@transaction.atomic
def say_not_the_same(*, one: Client, other: Client, by: User | None, at: datetime) -> NotTheSame:
    """Somebody made sure that they are two people. They are not suggested again."""
    low, high = sorted((one, other), key=lambda client: client.pk)
    said, is_new = NotTheSame.objects.get_or_create(
        one=low,
        other=high,
        defaults={"said_on": local_day(at), "said_by_id": by.pk if by else None},
    )
    if is_new:
        audit.record(by, "clients.told_apart", low, at=at)
        audit.record(by, "clients.told_apart", high, at=at)
    return said


def _locked(*clients: Client) -> dict[object, Client]:
    """Both rows in the order of their numbers, so that two colleagues never wait for each other."""
    rows = Client.objects.select_for_update().filter(pk__in=[one.pk for one in clients])
    return {row.pk: row for row in rows.order_by("pk")}


def _refuse(current: Client, seen: int) -> None:
    if current.merged_into_id:
        raise ClientGone(f"client {current.pk} is {current.merged_into_id}")
    if current.state_version != seen:
        raise ClientCrossed(current)


def _save(client: Client, *names: str) -> None:
    client.state_version += 1
    client.save(update_fields=[*names, "state_version"])
