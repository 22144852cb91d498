"""The best plan of a small week, found by trying everything: a measure for the engine, far too slow for an office."""

from xenia.work.language_access.matching import Assignment, Held, Mode, Need, Week


def most_worth(week: Week, worth: dict[object, int]) -> int:
    """The most the filled requests can be worth together. Nothing held, no teams."""
    needs = sorted(week.needs, key=lambda need: -worth[need.id])
    left = [sum(worth[need.id] for need in needs[n:]) for n in range(len(needs) + 1)]
    busy: dict[object, list[Held]] = {person.id: [] for person in week.candidates}
    best = 0

    def fill(n: int, sofar: int) -> None:
        nonlocal best
        best = max(best, sofar)
        if n == len(needs) or sofar + left[n] <= best:
            return
        for one in _ways(week, needs[n], busy):
            busy[one.interpreter].append(_job(needs[n], one.start))
            fill(n + 1, sofar + worth[needs[n].id])
            busy[one.interpreter].pop()
        fill(n + 1, sofar)

    fill(0, 0)
    return best


def _job(need: Need, start: int) -> Held:
    return Held(start, need.length, need.mode, need.zone, need.id)


def _ways(week: Week, need: Need, busy: dict[object, list[Held]]) -> list[Assignment]:
    return [
        Assignment(need.id, person.id, start)
        for person in week.candidates
        for start in need.starts
        if person.languages.get(need.language, -1) >= need.credential
        and need.mode in person.modes
        and need.gender in (None, person.gender)
        and person.id not in need.excluded
        and any(a <= start and start + need.length <= b for a, b in person.windows)
        and sum(one.length for one in busy[person.id]) + need.length <= person.cap
        and all(_apart(week, one, _job(need, start)) for one in busy[person.id])
    ]


def _apart(week: Week, one: Held, other: Held) -> bool:
    first, second = sorted((one, other), key=lambda held: held.start)
    met = [first.mode, second.mode].count(Mode.IN_PERSON)
    way = week.travel(first.zone, second.zone) if met == 2 else week.remote_gap * met
    return first.start + first.length + way <= second.start
