"""The daily round of upkeep: evidence that ended, letters that are due, problems to find. Done twice, nothing changes.

Each organisation is its own small transaction, and each step looks only for what is still to do: a round that was
interrupted goes on where it stopped.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from xenia.ground.common.dates import local_day
from xenia.registers.directory.models import UpkeepRound
from xenia.registers.directory.operations.asking import (
    ask_who_is_due,
    forget_dead_links,
    note_refused_letters,
    remind_who_is_silent,
)
from xenia.registers.directory.operations.evidence import hide_what_lost_its_evidence
from xenia.registers.directory.operations.quality import find_problems

log = logging.getLogger("xenia.upkeep")
# A round that did not end in an hour was interrupted.
GIVEN_UP_AFTER: Final = timedelta(hours=1)
ROUNDS_KEPT: Final = timedelta(days=60)

# In this order: what may harm somebody first, what takes longest last.
STEPS: Final[dict[str, Callable[[datetime], int]]] = {
    "hidden": hide_what_lost_its_evidence,
    "refused": note_refused_letters,
    "reminded": remind_who_is_silent,
    "asked": ask_who_is_due,
    "forgotten": forget_dead_links,
    "found": find_problems,
}


class RoundFailed(Exception):
    """A step of the round failed; the others were done, and the round is taken up again."""


def upkeep_when_due(at: datetime) -> int:
    """Do the day's round once; the rest of the day there is nothing to do. Returns how many things it did.

    Raises RoundFailed: the round stays open, and is taken up again in an hour.
    """
    taken = _take(at)
    if taken is None:
        return 0
    failed = [name for name, step in STEPS.items() if not _do(taken, name, step, at)]
    if failed:
        raise RoundFailed(f"upkeep of {taken.on}: {', '.join(failed)} failed")
    taken.finished_at = at
    taken.save(update_fields=["finished_at"])
    UpkeepRound.objects.filter(on__lt=taken.on - ROUNDS_KEPT).delete()
    return sum(taken.done.values())


def last_round() -> UpkeepRound | None:
    """The last round that came to its end."""
    return UpkeepRound.objects.exclude(finished_at=None).order_by("-on").first()


def round_at_work() -> bool:
    """Whether a round was begun and has not come to its end."""
    latest = UpkeepRound.objects.order_by("-on").first()
    return latest is not None and latest.finished_at is None


@transaction.atomic
def _take(at: datetime) -> UpkeepRound | None:
    """Today's round, unless it is done or another process is at it."""
    today = local_day(at)
    found = UpkeepRound.objects.filter(on=today).first()
    if found is None:
        found, made = UpkeepRound.objects.get_or_create(on=today, defaults={"taken_at": at})
        return found if made else None
    free = UpkeepRound.objects.filter(
        pk=found.pk, finished_at=None, taken_at__lte=at - GIVEN_UP_AFTER
    )
    return found if free.update(taken_at=at) else None


def _do(taken: UpkeepRound, name: str, step: Callable[[datetime], int], at: datetime) -> bool:
    """One step, with its figure kept as soon as it is done: the quality page shows how far the round is."""
    try:
        taken.done = taken.done | {name: taken.done.get(name, 0) + step(at)}
    except Exception:
        log.exception("a step of the upkeep round failed", extra={"step": name})
        return False
    taken.save(update_fields=["done"])
    return True
