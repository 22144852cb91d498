"""The daily round of retention: in the night, once; what was missed is caught up."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from xenia.ground.accounts import audit
from xenia.ground.common.dates import day_span, local_day, local_time
from xenia.ground.keys.models import SubjectKey, Tombstone
from xenia.ground.keys.rotation import rotate_when_due
from xenia.ground.keys.subject_keys import in_lots
from xenia.ground.vault.models import RetentionRound, RetentionRule, SubjectMerge
from xenia.ground.vault.models.hold import lock_holds
from xenia.ground.vault.operations.leaving import (
    Progress,
    quietly,
    renew_the_list,
    shred_who_leaves,
)
from xenia.ground.vault.standing import cover
from xenia.ground.vault.subjects import TooMuchToSweep, clear_shredded, sweep
from xenia.ground.vault.terms import path_of, record_classes, rules_in_force

log = logging.getLogger("xenia.vault")

# The office's night begins, in hours of the city's clock. A round that was missed is run as soon as somebody can.
NIGHT_BEGINS = 1
# A round that did not end in an hour was interrupted.
GIVEN_UP_AFTER = timedelta(hours=1)
# What was being written while its person left is cleared in the next nights.
CLEARED_AGAIN = timedelta(days=2)


StepProgress = Callable[[str, int, int], object]


class RoundFailed(Exception):
    """A step of the round failed; the others were done."""


def unwatched(step: str, done: int, total: int) -> None:
    """Nobody watches."""


def round_when_due(at: datetime) -> None:
    """Run the round once a day, in the night; later in the day when it was missed. Raises RoundFailed."""
    if not _is_time(at):
        return
    taken = _take(at)
    if taken:
        _go(taken, at, unwatched)
        # Keys without a record may mean that the data is missing: that is reported, and waits for a person.
        failed = sorted(taken.problems.keys() - {"sweep"})
        if failed:
            raise RoundFailed(f"round of {taken.on}: {', '.join(failed)} failed")


def run_round(*, at: datetime, progress: StepProgress = unwatched) -> RetentionRound:
    """Run the round now, by hand. What it did, and which steps failed, stands on it.

    progress: told the step, how much of it is done, and of how much.
    """
    taken, _made = RetentionRound.objects.get_or_create(on=local_day(at), defaults={"taken_at": at})
    _go(taken, at, progress)
    return taken


def _is_time(at: datetime) -> bool:
    if local_time(at).hour < NIGHT_BEGINS:
        return False
    return not RetentionRound.objects.filter(on=local_day(at), finished_at__isnull=False).exists()


@transaction.atomic
def _take(at: datetime) -> RetentionRound | None:
    """Today's round, unless another process is at it."""
    found, made = RetentionRound.objects.get_or_create(on=local_day(at), defaults={"taken_at": at})
    free = RetentionRound.objects.filter(pk=found.pk, finished_at__isnull=True)
    if made or free.filter(taken_at__lte=at - GIVEN_UP_AFTER).update(taken_at=at):
        return found
    return None


def _go(taken: RetentionRound, at: datetime, progress: StepProgress) -> None:
    taken.done, taken.problems = {}, {}
    for name, step in STEPS.items():
        try:
            done = step(at, partial(progress, name))
            taken.done |= done if isinstance(done, dict) else {name: done}
        except Exception as error:  # the other steps are done all the same
            log.exception("a step of the retention round failed", extra={"step": name})
            taken.problems[name] = _said(error)
    taken.finished_at = at
    taken.save(update_fields=["done", "problems", "finished_at"])
    audit.record(None, "vault.retention_round", taken, at=at)


def _said(error: Exception) -> str:
    """What to show of an error. Only our own says its sentence: another could quote what a person wrote."""
    return str(error) if isinstance(error, TooMuchToSweep) else type(error).__name__


def _clear(at: datetime, _progress: Progress) -> int:
    """Also rows that were on their way into the database while their person left."""
    Tombstone.objects.filter(shredded_at__gte=at - CLEARED_AGAIN).update(cleared_at=None)
    return clear_shredded(at)


def _rotate(at: datetime, _progress: Progress) -> int:
    rotate_when_due(at)
    return 0


def remove_rows_past_their_term(at: datetime, _progress: Progress = quietly) -> dict[str, int]:
    """Delete rows without a person's key whose class has an approved rule and says "delete". {class: how many}"""
    gone = {}
    for label, rule in rules_in_force(local_day(at)).items():
        found = record_classes()[label]
        if found.goes_by_itself:
            gone[label] = _remove(found.model, rule, at)
    return gone


def _remove(model: type[models.Model], rule: RetentionRule, at: datetime) -> int:
    gone = 0
    while some := _remove_some(model, rule, at):
        gone += some
    return gone


@transaction.atomic
def _remove_some(model: type[models.Model], rule: RetentionRule, at: datetime) -> int:
    lock_holds()
    if cover().covers_class(rule.record_class):
        return 0
    old = model._default_manager.filter(past_term(model, rule, at))
    some = list(old.values_list("pk", flat=True)[:1_000])
    if some:
        model._default_manager.filter(pk__in=some).delete()
        audit.record(None, "vault.rows_removed", rule, at=at, purpose=rule.record_class)
    return len(some)


def past_term(model: type[models.Model], rule: RetentionRule, at: datetime) -> Q:
    """Rows whose days are over."""
    path = path_of(model, rule.since)
    last_day = local_day(at) - timedelta(days=rule.keep_days)
    field = model._meta
    for step in path.split("__")[:-1]:
        field = field.get_field(step).related_model._meta  # type: ignore[union-attr]
    if isinstance(field.get_field(path.split("__")[-1]), models.DateTimeField):
        return Q(**{f"{path}__lt": day_span(last_day)[1]})
    return Q(**{f"{path}__lte": last_day})


def cut_own_records(at: datetime, _progress: Progress = quietly) -> dict[str, int]:
    """Take away what this room keeps for a time of its own: tombstones, rounds, and merges of people who are gone."""
    stones = Tombstone.objects.filter(
        shredded_at__lt=at - Tombstone.Privacy.keep, cleared_at__isnull=False
    )
    rounds = RetentionRound.objects.filter(on__lt=local_day(at) - RetentionRound.Privacy.keep)
    return {
        "tombstones": stones.delete()[0],
        "rounds": rounds.delete()[0],
        "merges": _cut_merges(at),
    }


def _cut_merges(at: datetime) -> int:
    """A merge stays as long as one of the two has a key: her rows belong together."""
    old = SubjectMerge.objects.filter(merged_at__lt=at - SubjectMerge.Privacy.keep)
    gone = 0
    for some in in_lots(old.values_list("pk", "kept", "absorbed", "undone_at")):
        ids = {one for _pk, kept, absorbed, _undone in some for one in (kept, absorbed)}
        living = set(SubjectKey.objects.filter(pk__in=ids).values_list("pk", flat=True))
        pks = [pk for pk, kept, absorbed, undone in some if undone or not {kept, absorbed} & living]
        gone += SubjectMerge.objects.filter(pk__in=pks).delete()[0]
    return gone


Step = Callable[[datetime, Progress], Any]
STEPS: dict[str, Step] = {
    "clear": _clear,
    "list": renew_the_list,
    "shredded": shred_who_leaves,
    "removed": remove_rows_past_their_term,
    "sweep": lambda at, _progress: sweep(at),
    "keys": _rotate,
    "records": cut_own_records,
}
