"""People whose term is over: noticed, and two weeks later gone, unless something happens in between."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from itertools import groupby, islice
from uuid import UUID

from django.db import transaction

from xenia.ground.common.dates import local_day
from xenia.ground.vault.merging import everybody_who_is
from xenia.ground.vault.models import Leaving, RetentionRound, RetentionRule
from xenia.ground.vault.retention import NOTICE, Plan, Standing
from xenia.ground.vault.standing import hashes_of_rows, known_twice, plan_of
from xenia.ground.vault.subjects import shred_many

# People in one transaction: others write in between.
AT_ONCE = 500

# Told who was put on the list, in the same transaction; an upper room tells staff, without names.
WHEN_NOTICED: dict[str, Callable[[Collection[Leaving], datetime], object]] = {}
Progress = Callable[[int, int], object]  # done, of how many


def quietly(done: int, total: int) -> None:
    """Nobody watches."""


def note_activity(subject: UUID, at: datetime) -> bool:
    """Something of a person happened that her rows do not show: she is taken off the list. Whether she stood there.

    Also called first, in the same transaction, by who writes something new about her: then either she stays, or the
    write is told that she is gone.
    """
    listed = Leaving.objects.filter(subject_id__in=everybody_who_is([subject]))
    return bool(listed.filter(noticed_on__lte=local_day(at)).delete()[0])


def renew_the_list(at: datetime, progress: Progress = quietly) -> dict[str, int]:
    """Notice whose term ends within two weeks, and take off who is to stay after all. How many of each.

    Whose rows changed since she was noticed is noticed anew: her two weeks begin again.
    """
    plan = plan_of(at)
    soon = _due_soon(plan, at)
    done = {"off": _take_off({one.subject for one in soon}), "noticed": 0}
    for number in range(0, len(soon), AT_ONCE):
        some = soon[number : number + AT_ONCE]
        done["noticed"] += _notice({one.subject: plan.ids_of(one.subject) for one in some}, at)
        progress(number + len(some), len(soon))
    return done


@transaction.atomic
def _take_off(but: set[UUID]) -> int:
    gone = [
        pk for pk, subject in Leaving.objects.values_list("pk", "subject_id") if subject not in but
    ]
    for number in range(0, len(gone), AT_ONCE):
        Leaving.objects.filter(pk__in=gone[number : number + AT_ONCE]).delete()
    return len(gone)


@transaction.atomic
def _notice(some: Mapping[UUID, Collection[UUID]], at: datetime) -> int:
    # Two rounds at once: the second waits here, and finds the list renewed.
    list(RetentionRound.objects.select_for_update().filter(on=local_day(at)))
    # The list first, the rows next, the keys last: who is shredded meanwhile leaves them in this order, and whose key is
    # gone is not noticed once more.
    listed = {row.subject_id: row for row in Leaving.objects.filter(subject_id__in=list(some))}
    hashes = hashes_of_rows(some)
    soon = _due_soon(plan_of(at, only=[one for ids in some.values() for one in ids]), at)
    new = []
    for one in (standing for standing in soon if standing.subject in hashes):
        row = listed.get(one.subject)
        if row and row.seen == hashes[one.subject]:
            _move(row, one)
        else:
            new.append(_noticed(one, hashes[one.subject], local_day(at)))
    Leaving.objects.filter(subject_id__in=[row.subject_id for row in new]).delete()
    Leaving.objects.bulk_create(new)
    for tell in WHEN_NOTICED.values() if new else ():
        tell(new, at)
    return len(new)


def _due_soon(plan: Plan, at: datetime) -> list[Standing]:
    return [one for one in plan.people.values() if one.is_due(local_day(at) + NOTICE)]


def _noticed(standing: Standing, seen: str, today: date) -> Leaving:
    return Leaving(
        subject_id=standing.subject,
        rule_id=standing.decided_by,
        noticed_on=today,
        due_on=standing.due_on,
        leaves_on=standing.leaves_on(today),
        seen=seen,
    )


def _move(row: Leaving, standing: Standing) -> None:
    """Another rule decides now: the day moves, but never closer to the notice than two weeks."""
    if (row.rule_id, row.due_on) != (standing.decided_by, standing.due_on):
        Leaving.objects.filter(pk=row.pk).update(
            rule_id=standing.decided_by,
            due_on=standing.due_on,
            leaves_on=standing.leaves_on(row.noticed_on),
        )


def shred_who_leaves(at: datetime, progress: Progress = quietly) -> int:
    """Destroy the keys of everybody whose day has come. How many keys. An interrupted run is taken up again.

    Each one's rule is the reason that stands on her tombstone.
    """
    listed = Leaving.objects.filter(leaves_on__lte=local_day(at)).order_by("rule_id", "subject_id")
    ready = list(listed.values_list("rule_id", "subject_id"))
    gone = done = 0
    for rule, rows in groupby(ready, key=lambda row: row[0]):
        subjects = (subject for _rule, subject in rows)
        while some := list(islice(subjects, AT_ONCE)):
            still = partial(still_leaving, at=at)
            gone += shred_many(some, by=None, at=at, reason=reason_of(rule), still=still)
            done += len(some)
            progress(done, len(ready))
    return gone


def reason_of(rule: UUID) -> str:
    """How a tombstone names the rule."""
    return f"rule {rule.hex}"


def still_leaving(people: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Of people whose day has come, those who may go at this moment, under every id.

    Looked at again behind locks: the rules, the holds, her rows and the list may have changed since the plan.
    """
    today = local_day(at)
    list(RetentionRule.objects.select_for_update().filter(status=RetentionRule.Status.APPROVED))
    # Where somebody takes her off the list, or writes to her rows, right now, she stays.
    listed = Leaving.objects.select_for_update(skip_locked=True).filter(leaves_on__lte=today)
    rows = list(listed.filter(subject_id__in=list(people)))
    twice = known_twice()
    ids = {row.subject_id: twice.get(row.subject_id, frozenset({row.subject_id})) for row in rows}
    hashes = hashes_of_rows(ids, locked=True)
    plan = plan_of(at, only=[one for all_ids in ids.values() for one in all_ids])
    go: set[UUID] = set()
    for row in rows:
        standing = plan.people.get(row.subject_id)
        if standing and standing.is_due(today) and row.seen == hashes[row.subject_id]:
            go |= ids[row.subject_id]
    return go
