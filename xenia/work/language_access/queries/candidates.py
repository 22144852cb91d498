"""The roster as the matching sees it: interpreters as whole numbers, a week as slots of 15 minutes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from xenia.work.language_access.matching import Candidate, Held, Mode
from xenia.work.language_access.models import Interpreter, LanguagePair
from xenia.work.language_access.queries.free import Free, free_times_of
from xenia.work.language_access.queries.roster import pairs_of
from xenia.work.language_access.spans import joined

SLOT_MINUTES: Final = 15
SLOTS_PER_DAY: Final = 24 * 60 // SLOT_MINUTES
MODES: Final = (Mode.IN_PERSON, Mode.VIDEO, Mode.PHONE)


def candidates(
    week_start: date,
    *,
    days: int = 7,
    of: Any = None,
    held: Mapping[UUID, Sequence[Held]] | None = None,
) -> list[Candidate]:
    """Whom a week can be planned with. Slot 0 is the first quarter of an hour of `week_start`; a day has 96.

    of: interpreters to choose from, such as what `roster` returns; None: everybody active.
    held: what each has given away already. languages has `ht>en` for each direction, and `ht` where she does both
    directions with English, with the lower of the two ranks. Ways and dialects belong to a pair and are not told
    here: ask `works_so`, and exclude the others from the need.
    """
    people = list(Interpreter.objects.active() if of is None else of)
    pairs = pairs_of(people, week_start)
    last = week_start + timedelta(days=days - 1)
    free = free_times_of(people, week_start, last)
    return [
        _candidate(one, pairs.get(one.pk, []), windows(free[one.pk], week_start), held or {}, days)
        for one in people
    ]


def _candidate(
    person: Interpreter,
    pairs: list[LanguagePair],
    open_slots: tuple[tuple[int, int], ...],
    held: Mapping[UUID, Sequence[Held]],
    days: int,
) -> Candidate:
    cap = person.weekly_cap_minutes
    return Candidate(
        id=person.pk,
        languages=ranks_by_key(pairs),
        modes=frozenset(mode for mode in MODES if any(getattr(one, mode) for one in pairs)),
        windows=open_slots,
        cap=days * SLOTS_PER_DAY if cap is None else cap // SLOT_MINUTES,
        gender=person.gender,
        held=tuple(held.get(person.pk, ())),
    )


def windows(free: Iterable[Free], week_start: date) -> tuple[tuple[int, int], ...]:
    """Whole slots of free time; hours that go on past midnight are one window."""
    minutes = joined(
        (_minute(one, week_start, one.from_minute), _minute(one, week_start, one.to_minute))
        for one in free
    )
    slots = ((-(-start // SLOT_MINUTES), end // SLOT_MINUTES) for start, end in minutes)
    return tuple((start, end) for start, end in slots if start < end)


def _minute(one: Free, week_start: date, minute: int) -> int:
    return (one.on - week_start).days * 24 * 60 + minute


def ranks_by_key(pairs: Iterable[LanguagePair]) -> dict[str, int]:
    """The rank under `ht>en`, and under `ht` where she interprets both ways between it and English."""
    found: defaultdict[str, int] = defaultdict(int)
    for pair in pairs:
        if any(getattr(pair, mode) for mode in MODES):
            key = f"{pair.from_language}>{pair.to_language}"
            found[key] = max(found[key], pair.rank)  # type: ignore[attr-defined]
    both = {
        code: min(rank, found[f"en>{code}"])
        for key, rank in found.items()
        for code in [key.removesuffix(">en")]
        if key.endswith(">en") and f"en>{code}" in found
    }
    return dict(found) | both
