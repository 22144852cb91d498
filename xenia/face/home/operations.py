"""Preparing a list for somebody to take along. Nothing here says for whom."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from xenia.face.home.models import KEPT_FOR, PreparedItem, PreparedList
from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Listing

# As many as the saved list of a phone holds.
MOST = 30


class ListIsFull(Exception):
    """More services than anybody carries home on paper."""


class NotPublic(Exception):
    """Residents do not see this service, so nobody is sent there with a paper."""


class ListIsGone(Exception):
    """The list was thrown away meanwhile."""


@transaction.atomic
def start_list(*, language: str, by: User, at: datetime) -> PreparedList:
    """A colleague begins a list in the language of whoever will read it."""
    made = PreparedList.objects.create(by=by, language=language, changed_at=at)
    audit.record(by, "lists.started", made, at=at)
    return made


@transaction.atomic
def choose_language(*, prepared: PreparedList, language: str, by: User, at: datetime) -> None:
    """The list is printed in another language."""
    locked = _locked(prepared)
    locked.language = language
    _changed(locked, "lists.language_chosen", by, at, "language")


@transaction.atomic
def add_to_list(*, prepared: PreparedList, service_id: UUID, by: User, at: datetime) -> bool:
    """Put a service at the end of the list; one that was taken off comes back. False when it stands there already.

    Raises NotPublic and ListIsFull; nothing is changed then.
    """
    locked = _locked(prepared)
    if not Listing.objects.filter(pk=service_id, is_public=True).exists():
        raise NotPublic(str(service_id))
    standing = locked.items.filter(removed_at=None)
    if standing.filter(service_id=service_id).exists():
        return False
    if standing.count() >= MOST:
        raise ListIsFull(str(locked.pk))
    last = locked.items.aggregate(last=Max("position"))["last"] or 0
    locked.items.update_or_create(
        service_id=service_id,
        defaults={"position": last + 1, "removed_at": None},
    )
    _changed(locked, "lists.service_added", by, at, "items")
    return True


@transaction.atomic
def move_item(*, item: PreparedItem, up: bool, by: User, at: datetime) -> None:
    """Exchange a service with its neighbour on the list; at the end nothing happens."""
    locked = _locked(item.list)
    standing = list(locked.items.filter(removed_at=None))
    here = next((place for place, one in enumerate(standing) if one.pk == item.pk), None)
    other = None if here is None else here + (-1 if up else 1)
    if here is None or other is None or not 0 <= other < len(standing):
        return
    first, second = standing[here], standing[other]
    first.position, second.position = second.position, first.position
    PreparedItem.objects.bulk_update([first, second], ["position"])
    _changed(locked, "lists.service_moved", by, at, "items")


@transaction.atomic
def note_item(*, item: PreparedItem, phrase: str, note: str, by: User, at: datetime) -> None:
    """A word to go with a service: one of the fixed phrases, or the colleague's own."""
    locked = _locked(item.list)
    locked.items.filter(pk=item.pk).update(phrase=phrase, note=note)
    _changed(locked, "lists.note_written", by, at, "phrase", "note")


@transaction.atomic
def remove_item(*, item: PreparedItem, by: User, at: datetime) -> None:
    """Take a service off the list; it can be put back where it stood."""
    locked = _locked(item.list)
    locked.items.filter(pk=item.pk, removed_at=None).update(removed_at=at)
    _changed(locked, "lists.service_removed", by, at, "items")


@transaction.atomic
def put_back_item(*, item: PreparedItem, by: User, at: datetime) -> None:
    """Undo: the service stands where it stood. Raises ListIsFull when others took its place."""
    locked = _locked(item.list)
    if locked.items.filter(removed_at=None).count() >= MOST:
        raise ListIsFull(str(locked.pk))
    locked.items.filter(pk=item.pk).update(removed_at=None)
    _changed(locked, "lists.service_put_back", by, at, "items")


@transaction.atomic
def throw_list_away(*, prepared: PreparedList, by: User, at: datetime) -> None:
    """The list is handed over, or not needed: nothing of it stays."""
    locked = _locked(prepared)
    audit.record(by, "lists.thrown_away", locked, at=at)
    locked.delete()


@transaction.atomic
def forget_old_lists(at: datetime) -> int:
    """Throw away lists nobody has changed for thirty days. Returns how many."""
    old = PreparedList.objects.filter(changed_at__lt=at - KEPT_FOR)
    count = old.count()
    old.delete()
    return count


def _locked(prepared: PreparedList) -> PreparedList:
    """The list as it is now, held until the change is written. Raises ListIsGone."""
    locked = PreparedList.objects.select_for_update().filter(pk=prepared.pk).first()
    if locked is None:
        raise ListIsGone(str(prepared.pk))
    return locked


def _changed(prepared: PreparedList, act: str, by: User, at: datetime, *fields: str) -> None:
    prepared.changed_at = at
    prepared.save()
    audit.record(by, act, prepared, at=at, fields=fields)
