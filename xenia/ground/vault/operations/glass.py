"""Breaking the glass, and looking at who did."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.vault.models import BrokenGlass

# Source: research, security §2, "Insider curiosity": reason, 60 minutes, supervisor notice.
LASTS = timedelta(minutes=60)
SHORTEST_REASON = 10  # letters

# Told in the same transaction, so that a supervisor hears of it: filled by an upper room.
WHEN_GLASS_BREAKS: dict[str, Callable[[BrokenGlass, datetime], object]] = {}


class NoReason(ValueError):
    """The reason is missing or too short to be one."""


class AlreadySeen(Exception):
    """A supervisor looked at it before."""


@transaction.atomic
def break_glass(*, subject: UUID, by: User, reason: str, at: datetime) -> BrokenGlass:
    """For an hour, open one person's sealed records of the office without the role for it.

    An organisation's compartment stays shut. Supervisors are told at once. Raises NoReason, PermissionDenied.
    """
    if not by.may("vault.break_glass"):
        raise PermissionDenied
    if len(reason.strip()) < SHORTEST_REASON:
        raise NoReason("write why it cannot wait, in a sentence")
    glass = BrokenGlass(
        subject_id=subject, by_id=by.pk, reason=reason.strip(), broken_at=at, ends_at=at + LASTS
    )
    glass.save(force_insert=True)
    audit.record(by, "vault.glass_broken", glass, at=at, purpose="emergency")
    for tell in WHEN_GLASS_BREAKS.values():
        tell(glass, at)
    return glass


@transaction.atomic
def note_seen(*, glass: BrokenGlass, by: User, at: datetime) -> None:
    """A supervisor looked at why. Not the person herself. Raises AlreadySeen, PermissionDenied."""
    current = BrokenGlass.objects.select_for_update().get(pk=glass.pk)
    if current.by_id == by.pk:
        raise PermissionDenied
    if current.seen_at:
        raise AlreadySeen(f"broken glass {glass.pk} was seen before")
    BrokenGlass.objects.filter(pk=glass.pk).update(seen_at=at, seen_by_id=by.pk)
    audit.record(by, "vault.glass_seen", glass, at=at)
