"""The part of `xenia import-directory` that asks another office's API."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from rich.console import Console
from rich.markup import escape
from typer import Exit

from xenia.ground.common.dates import local_time, now
from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.importers.prepare import Progress
from xenia.registers.directory.models import FollowedDirectory
from xenia.registers.directory.operations.followed import (
    claim,
    follow_directory,
    note_outcome,
    stop_following,
)

if TYPE_CHECKING:
    from xenia.registers.directory.hsds.federation import Followed


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
    for sentence in _what_came(followed, asked):
        console.print(escape(sentence), soft_wrap=True, highlight=False)
    return followed.run


def _what_came(followed: "Followed", asked: Asked) -> Iterator[str]:
    """What came of it, in sentences."""
    yield f"The other office speaks HSDS {followed.version}."
    if followed.left:
        yield f"{followed.left:,} services or organizations are no longer listed there: they are closed here too."
    if followed.dropped:
        yield f"{followed.dropped:,} details, such as hours or phones, are no longer given there: they are gone here too."
    if followed.run is None:
        yield "Nothing changed there since we last asked."
    if asked.follow and not asked.dry_run:
        yield (
            "It will be asked every day. xenia import-directory --followed lists all that are asked; "
            f"xenia import-directory {asked.url} --stop asks it no longer."
        )


def list_followed(console: Console) -> None:
    """Which directories are asked every day, when they were last asked, and what went wrong."""
    found = FollowedDirectory.objects.filter(is_active=True)
    if not found:
        console.print("No directory is asked every day. --follow begins with one.")
    for one in found:
        asked_at = f"{local_time(one.asked_at):%Y-%m-%d %H:%M}" if one.asked_at else "not yet"
        console.print(escape(f"{one.url}  last asked: {asked_at}  {one.problem}").rstrip())


def stop_address(console: Console, url: str) -> None:
    """Ask an address no longer. Exit status 2 when it is not asked."""
    known = FollowedDirectory.objects.filter(url=url.rstrip("/"), is_active=True).first()
    if known is None:
        console.print(
            f"{escape(url[:200])} is not asked every day. --followed lists those that are."
        )
        raise Exit(2)
    stop_following(directory=known, by=None, at=now())
    console.print("It is asked no longer. What came from it stays.")


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
