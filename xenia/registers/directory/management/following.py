"""The part of `xenia import-directory` that asks another office's API."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from rich.console import Console
from rich.markup import escape
from typer import Exit

from xenia.ground.common.dates import now
from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.importers.prepare import Progress
from xenia.registers.directory.models import FollowedDirectory
from xenia.registers.directory.operations.followed import (
    claim,
    follow_directory,
    note_outcome,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An address, and how it is to be read."""

    url: str
    follow: bool
    everything: bool
    own_network: bool
    dry_run: bool


def follow_address(console: Console, asked: Asked, progress: Progress) -> ImportRun | None:
    """Bring in what changed there since the last time; None where nothing did. Exit status 2 when it cannot be read."""
    from xenia.registers.directory.hsds.federation import follow
    from xenia.registers.directory.hsds.federation_fetch import NotFollowed

    at = now()
    known = _known(asked)
    try:
        followed = follow(
            url=asked.url,
            at=at,
            folder=Path(settings.DATA),
            seen_until=known.seen_until if known and not asked.everything else None,
            is_in_own_network=asked.own_network or bool(known and known.is_in_own_network),
            dry_run=asked.dry_run,
            progress=progress,
        )
    except NotFollowed as reason:
        if known and not asked.dry_run:
            note_outcome(known, problem=str(reason))
        console.print(escape(str(reason)))
        raise Exit(2) from None
    if not asked.dry_run:
        _remember(asked, known, followed.seen_until)
    for problem in followed.problems:
        console.print(escape(problem))
    left = f"{followed.left:,} left there, {followed.dropped:,} details are gone"
    console.print(f"HSDS {escape(followed.version)}: {left}.")
    if followed.run is None:
        console.print("Nothing changed there since we last asked.")
    return followed.run


def _known(asked: Asked) -> FollowedDirectory | None:
    return FollowedDirectory.objects.filter(url=asked.url.rstrip("/")).first()


def _remember(asked: Asked, known: FollowedDirectory | None, seen_until: datetime) -> None:
    """Keep how far its changes are here; whether it is asked each day is said once, with --follow."""
    at = now()
    if known is None:
        known = follow_directory(
            url=asked.url,
            is_in_own_network=asked.own_network,
            is_daily=asked.follow,
            by=None,
            at=at,
        )
    elif asked.follow:
        follow_directory(
            url=asked.url, is_in_own_network=asked.own_network, is_daily=True, by=None, at=at
        )
    claim(known, at=at)
    note_outcome(known, seen_until=seen_until)
