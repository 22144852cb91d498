"""The daily round over the directories this office follows."""

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Q

from xenia.registers.directory.models import FollowedDirectory
from xenia.registers.directory.operations.followed import claim, note_outcome

log = logging.getLogger("xenia.directory")
EVERY: Final = timedelta(hours=20)


def follow_when_due(at: datetime) -> int:
    """Ask each followed directory once a day. Returns how many were asked; one that fails does not hold up the rest."""
    due = FollowedDirectory.objects.filter(
        Q(asked_at=None) | Q(asked_at__lt=at - EVERY), is_active=True
    )
    return sum(ask_now(directory, at=at) for directory in due)


def ask_now(directory: FollowedDirectory, *, at: datetime) -> bool:
    """Ask one directory for its changes and keep how it went. False when another process is at it."""
    # httpx is slow to load, and most offices follow nobody.
    from xenia.registers.directory.hsds.federation import follow
    from xenia.registers.directory.hsds.federation_fetch import NotFollowed

    if not claim(directory, at=at):
        return False
    try:
        followed = follow(
            url=directory.url,
            at=at,
            folder=Path(settings.DATA),
            seen_until=directory.seen_until,
            is_in_own_network=directory.is_in_own_network,
        )
    except NotFollowed as reason:
        note_outcome(directory, problem=str(reason))
        log.warning("a followed directory was not read", extra={"directory": str(directory.pk)})
        return True
    note_outcome(directory, seen_until=followed.seen_until)
    return True
